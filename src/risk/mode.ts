import { type Mode, modes } from '../domain/index.ts'

/**
 * Who moves a desk without being a person: its own rules, what a venue said, its account, an audit
 * that cannot be written. What `desk` does follows from what is recorded and is not given again
 * when a journal is run again; all others are inputs.
 */
const automatic: ReadonlySet<string> = new Set(['desk', 'venue', 'account', 'audit'])

/** Whether `actor` is one of the desk's own: no person may go by such a name. */
export function isAutomatic(actor: string): boolean {
  return automatic.has(actor)
}

/**
 * Whether the desk may move between two modes: by itself towards safety only, and back by a person
 * who says why.
 */
export function mayMove(from: Mode, to: Mode, actor: string, reason: string): boolean {
  if (from === to) return false
  if (isSafer(from, to)) return true
  return !isAutomatic(actor) && actor.trim() !== '' && reason.trim() !== ''
}

/** Whether `to` is safer than `from`: the only way the desk may move by itself. */
export function isSafer(from: Mode, to: Mode): boolean {
  return modes.indexOf(to) > modes.indexOf(from)
}
