import { Random } from '../../src/base/index.ts'
import {
  type DeskEvent,
  type Micros,
  micros,
  minuteUs,
  orderId,
  price,
  quantity,
} from '../../src/domain/index.ts'

const instruments = [
  { id: 'BTC-USD.SIM', tick: '0.01', lot: '0.00000001' },
  { id: 'ETH-USD.SIM', tick: '0.05', lot: '0.0001' },
]

/**
 * Events of a desk that trades two instruments, with decisions, refusals, orders of every end,
 * fills in parts, longs and shorts: what makes rows in every table. The first is always the same.
 */
export function tradedEvents(count: number, seed = 1): readonly DeskEvent[] {
  const random = Random.fromSeed(seed)
  const held = [0, 0]
  const agents = ['trend', 'mean', 'trend']
  const events: DeskEvent[] = [{ kind: 'run-started', ts: at(0), header: { instruments, agents } }]
  for (let turn = 1; events.length < count; turn += 1) {
    if (turn % 400 === 0)
      events.push({ kind: 'run-started', ts: at(turn), header: { instruments, agents: ['trend'] } })
    events.push(...turnOf(random, turn, held))
  }
  return events.slice(0, count)
}

function at(minute: number): Micros {
  return micros(1_700_000_000_000_000 + minute * minuteUs)
}

function turnOf(random: Random, turn: number, held: number[]): readonly DeskEvent[] {
  const instrument = random.next() < 0.5 ? 0 : 1
  const ts = at(turn)
  const exposure = random.next() - 0.5
  const voices = [0, 1, 2].map((agent) => ({ agent, exposure, confidence: random.next() }))
  const decision: DeskEvent = {
    ...{ kind: 'decision-made', ts, instrument, exposure, confidence: random.next() },
    ...{ dissent: random.next(), stop: 0.9, target: Number.NaN, voices },
  }
  const luck = random.next()
  if (luck < 0.2)
    return [decision, { kind: 'intent-refused', ts, instrument, limit: 'heat', was: 5, max: 4 }]
  const holds = held[instrument] ?? 0
  const wanted = (exposure > 0 ? 1 : -1) * (2 + Math.floor(random.next() * 1_000_000))
  const lots = holds === 0 ? wanted : -holds
  if (luck >= 0.4) held[instrument] = holds + lots
  return [decision, ...orderOf(random, { turn, instrument, lots, isEntry: holds === 0 }, luck)]
}

type Wish = {
  readonly turn: number
  readonly instrument: number
  /** Bought; sold when negative. */
  readonly lots: number
  readonly isEntry: boolean
}

function orderOf(
  random: Random,
  { turn, instrument, lots: signed, isEntry }: Wish,
  luck: number,
): readonly DeskEvent[] {
  const ts = at(turn)
  const id = orderId(turn)
  const lots = Math.abs(signed)
  const ticks = 10_000 + Math.floor(random.next() * 1_000)
  const stamps = { orderId: id, tsEvent: ts, tsInit: ts }
  const submit: DeskEvent = {
    kind: 'submit',
    order: {
      ...{ orderId: id, instrument, side: signed > 0 ? 'buy' : 'sell', type: 'limit' },
      ...{ role: isEntry ? 'entry' : 'exit', quantity: quantity(lots), price: price(ticks) },
      ...{ arrival: price(ticks), isReduceOnly: !isEntry, ts },
    },
  }
  const reason = 'no\0t today "\\'
  if (luck < 0.3) return [submit, { kind: 'order-rejected', ...stamps, reason }]
  const accepted: DeskEvent = { kind: 'order-accepted', ...stamps }
  if (luck < 0.4) return [submit, accepted, { kind: 'order-canceled', ...stamps }]
  const first = Math.floor(lots / 2)
  const fills = [first, lots - first].map(
    (size, fill): DeskEvent => ({
      ...{ kind: 'order-filled', ...stamps, fill: fill + 1, price: price(ticks) },
      ...{ quantity: quantity(size), fee: BigInt(Math.floor(random.next() * 1e9)) },
      ...{ liquidity: 'taker', trade: '' },
    }),
  )
  return [submit, accepted, ...fills]
}
