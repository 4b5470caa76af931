import { expect, it } from 'vitest'
import {
  type DecisionMade,
  hourUs,
  micros,
  orderId,
  type OrderIntent,
  price,
  quantity,
} from '../domain/index.ts'
import { GeneratedMarket } from '../market/index.ts'
import { loadConfiguration } from './configuration.ts'
import { DeskViewBuilder } from './desk-view-builder.ts'

const { instruments } = new GeneratedMarket({ seed: 3, intervalUs: hourUs })
const { operating } = loadConfiguration({ folder: 'none', variables: {}, flags: [] }).values

function builder(onNote: (sentence: string) => void = () => {}): DeskViewBuilder {
  const header = {
    name: 'desk',
    version: '0',
    trading: 'paper',
    currency: 'USD',
    startEquity: 1_000,
    startedAt: 0,
    instruments: [],
    agents: ['trend'],
    source: { kind: 'generated', label: 'made up', speed: 0 },
  } as const
  return new DeskViewBuilder(header, instruments, {
    agents: ['trend'],
    operating,
    onNote,
  })
}

const around = { receivedAt: 0, isStale: false, isFinished: false }

it('every point of the curve is the last mark of its time, also once it has been thinned', () => {
  const view = builder()
  const times = 5_000
  for (let n = 1; n <= times; n += 1)
    for (const half of [3_000, 200, 1_000]) view.onMark(micros(n * hourUs), half * 1e8)
  const { equity } = view.snapshot(around)
  expect(equity.length).toBeGreaterThan(1_000)
  expect(new Set(equity.map((point) => `${point.equity} ${point.drawdown}`))).toEqual(
    new Set(['1000 0']),
  )
})

it('says once of an agent that it fails, however often it does', () => {
  const notes: string[] = []
  const view = builder((note) => void notes.push(note))
  for (let n = 1; n <= 3; n += 1)
    for (const agent of ['broken', 'lame'])
      view.onFault({ agent, instrument: 0, ts: micros(n * hourUs), reason: 'no', error: 'no' })
  expect(notes).toEqual([
    expect.stringMatching(/^agent broken failed at .* \(no\); it counts as silent where it fails$/),
    expect.stringMatching(/^agent lame failed/),
  ])
})

const decision: DecisionMade = {
  kind: 'decision-made',
  ts: micros(hourUs),
  instrument: 0,
  exposure: 0.02,
  confidence: 0.9,
  dissent: 0,
  stop: Number.NaN,
  target: Number.NaN,
  voices: [],
}

const exit: OrderIntent = {
  orderId: orderId(7),
  instrument: 0,
  side: 'sell',
  type: 'market',
  role: 'exit',
  quantity: quantity(1),
  price: price(0),
  arrival: price(1),
  isReduceOnly: true,
  ts: micros(2 * hourUs),
}

it.each([
  ['that wants more of what is sold stays as it was', 0.02, 2, 'held'],
  ['made there and then tells of it', 0.02, 1, 'order 7'],
  ['to close tells of it, however late', 0, 2, 'order 7'],
])('of an exit a decision %s', (_, exposure, hours, outcome) => {
  const view = builder()
  view.onDecision({ ...decision, exposure }, () => [])
  view.onOrder({ ...exit, ts: micros(hours * hourUs) })
  expect(view.snapshot(around).decisions[0]?.outcome).toContain(outcome)
})
