import { numberText } from '../format/number-text.ts'
import { momentText } from '../format/time-text.ts'

/** Digits of an id that people see; the command line takes as few. */
const shortId = 12

export function shortOf(id: string): string {
  return id.slice(0, shortId)
}

/** A moment, or that it was there before there were any. @param t - ms since 1970. */
export function sinceText(t: number): string {
  return t === 0 ? 'from the start' : momentText(t)
}

/** A piece of evidence as people read it: figures with as many places as say something. */
export function evidenceText(value: number | string | boolean): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return /^[0-9a-f]{16,}$/.test(value) ? shortOf(value) : value
  return figureText(value)
}

/** `0.0123`, `1.84`, `1,024`; `n/a` where it is not defined. */
export function figureText(value: number | null): string {
  if (value === null) return 'n/a'
  if (Number.isInteger(value)) return numberText(value, 0)
  const size = Math.abs(value)
  return numberText(value, size >= 100 ? 1 : size >= 1 ? 2 : 4)
}
