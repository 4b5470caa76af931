import type { MemoryAgreed, PlanApproved } from '../domain/index.ts'
import type { Journal } from '../kernel/index.ts'
import type { Desk } from './desk.ts'

/**
 * Does what was voted on, or approved by a person: other weights for the voices of the committee,
 * which stand from now on, or a pattern or a lesson that may be gone by, or may not any more.
 *
 * @returns Whether there is anything that it could be done to, within its bounds, and not done yet.
 */
export function agreeOn(desk: Desk, journal: Journal, event: PlanApproved | MemoryAgreed): boolean {
  const { earned, memory } = desk
  if (event.kind === 'memory-agreed') {
    if (memory === undefined || memory.agreed.knows(event.proposal)) return false
    memory.onEvent(append(desk, journal, event), event)
    return true
  }
  if (earned === undefined || !earned.book.admitsPlan(event.weights)) return false
  append(desk, journal, event)
  earned.book.planned.set(event.weights, event.untilTs)
  return true
}

/** @returns Its number. */
function append(desk: Desk, journal: Journal, event: PlanApproved | MemoryAgreed): number {
  desk.advance(event.ts)
  const sequence = journal.append(event)
  journal.commit()
  return sequence
}
