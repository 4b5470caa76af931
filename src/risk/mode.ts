import { type Mode, modes } from '../domain/index.ts'

/** Whether `to` is safer than `from`: the only way the desk may move by itself. */
export function isSafer(from: Mode, to: Mode): boolean {
  return modes.indexOf(to) > modes.indexOf(from)
}
