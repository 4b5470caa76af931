import { assert } from '../../base/index.ts'
import { type Instrument, type Micros, micros, type OrderId } from '../../domain/index.ts'
import type { TickTape } from '../../market/index.ts'
import { type Costs, type LatencyModel, tapeFeed } from '../../venue/index.ts'
import type { Outcome, RecordedOrder } from './recorded-order.ts'
import { Resimulation } from './resimulation.ts'
import { tapeSpan } from './tape-span.ts'

/** What a re-simulation is made of. */
export type ResimulateSetup = {
  readonly instrument: Instrument
  readonly tape: TickTape
  readonly costs: Costs
  /** From the desk to the exchange. */
  readonly orderLeg: LatencyModel
  /** How long an order is followed past the desk's own last event about it. Unit: us. */
  readonly horizonUs: number
  /** Told the share of the tape that is played, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined
}

/** By order; `no-book` when it arrived in a hole of the recording. */
export type Resimulated = ReadonlyMap<OrderId, Outcome | 'no-book'>

type Command = {
  readonly kind: 'submit' | 'withdraw'
  readonly order: RecordedOrder
  readonly ts: number
  /** Things the desk itself sent travel; the end of what is looked at does not. */
  readonly isSent: boolean
}

/** Steps of the tape between two reports of progress. */
const progressEvery = 8_192

/**
 * Plays the tape once and sends each order at its own time, plus the leg. Of one instant the market
 * comes first. What the desk called off, or its venue ended, ends here at the same time.
 *
 * @param orders - Of this instrument, sent within the tape.
 */
export function resimulate(orders: readonly RecordedOrder[], setup: ResimulateSetup): Resimulated {
  const { instrument, tape, costs, onProgress } = setup
  const span = tapeSpan(tape)
  const outcomes = new Map<OrderId, Outcome | 'no-book'>()
  if (span === undefined) return outcomes
  const run = new Resimulation(instrument, costs, tape, micros(span.from))
  const feed = tapeFeed(tape, run.exchange, 0)
  assert(feed !== undefined, 'a tape with a span has a market')
  let steps = 0
  const play = (until: number): void => {
    while (feed.nextTs <= until) {
      const ts = micros(feed.nextTs)
      feed.step()
      run.retry(ts)
      steps += 1
      if (steps % progressEvery === 0)
        onProgress?.((ts - span.from) / Math.max(1, span.to - span.from))
    }
  }
  for (const { kind, order, ts } of arrivals(orders, setup)) {
    if (!run.isIdle || kind === 'submit') play(ts)
    const { orderId } = order.intent
    if (kind === 'withdraw') run.withdraw(orderId, ts)
    else if (run.hasBook) run.submit(order, ts)
    else outcomes.set(orderId, 'no-book')
  }
  onProgress?.(1)
  for (const { intent } of orders)
    if (!outcomes.has(intent.orderId)) outcomes.set(intent.orderId, run.outcomeOf(intent.orderId))
  return outcomes
}

/** What reaches the exchange, in order of arrival: what was sent earlier arrives no later. */
function arrivals(
  orders: readonly RecordedOrder[],
  { orderLeg, horizonUs }: ResimulateSetup,
): readonly (Omit<Command, 'ts'> & { readonly ts: Micros })[] {
  const commands = orders.flatMap((order) => [
    { kind: 'submit' as const, order, ts: order.intent.ts, isSent: true },
    ending(order, horizonUs),
  ])
  commands.sort((a, b) => a.ts - b.ts)
  let sentUntil = 0
  const arrived = new Map<OrderId, number>()
  const arriving = commands.map((command) => {
    const { orderId } = command.order.intent
    if (command.isSent) sentUntil = Math.max(sentUntil, command.ts + orderLeg.at(command.ts))
    if (command.kind === 'submit') arrived.set(orderId, sentUntil)
    // No order ends before it is there.
    const ts = command.isSent ? sentUntil : Math.max(command.ts, arrived.get(orderId) ?? 0)
    return { ...command, ts: micros(ts) }
  })
  return arriving.sort((a, b) => a.ts - b.ts)
}

function ending(order: RecordedOrder, horizonUs: number): Command {
  const { cancelTs, endedTs, untilTs } = order
  if (cancelTs !== undefined) return { kind: 'withdraw', order, ts: cancelTs, isSent: true }
  const ts = endedTs ?? untilTs + horizonUs
  return { kind: 'withdraw', order, ts, isSent: false }
}
