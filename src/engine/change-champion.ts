import type { ChampionChanged, DeskEvent } from '../domain/index.ts'
import type { ContinuedJournal } from './continued-journal.ts'
import type { Desk } from './desk.ts'

/** Seats another version, durably. @returns Whether the desk has a seat for it. */
export function changeOn(desk: Desk, journal: ContinuedJournal, event: ChampionChanged): boolean {
  if (desk.champion === undefined) return false
  desk.advance(event.ts)
  desk.champion.change(event)
  journal.commit()
  return true
}

/**
 * Before agents are asked: a version that cannot be asked any more is gone. On record it fell out
 * at the very bar at which it broke, whether or not it would break again.
 */
export function dropBroken({ champion }: Desk, journal: ContinuedJournal): void {
  if (champion === undefined) return
  for (let next = journal.pending; isBroken(next); next = journal.pending) champion.change(next)
  if (journal.pending === undefined) champion.dropBroken()
}

function isBroken(event: DeskEvent | undefined): event is ChampionChanged {
  return event?.kind === 'champion-changed' && event.actor === 'box'
}
