import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Agent, defineAgent } from '../agents/index.ts'
import { defined, Random } from '../base/index.ts'
import {
  BarColumns,
  hourUs,
  type Instrument,
  type InstrumentId,
  instrument,
  type ModeChanged,
} from '../domain/index.ts'
import { MemoryJournal } from '../journal/index.ts'
import { wideLimits } from '../risk/index.ts'
import { Desk, nobody, RunRecorder } from './index.ts'

/** One instrument: what is wanted of it, and its closes by hour; 0 where no bar comes. */
type Leg = { readonly id: string; readonly exposure: number; readonly closes: readonly number[] }

function made({ id }: Leg): Instrument {
  const of = instrument(id as InstrumentId, '0.01', '0.0001')
  return defined(of.ok ? of.value : undefined, id)
}

/** Wants its share of everything from the first bar on. */
function holder(legs: readonly Leg[]): Agent {
  const wanted = new Map<string, number>(legs.map(({ id, exposure }) => [id, exposure]))
  const seated = defineAgent({
    name: 'holder',
    summary: 'Holds.',
    parameters: {},
    features: () => ({}),
    opine: (view) => view.say({ exposure: wanted.get(view.instrumentId) ?? 0, confidence: 0.9 }),
  }).seat({})
  return defined(seated.ok ? seated.value : undefined, 'an agent')
}

/** What a desk comes to on some legs, in the order given. */
function outcome(legs: readonly Leg[]) {
  const instruments = legs.map(made)
  const hours = Math.max(...legs.map(({ closes }) => closes.length))
  const columns = legs.map(() => new BarColumns(hours))
  const room = {
    ts: new Float64Array(hours),
    equity: new Float64Array(hours),
    exposure: new Float32Array(hours),
    hasTimes: false,
  }
  const recorder = new RunRecorder(room)
  const modes: string[] = []
  const rollbacks: string[] = []
  const observer = {
    ...nobody,
    onMark: recorder.onMark.bind(recorder),
    onMode: ({ to, reason }: ModeChanged): void => void modes.push(`${to} ${reason}`),
  }
  const limits = { ...wideLimits, isLongOnly: false, dailyLossMax: 1, drawdownSoft: 1 }
  const desk = new Desk(
    {
      seed: 1,
      instruments,
      intervalsUs: legs.map(() => hourUs),
      agents: [holder(legs)],
      quorum: 1,
      limits: { ...limits, drawdownHalt: 0.2 },
      costs: { feeTakerPpm: 0, feeMakerPpm: 0, slippage: 0, participationMax: 1 },
      cash: 1_000_000_000_000n,
      rebalanceMin: 1_000,
    },
    columns,
    new MemoryJournal(),
    observer,
    { champion: { promotedTs: 1, restore: (why) => rollbacks.push(why) > 0 } },
  )
  for (let hour = 0; hour < hours; hour += 1)
    for (const [i, { closes }] of legs.entries()) {
      const close = closes[hour] ?? 0
      if (close === 0) continue
      const bars = columns[i] as BarColumns
      const open = bars.length === 0 ? close : (bars.close[bars.length - 1] as number)
      const ts = (hour + 20) * hourUs
      bars.push(ts, open, Math.max(open, close), Math.min(open, close), close, 1e12)
      desk.onBar(i, bars.length - 1, bars.length, 'live')
    }
  const { peak, drawdown, dayStart, mode, lots } = desk.risk
  const held = Object.fromEntries(legs.map(({ id }, i) => [id, lots[i]]))
  return { peak, drawdown, dayStart, mode, held, modes, rollbacks, curve: recorder.curve }
}

const level = 10_000

describe('half of a hedge', () => {
  const closes = [level, level, 1.6 * level, 1.6 * level]
  const long: Leg = { id: 'BTC-USD.SIM', exposure: 0.4, closes }
  const short: Leg = { id: 'ETH-USD.SIM', exposure: -0.4, closes }

  it('is no loss: nothing is paused, nor put back', () => {
    const { modes, rollbacks, held } = outcome([short, long])
    expect([modes, rollbacks]).toEqual([[], []])
    expect(held).toEqual({ 'BTC-USD.SIM': 400_000, 'ETH-USD.SIM': -400_000 })
  })

  it('is no gain: the peak is what equity was', () => {
    const { peak, drawdown, dayStart } = outcome([long, short])
    expect([peak, drawdown, dayStart]).toEqual([1_000_000_000_000, 0, 1_000_000_000_000])
  })
})

it('a loss pauses a desk also where the last instrument has no bar: before the next bar', () => {
  const falls = { id: 'BTC-USD.SIM', exposure: 0.5, closes: [level, level, level / 2, level / 2] }
  const silent = { id: 'ETH-USD.SIM', exposure: 0, closes: [level, level, 0, 0] }
  expect(outcome([silent, falls]).modes).toEqual(['pause drawdown 25.0 %'])
  expect(outcome([falls, silent]).modes).toEqual(['pause drawdown 25.0 %'])
})

it('a short that has lost everything is closed, and does not come back with its price', () => {
  const closes = [level, level, 4 * level, 4 * level, level, level]
  const { modes, held, curve } = outcome([{ id: 'BTC-USD.SIM', exposure: -0.5, closes }])
  expect(modes).toEqual(['emergency ruin: hardly any equity is left of what is held'])
  expect(held).toEqual({ 'BTC-USD.SIM': 0 })
  expect([...curve.equity]).toEqual([10_000, 10_000, -5_000, -5_000, -5_000, -5_000])
})

const drawn = fc.array(fc.record({ share: fc.integer({ min: -24, max: 24 }), seed: fc.nat() }), {
  minLength: 2,
  maxLength: 4,
})

/** Wild, with holes; all have a bar in the first two hours and in the last two. */
function closesOf(seed: number): readonly number[] {
  const random = Random.stream(seed, 'closes')
  let close = level
  const closes = [level, level]
  for (let hour = 0; hour < 30; hour += 1) {
    close = Math.max(100, Math.round(close * Math.exp(0.12 * random.normal())))
    closes.push(random.next() < 0.2 ? 0 : close)
  }
  return [...closes, close, close]
}

it('in any order of instruments the desk comes to the same peak, drawdown, day and mode', () => {
  let halts = 0
  let rollbacks = 0
  fc.assert(
    fc.property(drawn, fc.nat(), (all, turn) => {
      const legs = all.map(
        ({ share, seed }, i): Leg => ({
          id: `A${i}-USD.SIM`,
          exposure: share / 100,
          closes: closesOf(seed),
        }),
      )
      const by = turn % legs.length
      const turned = [...legs.slice(by), ...legs.slice(0, by)].toReversed()
      const first = outcome(legs)
      const other = outcome(turned)
      expect(other).toEqual(first)
      const { length, equity } = first.curve
      expect(first.peak / 1e8).toBeCloseTo(Math.max(...equity.subarray(0, length)), 6)
      halts += first.modes.length
      rollbacks += first.rollbacks.length
    }),
    { seed: 4, numRuns: 100 },
  )
  expect([halts > 10, rollbacks > 10]).toEqual([true, true])
})
