import { type Mode, modes } from '../domain/index.ts'

/**
 * Whether the desk may move between two modes.
 *
 * @param actor - `desk` for its own rules and `venue` for what one said, else the person who asks.
 */
export function mayMove(from: Mode, to: Mode, actor: string): boolean {
  if (from === to) return false
  const isAutomatic = actor === 'desk' || actor === 'venue'
  return !isAutomatic || isSafer(from, to)
}

/** Whether `to` is safer than `from`: the only way the desk may move by itself. */
export function isSafer(from: Mode, to: Mode): boolean {
  return modes.indexOf(to) > modes.indexOf(from)
}
