import type { Micros, OrderIntent } from '../../domain/index.ts'

/** What an order came to, in reality or in the re-simulation. */
export type Outcome = {
  readonly lots: number
  /** Sum of price x lots over the fills. Unit: ticks x lots. */
  readonly ticksLots: number
  /** Minor quote units; positive we paid. */
  readonly fee: bigint
  /** When the venue says it happened; 0 without a fill. */
  readonly firstTs: number
  readonly lastTs: number
}

/** An order of a desk as its journal tells it, from sending to what became of it. */
export type RecordedOrder = {
  readonly intent: OrderIntent
  readonly outcome: Outcome
  readonly isRejected: boolean
  /** When the desk called it off; `undefined` when it did not. */
  readonly cancelTs: Micros | undefined
  /** When the venue ended it without a fill; `undefined` when it did not. */
  readonly endedTs: Micros | undefined
  /** The desk's last event about it; of one still open, the journal's last. */
  readonly untilTs: Micros
  /** Agent with the heaviest voice in the decision before it; -1 when there was none. */
  readonly agent: number
}

export const nothingFilled: Outcome = { lots: 0, ticksLots: 0, fee: 0n, firstTs: 0, lastTs: 0 }

/** An outcome with one fill more. Prices are ticks. */
export function withFill(
  { lots, ticksLots, fee, firstTs }: Outcome,
  fill: {
    readonly price: number
    readonly lots: number
    readonly fee: bigint
    readonly ts: number
  },
): Outcome {
  return {
    lots: lots + fill.lots,
    ticksLots: ticksLots + fill.price * fill.lots,
    fee: fee + fill.fee,
    firstTs: lots === 0 ? fill.ts : firstTs,
    lastTs: fill.ts,
  }
}
