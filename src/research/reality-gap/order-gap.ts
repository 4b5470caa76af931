import { type Instrument, markFactors, type OrderIntent, signOf } from '../../domain/index.ts'
import type { Outcome, RecordedOrder } from './recorded-order.ts'

/** One order in reality beside itself on the tape; differences are reality less re-simulation. */
export type OrderGap = {
  readonly intent: OrderIntent
  readonly agent: number
  readonly real: Fulfilment
  readonly simulated: Fulfilment
  /** Basis points of the arrival price; positive when reality was worse. */
  readonly priceBps: number | undefined
  /** Basis points of notional; positive when reality was dearer. */
  readonly feeBps: number | undefined
  readonly firstFillMs: number | undefined
  readonly lastFillMs: number | undefined
}

/** How an order was filled. `undefined` where it was not. */
export type Fulfilment = {
  /** Share of the lots wanted. */
  readonly share: number
  /** Volume-weighted price. Unit: ticks. */
  readonly ticks: number | undefined
  readonly feeBps: number | undefined
  /** From sending. */
  readonly firstMs: number | undefined
  readonly lastMs: number | undefined
}

/** Compares what became of an order with what becomes of it on the tape. */
export function orderGap(of: Instrument, order: RecordedOrder, simulated: Outcome): OrderGap {
  const { intent, agent } = order
  const lotTickValue = markFactors([of])[0] as number
  const ours = fulfilment(intent, order.outcome, lotTickValue)
  const theirs = fulfilment(intent, simulated, lotTickValue)
  return {
    intent,
    agent,
    real: ours,
    simulated: theirs,
    priceBps: priceGap(intent, ours.ticks, theirs.ticks),
    feeBps: less(ours.feeBps, theirs.feeBps),
    firstFillMs: less(ours.firstMs, theirs.firstMs),
    lastFillMs: less(ours.lastMs, theirs.lastMs),
  }
}

/** @param lotTickValue - Minor quote units of one lot at one tick. */
function fulfilment(
  { quantity, ts }: OrderIntent,
  { lots, ticksLots, fee, firstTs, lastTs }: Outcome,
  lotTickValue: number,
): Fulfilment {
  if (lots === 0)
    return {
      share: 0,
      ticks: undefined,
      feeBps: undefined,
      firstMs: undefined,
      lastMs: undefined,
    }
  return {
    share: lots / quantity,
    ticks: ticksLots / lots,
    feeBps: (Number(fee) / (ticksLots * lotTickValue)) * 10_000,
    firstMs: (firstTs - ts) / 1_000,
    lastMs: (lastTs - ts) / 1_000,
  }
}

function priceGap(
  { side, arrival }: OrderIntent,
  real: number | undefined,
  simulated: number | undefined,
): number | undefined {
  const worse = less(real, simulated)
  if (worse === undefined || simulated === undefined) return undefined
  const of = arrival > 0 ? arrival : simulated
  // A sale's zero is no negative zero.
  return worse === 0 ? 0 : (signOf(side) * worse * 10_000) / of
}

function less(real: number | undefined, simulated: number | undefined): number | undefined {
  return real === undefined || simulated === undefined ? undefined : real - simulated
}
