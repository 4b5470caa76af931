// @module-tag long

import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { dayUs, hourUs, type Micros, micros } from '../../src/domain/index.ts'
import { DeskRun, nobody, stateHash } from '../../src/engine/index.ts'
import { MemoryJournal } from '../../src/journal/index.ts'
import { node26 } from '../../tools/node26.ts'
import { guardedScene } from './guarded-scene.ts'
import { type Acts, isNearMidnight, live, remembered } from './guarded-life.ts'

const at = (year: number, month: number, day: number): number =>
  Date.UTC(year, month - 1, day) * 1_000

const borders: readonly (readonly [border: string, midnight: number])[] = [
  ['a midnight', at(2024, 5, 15)],
  ['the end of a month', at(2024, 5, 1)],
  ['the end of a year', at(2024, 1, 1)],
  ['the beginning of a leap day', at(2024, 2, 29)],
  ['the end of a leap day', at(2024, 3, 1)],
  ['the end of February in a year that has none', at(2023, 3, 1)],
  ['a night in which clocks are changed somewhere', at(2024, 3, 31)],
]

const hours = 120
const before = 40
/** A time at which something is held, and around which the desk is stopped. */
const killedAfter = 23 * hourUs

/**
 * People around `midnight`: a wider limit, a tighter one, a pause that becomes a reduction, a kill
 * about a day later, and one that holds what is held at the end.
 */
function actsAround(midnight: number): Acts {
  const person = { actor: 'cli:ada', reason: 'a test' }
  let ts = 0 as Micros
  return (run, next) => {
    const isNow = (offset: number): boolean => ts < midnight + offset && next >= midnight + offset
    if (isNow(-20 * hourUs))
      run.askLimit({ ...person, key: 'heatMax', value: 0.5, ts: run.desk.now })
    if (isNow(-3 * hourUs))
      run.askLimit({ ...person, key: 'grossMax', value: 0.9, ts: run.desk.now })
    if (isNow(-hourUs)) run.toMode('pause', 'cli:ada', 'a test')
    if (isNow(hourUs)) run.toMode('reduce', 'cli:ada', 'a test')
    if (isNow(5 * hourUs)) run.toMode('normal', 'cli:ada', 'a test')
    if (isNow(killedAfter)) run.toMode('emergency', 'cli:ada', 'a test')
    if (isNow(29 * hourUs)) run.toMode('normal', 'cli:ada', 'a test')
    if (isNow(60 * hourUs)) run.toMode('emergency', 'cli:ada', 'a test', true)
    ts = next
  }
}

describe('a desk that is stopped all the time around', () => {
  it.each(borders)('%s forgets nothing of risk, replayed or from a snapshot', (_, midnight) => {
    const scene = guardedScene(11, { from: midnight - before * hourUs, hours })
    const whole = live(scene, 'never', () => false, actsAround(midnight))
    for (const how of ['replayed', 'from a snapshot'] as const) {
      const stopped = live(scene, how, (bar) => isNearMidnight(bar), actsAround(midnight))
      expect(stopped.stops).toBeGreaterThan(30)
      expect(stopped.lost).toEqual([])
      expect(remembered(stopped.run)).toEqual(remembered(whole.run))
      expect(stopped.events).toEqual(whole.events)
    }
    const { mode, isHold, limits } = remembered(whole.run)
    expect([mode, isHold, limits]).toMatchObject([
      'emergency',
      true,
      { heatMax: expect.anything() },
    ])
  })

  it('a whole winter in which it loses trust and its tier ends as if it had never stopped', () => {
    const scene = guardedScene(1, { from: at(2023, 11, 20), hours: 1_200 })
    const whole = live(scene, 'never', () => false)
    const stopped = live(scene, 'from a snapshot', (_, n) => n % 97 === 0)
    expect([stopped.lost, stopped.stops > 20]).toEqual([[], true])
    expect(remembered(stopped.run)).toEqual(remembered(whole.run))
    const kinds = new Set(whole.events.map((event) => JSON.parse(event).kind))
    for (const kind of ['standing-changed', 'breaker-moved', 'intent-cut', 'intent-refused'])
      expect(kinds).toContain(kind)
    expect(whole.run.desk.risk.limits.tradesPerDayMax).toBe(6)
    expect(whole.run.desk.guard.limits.tiers?.allowed.name).toBe('bootstrap')
  })

  it('at any hour is refused the same: a count of the day is no shorter after a stop', () => {
    const scene = guardedScene(4, { hours: 200 })
    const counted = live(scene, 'from a snapshot', (_, n) => n % 3 === 0)
    expect(counted.lost).toEqual([])
    expect(
      counted.events.filter((event) => event.includes('trades-per-day')).length,
    ).toBeGreaterThan(3)
    expect(counted.events).toEqual(live(scene, 'never', () => false).events)
  })
})

describe('where the machine stands does not matter:', () => {
  const program = 'test/simulation/guarded-hash.ts'
  const ask = (node: string, TZ: string): { hash: string; lost: number; timeZone: string } =>
    JSON.parse(execFileSync(node, [program], { encoding: 'utf8', env: { ...process.env, TZ } }))
  const here = ask(process.execPath, 'UTC')

  it.each(['Pacific/Kiritimati', 'America/St_Johns', 'Australia/Lord_Howe'])('%s', (TZ) => {
    expect(ask(process.execPath, TZ)).toEqual({ ...here, timeZone: TZ })
    expect(here).toMatchObject({ lost: 0, timeZone: 'UTC' })
  })

  it.skipIf(node26() === undefined)('nor does whether it has Node 24 or 26', () => {
    expect(ask(node26() ?? '', 'UTC')).toEqual(here)
  })
})

describe('a clock that', () => {
  /** A desk in the morning of a day on which it has traded, and the rest of its bars. */
  function morning() {
    const scene = guardedScene(11, { hours: 200 })
    const journal = new MemoryJournal()
    const run = new DeskRun({ setup: scene.setup, recorded: [], journal, observer: nobody })
    const noon = scene.bars.findIndex(({ ts }) => ts >= at(2024, 1, 3) + 12 * hourUs)
    for (const bar of scene.bars.slice(0, noon)) run.onBar(bar, 'live')
    expect(run.desk.risk.ordersToday).toBeGreaterThan(0)
    return { run, journal, rest: scene.bars.slice(noon) }
  }

  const counters = (run: DeskRun): readonly number[] => {
    const { peak, dayStart, ordersToday, tradesToday, lossesInRow } = run.desk.risk
    return [peak, dayStart, ordersToday, tradesToday, lossesInRow]
  }

  it.each([dayUs, 7 * dayUs, 400 * dayUs])('jumps %d us ahead resets nothing', (jump) => {
    const { run, rest } = morning()
    const before = counters(run)
    run.onSilence(0, micros(run.desk.now + jump))
    run.onTime(micros(run.desk.now + jump))
    expect(counters(run)).toEqual(before)
    const { dayStart } = run.desk.risk
    for (const bar of rest.slice(0, 6)) run.onBar(bar, 'live')
    expect(run.desk.risk.dayStart).toBe(dayStart)
    expect(run.desk.risk.ordersToday).toBeGreaterThanOrEqual(before[2] ?? Number.NaN)
  })

  it('jumps ahead brings no wider limit forward, whoever asks for what', () => {
    const { run, rest } = morning()
    const person = { actor: 'cli:ada', reason: 'a test' }
    const wish = { ...person, key: 'correlationMax', value: 0.9 }
    expect(run.askLimit({ ...wish, ts: run.desk.now })).toMatchObject({ ok: true })
    run.onSilence(0, micros(run.desk.now + 7 * dayUs))
    run.askLimit({ ...person, key: 'kellyMax', value: 0.1, ts: run.desk.now })
    expect(run.desk.risk.limits).toMatchObject({ correlationMax: 0.7, kellyMax: 0.1 })
    for (const bar of rest.slice(0, 40)) run.onBar(bar, 'live')
    expect(run.desk.risk.limits.correlationMax).toBe(0.7)
    for (const bar of rest.slice(40, 60)) run.onBar(bar, 'live')
    expect(run.desk.risk.limits.correlationMax).toBe(0.9)
  })

  it('jumps back: bars that come again, or late, are passed over', () => {
    const { run, journal, rest } = morning()
    const hash = stateHash(run.desk)
    const { sequence } = journal
    const [next] = rest
    for (const back of [hourUs, 12 * hourUs, dayUs, 2 * dayUs])
      for (const i of [0, 1])
        if (next !== undefined)
          run.onBar({ ...next, instrument: i, ts: micros(next.ts - back) }, 'live')
    run.onTime(micros(run.desk.now - dayUs))
    expect([journal.sequence, stateHash(run.desk)]).toEqual([sequence, hash])
  })

  it('is late for one instrument alone begins no day twice', () => {
    const { run, rest } = morning()
    const midnight = at(2024, 1, 4)
    const upTo = rest.filter(({ ts }) => ts < midnight)
    for (const bar of upTo.slice(0, -1)) run.onBar(bar, 'live')
    const late = upTo.at(-1)
    const [first, second] = rest.filter(({ ts }) => ts >= midnight)
    if (late === undefined || first === undefined || second === undefined) throw new Error('bars')
    expect([first.instrument, late.instrument]).toEqual([0, 1])
    run.onBar(first, 'live')
    const { dayStart } = run.desk.risk
    for (const bar of [late, second]) run.onBar(bar, 'live')
    expect(run.desk.risk.dayStart).toBe(dayStart)
  })

  it('says nothing yet widens no limit: it would be due with the first bar', () => {
    const { setup } = guardedScene(1)
    const journal = new MemoryJournal()
    const run = new DeskRun({ setup, recorded: [], journal, observer: nobody })
    const wider = { actor: 'cli:ada', reason: 'a test', key: 'heatMax', value: 0.9 }
    expect(run.askLimit({ ...wider, ts: run.desk.now })).toMatchObject({ ok: false })
    run.toMode('pause', 'cli:ada', 'a test', false, micros(run.desk.now + 1))
    const person = { ...wider, ts: run.desk.now }
    expect(person.ts).toBeGreaterThan(0)
    expect(run.askLimit(person)).toMatchObject({ ok: false })
    expect(run.askLimit({ ...person, key: 'heatMax', value: 0.1 })).toMatchObject({ ok: true })
  })
})
