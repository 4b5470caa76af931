import { describe, expect, it } from 'vitest'
import {
  intentOf,
  journalOf,
  marketWishes,
  smallTape,
  tapeFiles,
  tapeInstrument as of,
  type Wish,
} from '../../../test/golden/tape-desk.ts'
import { type DecisionMade, type DeskEvent, micros, orderId } from '../../domain/index.ts'
import { loadTape, type TickTape } from '../../market/index.ts'
import { defaultCosts, openLegs } from '../../venue/index.ts'
import { collectOrders } from './collect-orders.ts'
import { defaultBounds } from './gap-figures.ts'
import { measureGap, type MeasureGapSetup, type RealityGap } from './measure-gap.ts'

const real = await loadTape(tapeFiles, { spec: { tick: '0.1', lot: '0.001' } })

function gapOf(
  events: readonly DeskEvent[],
  tape: TickTape,
  over: Partial<MeasureGapSetup> = {},
): RealityGap {
  const none = { kind: 'constant', us: 0 } as const
  const legs = openLegs({ feed: none, order: none, reply: none }, 1)
  if (!legs.ok) throw new Error(legs.error)
  return measureGap(collectOrders(events), {
    instrument: of,
    index: 0,
    tape,
    costs: defaultCosts,
    orderLeg: legs.value.order,
    horizonUs: 60_000_000,
    agents: ['trend'],
    bounds: defaultBounds,
    ...over,
  })
}

function restingWishes(tape: TickTape): Wish[] {
  return marketWishes(tape, 30).map((wish, i) => {
    const isLimit = i % 3 === 0
    const sign = wish.side === 'buy' ? -1 : 1
    const stopAway = wish.side === 'buy' ? 25 : -25
    return {
      ...wish,
      ts: wish.ts + 7_000,
      type: isLimit ? 'limit' : 'stop',
      role: isLimit ? 'target' : 'stop',
      away: isLimit ? sign * 3 : stopAway,
      cancelAfterUs: 40_000_000,
    }
  })
}

describe('a desk that was filled by the same exchange on the same tape', () => {
  it.each([
    ['made up', smallTape(200)],
    ['recorded', real],
  ])('has no gap in price, fees or delay: %s', (_name, tape) => {
    const gap = gapOf(journalOf(tape, [...marketWishes(tape, 40), ...restingWishes(tape)]), tape)
    expect(gap.compared).toBeGreaterThan(60)
    expect(gap.all.price.count).toBeGreaterThan(40)
    for (const { real: ours, simulated, priceBps = 0, feeBps = 0 } of gap.rows) {
      expect(ours).toEqual(simulated)
      expect([priceBps, feeBps]).toEqual([0, 0])
    }
    expect(gap.band).toBe('ok')
  })

  it('is shown by role and by its one agent', () => {
    const tape = smallTape(200)
    const gap = gapOf(journalOf(tape, marketWishes(tape, 40)), tape)
    expect(gap.roles.map(({ name, orders }) => [name, orders])).toEqual([
      ['entry', 20],
      ['exit', 20],
    ])
    expect(gap.strategies.map(({ name, orders }) => [name, orders])).toEqual([['trend', 40]])
  })

  it('waits longer on the tape by the latency asked for', () => {
    const tape = smallTape(200)
    const none = { kind: 'constant', us: 0 } as const
    const legs = openLegs({ feed: none, order: { kind: 'constant', us: 250_000 }, reply: none }, 1)
    if (!legs.ok) throw new Error(legs.error)
    const gap = gapOf(journalOf(tape, marketWishes(tape, 40)), tape, { orderLeg: legs.value.order })
    expect(gap.all.firstFill.mean).toBe(-250)
  })
})

describe('a desk whose every fill was 10 bps worse', () => {
  const events = journalOf(real, marketWishes(real, 40), 10)

  it('is watched, with that number', () => {
    const { all, band } = gapOf(events, real)
    expect(all.price.mean).toBeCloseTo(10, 1)
    expect(all.price.low).toBeGreaterThan(9.9)
    expect(all.fees.mean).toBeCloseTo(0, 1)
    expect([all.priceBand, band]).toEqual(['watch', 'watch'])
  })

  it('is alarming when the bounds are narrower', () => {
    expect(gapOf(events, real, { bounds: { watchBps: 2, alarmBps: 8 } }).band).toBe('alarm')
  })

  it('is too small to judge below 20 orders', () => {
    const few = journalOf(real, marketWishes(real, 19), 10)
    expect(gapOf(few, real).band).toBe('too few to say')
  })
})

it('counts and names what lies outside the recording', () => {
  const tape = smallTape(200)
  const events = journalOf(tape, marketWishes(tape, 24))
  const outside = (id: number, ts: number, instrumentAt = 0): DeskEvent => ({
    kind: 'submit',
    order: {
      ...intentOf(
        { ts, lots: 1, away: 0, side: 'buy', type: 'market', role: 'entry' },
        orderId(id),
        0,
        100_000,
        micros(ts),
      ),
      instrument: instrumentAt,
    },
  })
  const reject: DeskEvent = {
    kind: 'order-rejected',
    orderId: orderId(104),
    tsEvent: micros(5_000_000),
    tsInit: micros(5_000_000),
    reason: 'no',
  }
  const gap = gapOf(
    [
      outside(101, 10),
      ...events,
      outside(102, 300_000_000),
      outside(103, 5_000_000, 1),
      outside(104, 5_000_000),
      reject,
    ],
    tape,
  )
  expect(gap.compared).toBe(24)
  expect(gap.uncovered).toEqual([
    { why: 'before-the-recording', orderIds: [101] },
    { why: 'beyond-the-recording', orderIds: [102] },
    { why: 'other-instrument', orderIds: [103] },
    { why: 'rejected', orderIds: [104] },
  ])
})

it('follows an order that nobody called off for the horizon, and no longer', () => {
  const tape = smallTape(200)
  const wish = { lots: 1, away: 100, side: 'sell', type: 'limit', role: 'target' } as const
  const ts = micros(2_000_000)
  const order = intentOf({ ...wish, ts }, orderId(1), 100_101, 100_003, ts)
  // The bid of the tape rises by a tick a second, and comes there after a hundred.
  const shareAfter = (seconds: number): number | undefined =>
    gapOf([{ kind: 'submit', order }], tape, { horizonUs: seconds * 1_000_000 }).rows[0]?.simulated
      .share
  expect([shareAfter(60), shareAfter(150)]).toEqual([0, 1])
})

it('follows the heaviest voice of the decision before the order', () => {
  const tape = smallTape(200)
  const decision: DecisionMade = {
    kind: 'decision-made',
    ts: micros(1),
    instrument: 0,
    exposure: 0.4,
    confidence: 0.5,
    dissent: 0,
    stop: Number.NaN,
    target: Number.NaN,
    voices: [
      { agent: 0, exposure: 0.9, confidence: 0.2 },
      { agent: 1, exposure: -0.4, confidence: 0.7 },
    ],
  }
  const [first = decision, ...rest] = journalOf(tape, marketWishes(tape, 2))
  const early = rest.findIndex((event) => event.kind === 'submit')
  const events = [first, ...rest.slice(0, early), decision, ...rest.slice(early)]
  const gap = gapOf(events, tape, { agents: ['trend', 'hold'] })
  expect(gap.strategies.map(({ name, orders }) => [name, orders])).toEqual([
    ['hold', 1],
    ['nobody', 1],
  ])
})
