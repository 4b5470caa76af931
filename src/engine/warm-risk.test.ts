import { describe, expect, it } from 'vitest'
import { eagerAgent, guardedScene, usualGuard } from '../../test/simulation/guarded-scene.ts'
import { type BarPhase, type DeskEvent, hourUs } from '../domain/index.ts'
import { MemoryJournal } from '../journal/index.ts'
import { defaultLimits } from '../risk/index.ts'
import { DeskRun, nobody } from './index.ts'

/** Bars begin after so many hours, and as many of them are warm. */
const warmHours = 100

/** Wants 4 % of either of two instruments from the first live bar on. */
function ran(hours: number, jumpHour: number, phase: BarPhase = 'warm') {
  const over = { limits: { ...defaultLimits, positionMax: 0.05 }, agents: [eagerAgent(100, 40)] }
  const guard = { ...usualGuard, hasStandings: false, hasTiers: false }
  const { setup, bars } = guardedScene(2, { hours, from: warmHours * hourUs }, { ...over, guard })
  const journal = new MemoryJournal()
  const run = new DeskRun({ setup, recorded: [], journal, observer: nobody })
  let factor = 1
  for (const bar of bars) {
    const hour = bar.ts / hourUs - warmHours
    if (hour === jumpHour && bar.instrument === 0) factor = 2
    const { open, high, low, close } = bar
    const of = bar.instrument === 0 ? factor : 1
    const risen = { ...bar, open: of * open, high: of * high, low: of * low, close: of * close }
    run.onBar(risen, hour > warmHours ? 'live' : phase)
  }
  return { run, events: [...journal.entries()].map(({ event }) => event) }
}

/** Hours after the first live bar at which entries were sent, by instrument. */
function entries(events: readonly DeskEvent[]): readonly (readonly [number, number])[] {
  return events.flatMap((event) =>
    event.kind === 'submit' && event.order.role === 'entry'
      ? [[event.order.instrument, event.order.ts / hourUs - 2 * warmHours - 1] as const]
      : [],
  )
}

describe('the past a desk warmed up on', () => {
  it('is known to its risk: both instruments are bought on the first live bar', () => {
    const { run, events } = ran(warmHours + 30, 0)
    expect(events.filter(({ kind }) => kind === 'intent-refused')).toEqual([])
    expect(entries(events).slice(0, 2)).toEqual([
      [0, 0],
      [1, 0],
    ])
    expect(run.desk.risk.peak).toBeGreaterThan(0)
  })

  it('leaves the same in risk as bars that were taken in live and not traded on', () => {
    const parts = ({ run }: ReturnType<typeof ran>): unknown => {
      const { market, breakers, conditions } = run.desk.guard.save() as Record<string, unknown>
      return { market, breakers, conditions }
    }
    expect(parts(ran(warmHours, 90))).toEqual(parts(ran(warmHours, 90, 'catch-up')))
  })

  it('holds nothing back for ever: a breaker that a jump of it opened closes with live bars', () => {
    const { events, run } = ran(warmHours + 30, warmHours)
    const moves = events.flatMap((event) =>
      event.kind === 'breaker-moved' ? [`${event.state} ${event.ts / hourUs - 2 * warmHours}`] : [],
    )
    expect(moves).toEqual(['open 0', 'half-open 1', 'closed 2'])
    expect(run.desk.guard.openBreakers).toEqual([])
    expect(entries(events).filter(([i]) => i === 0)).not.toEqual([])
  })
})
