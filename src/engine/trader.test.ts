import { expect, it } from 'vitest'
import { ToldDesk, toldSetup, toldStart } from '../../test/simulation/told-desk.ts'
import { defineAgent, type Opinion } from '../agents/index.ts'
import { defined } from '../base/index.ts'
import { BarColumns, type InstrumentId, instrument, minuteUs } from '../domain/index.ts'
import { MemoryJournal } from '../journal/index.ts'
import { wideLimits } from '../risk/index.ts'
import { defaultCosts } from '../venue/index.ts'
import { Desk } from './desk.ts'
import { nobody } from './observer.ts'
import { runMarket } from './run-market.ts'
import { curveRoom } from './curve-room.ts'
import { RunRecorder } from './run-recorder.ts'

const made = instrument('BTC-USD.SIM' as InstrumentId, '1', '0.000001')
const of = defined(made.ok ? made.value : undefined, 'instrument')

/** Wants everything on every bar, whatever it holds. */
const greedy = defineAgent({
  name: 'greedy',
  summary: '',
  parameters: {},
  features: () => ({}),
  opine: () => ({ exposure: 1, confidence: 0.6 }),
})

it('leaves a position alone that the limits have cut to size', () => {
  const seated = greedy.seat({})
  const agent = defined(seated.ok ? seated.value : undefined, 'agent')
  const bars = new BarColumns(64)
  const start = 1_704_067_200_000_000
  for (let n = 1; n <= 500; n += 1) {
    const open = 50_000 + 7 * (n % 11)
    bars.push(start + n * minuteUs, open, open + 20, open - 20, open + 5, 9_000_000_000)
  }
  const recorder = new RunRecorder(curveRoom([bars], 0))
  const setup = {
    seed: 1,
    instruments: [of],
    intervalsUs: [minuteUs],
    agents: [agent],
    quorum: 1,
    limits: { ...wideLimits, positionMax: 0.3 },
    costs: defaultCosts,
    cash: 10_000_000_000_000n,
    rebalanceMin: 0.05,
  }
  runMarket(new Desk(setup, [bars], new MemoryJournal(), recorder), [bars], 0)
  expect(recorder.fills).toHaveLength(1)
})

it('cuts the second buy of a bar to the cash that the first has left', () => {
  const seated = greedy.seat({})
  const agent = defined(seated.ok ? seated.value : undefined, 'agent')
  const other = instrument('ETH-USD.SIM' as InstrumentId, '1', '0.000001')
  const instruments = [of, defined(other.ok ? other.value : undefined, 'instrument')]
  const columns = instruments.map(() => new BarColumns(64))
  const start = 1_704_067_200_000_000
  for (const bars of columns)
    for (let n = 1; n <= 3; n += 1)
      bars.push(start + n * minuteUs, 50_000, 50_000, 50_000, 50_000, 9_000_000_000)
  const journal = new MemoryJournal()
  const setup = {
    seed: 1,
    instruments,
    intervalsUs: [minuteUs, minuteUs],
    agents: [agent],
    quorum: 1,
    limits: { ...wideLimits, positionMax: 0.6, grossMax: 2, costBuffer: 0.01 },
    costs: defaultCosts,
    cash: 10_000_000_000_000n,
    rebalanceMin: 0.05,
  }
  runMarket(new Desk(setup, columns, journal, nobody), columns, 0)
  const events = [...journal.entries()].map(({ event }) => event)
  expect(events.filter(({ kind }) => kind === 'intent-refused')).toEqual([])
  const entries = events.flatMap((event) =>
    event.kind === 'submit' ? [[event.order.ts - start, event.order.quantity]] : [],
  )
  // 100,000 less the cost of all, of which the first has taken 60,000.
  expect(entries).toEqual([
    [minuteUs, 1_200_000],
    [minuteUs, Math.floor((100_000 / 1.01 - 60_000) / 0.05)],
  ])
})

it('enters no more on the side that was stopped, until nobody wants it for a bar', () => {
  const long = { exposure: 0.1, confidence: 0.9, stop: 49_000 }
  const said: (Opinion | undefined)[] = [long, long, long, long, undefined, long, long]
  const stubborn = defineAgent({
    name: 'stubborn',
    summary: '',
    parameters: {},
    features: () => ({}),
    opine: () => said.shift(),
  }).seat({})
  const agent = defined(stubborn.ok ? stubborn.value : undefined, 'agent')
  const bars = new BarColumns(8)
  for (const [n, low] of [49_900, 49_900, 48_000, 49_900, 49_900, 49_900, 49_900].entries())
    bars.push(toldStart + (n + 1) * minuteUs, 50_000, 50_000, low, 50_000, 9_000_000_000)
  const recorder = new RunRecorder(curveRoom([bars], 0))
  runMarket(new Desk(toldSetup(agent), [bars], new MemoryJournal(), recorder), [bars], 0)
  const fills = recorder.fills.map(({ role, ts }) => [role, (ts - toldStart) / minuteUs])
  expect(fills).toEqual([
    ['entry', 2],
    ['stop', 3],
    ['entry', 7],
  ])
})

it('begins with a bid alone where nothing is sold short', () => {
  const scene = new ToldDesk({ limits: { ...wideLimits, isLongOnly: true } })
  const quotes = { bid: 49_900, ask: 50_100, share: 0.1, inventoryMax: 0.1 }
  scene.opinion = { exposure: 0, confidence: 0.9, quotes }
  scene.bar(50_000)
  scene.bar(50_000)
  expect(scene.asked).toHaveLength(1)
  expect(scene.place().order).toMatchObject({ side: 'buy', role: 'quote' })
})
