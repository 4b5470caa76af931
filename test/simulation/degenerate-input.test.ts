import { expect, test } from 'vitest'
import { defineAgent, type Opinion } from '../../src/agents/index.ts'
import { DeskAlarms } from '../../src/app/index.ts'
import { defined, Random } from '../../src/base/index.ts'
import { type DeskEvent, micros, minuteUs, price, quantity } from '../../src/domain/index.ts'
import {
  DeskRun,
  type DeskSetup,
  nobody,
  type RunHeader,
  stateHash,
} from '../../src/engine/index.ts'
import { type JournalEntry, MemoryJournal } from '../../src/journal/index.ts'
import type { FeedBar } from '../../src/market/index.ts'
import { wideLimits } from '../../src/risk/index.ts'
import { toldSetup, toldStart } from './told-desk.ts'

const rules = { constantMinutes: 60, quietHours: 0 }
const names = ['spoken']

/** A setup with one agent that says what `opine` does of a bar, by its number. */
function setupOf(
  opine: (bar: number) => Opinion | undefined,
  more?: Partial<DeskSetup>,
): DeskSetup {
  const agent = defineAgent({
    name: 'spoken',
    summary: 'Says what a test says.',
    parameters: {},
    features: () => ({}),
    opine: (view) => opine(Math.round((view.asOf - toldStart) / minuteUs)),
  }).seat({})
  return toldSetup(defined(agent.ok ? agent.value : undefined, 'agent'), more)
}

function barsOf(count: number, isFlat = false): readonly FeedBar[] {
  const random = Random.stream(7, 'prices')
  let at = 50_000
  return Array.from({ length: count }, (_, i) => {
    if (!isFlat) at += random.below(41) - 20
    const [open, high, low, close] = [at, at + 5, at - 5, at].map((ticks) => price(ticks))
    const ts = micros(toldStart + (i + 1) * minuteUs)
    return { instrument: 0, ts, open, high, low, close, volume: quantity(9_000_000) } as FeedBar
  })
}

type Ran = {
  readonly alarms: DeskAlarms
  readonly raised: readonly string[]
  readonly events: readonly JournalEntry[]
  readonly hash: string
}

function run(
  setup: DeskSetup,
  bars: readonly FeedBar[],
  alarms = new DeskAlarms(rules),
  recorded: readonly JournalEntry[] = [],
): Ran {
  const raised: string[] = []
  const events: JournalEntry[] = []
  const onJudged = alarms.watch({ setup } as unknown as RunHeader, names)
  const onEvent = (sequence: number, event: DeskEvent): void => {
    events.push({ sequence, event })
    alarms.onEvent(event)
  }
  const probe = { onStage: () => {}, onJudged }
  const journal = new MemoryJournal()
  const desk = new DeskRun({ setup, recorded, journal, observer: nobody, onEvent, probe })
  alarms.start((code) => raised.push(code))
  for (const bar of bars) desk.onBar(bar, 'live')
  return { alarms, raised, events, hash: stateHash(desk.desk) }
}

const same = { exposure: 0.3, confidence: 0.6 }

test('an agent that says the same for an hour, while the price moves, is told of once', () => {
  const { alarms, raised } = run(
    setupOf(() => same),
    barsOf(200),
  )
  expect(raised).toEqual(['signal-constant'])
  expect(alarms.found[0]?.ts).toBe(toldStart + 61 * minuteUs)
  expect(alarms.found[0]?.text).toContain('spoken has said 0.3 with confidence 0.6 of BTC-USD.SIM')
})

test('who says something else begins anew, and is told of again', () => {
  const turns = (bar: number): Opinion => ({ ...same, confidence: bar > 100 ? 0.7 : 0.6 })
  const { alarms } = run(setupOf(turns), barsOf(300))
  expect(alarms.found.map(({ ts }) => (ts - toldStart) / minuteUs)).toEqual([61, 161])
})

test('who moves, abstains, wants nothing, or has a market that stands still is not constant', () => {
  const moving = (bar: number): Opinion => ({ ...same, confidence: 0.5 + (bar % 7) / 100 })
  const abstaining = (bar: number): Opinion | undefined => (bar % 30 === 0 ? undefined : same)
  const neutral = (): Opinion => ({ exposure: 0, confidence: 0.6 })
  for (const opine of [moving, abstaining, neutral])
    expect(run(setupOf(opine), barsOf(200)).alarms.found).toEqual([])
  expect(
    run(
      setupOf(() => same),
      barsOf(200, true),
    ).alarms.found,
  ).toEqual([])
})

const tooSmall = { limits: { ...wideLimits, orderNotionalMin: 1e9 } }

test('a desk that wants what it never gets is told of, and not before its time', () => {
  const quiet = { constantMinutes: 0, quietHours: 2 }
  const { alarms } = run(
    setupOf(() => same, tooSmall),
    barsOf(300),
    new DeskAlarms(quiet),
  )
  expect(alarms.found.map(({ code, ts }) => [code, (ts - toldStart) / minuteUs])).toEqual([
    ['no-trades', 121],
  ])
  expect(alarms.found[0]?.text).toMatch(/wanted what is not held; order-notional-min refused \d+ o/)
  expect(
    run(
      setupOf(() => same),
      barsOf(300),
      new DeskAlarms(quiet),
    ).alarms.found,
  ).toEqual([])
})

test('a sale that may not be is no wish', () => {
  const short = (): Opinion => ({ exposure: -0.3, confidence: 0.6 })
  const quiet = { constantMinutes: 0, quietHours: 2 }
  const limits = { ...wideLimits, isLongOnly: true }
  const { alarms } = run(setupOf(short, { limits }), barsOf(300), new DeskAlarms(quiet))
  expect(alarms.found).toEqual([])
})

test('a journal that is done again gives the same alarms, and raises none of the past', () => {
  const setup = setupOf(() => same, tooSmall)
  const both = { constantMinutes: 60, quietHours: 2 }
  const first = run(setup, barsOf(300), new DeskAlarms(both))
  const again = run(setup, [], new DeskAlarms(both), first.events)
  expect(first.raised).toEqual(['signal-constant', 'no-trades'])
  expect(again.alarms.found).toEqual(first.alarms.found)
  expect([again.raised, again.hash]).toEqual([[], first.hash])
})

test('a desk does the same whether anybody looks into it', () => {
  const setup = setupOf((bar) => ({ exposure: bar % 2 === 0 ? 0.4 : -0.2, confidence: 0.6 }))
  const watched = run(setup, barsOf(200))
  const journal = new MemoryJournal()
  const alone = new DeskRun({ setup, recorded: [], journal, observer: nobody })
  for (const bar of barsOf(200)) alone.onBar(bar, 'live')
  expect(stateHash(alone.desk)).toBe(watched.hash)
})
