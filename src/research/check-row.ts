import { type Figure, figure } from './figure.ts'

/** One question that was put to a strategy, and the answer. */
export type CheckRow = {
  readonly name: string
  /** `warn` is told and fails nothing; `NOT RUN` answers nothing, and `why` says why. */
  readonly status: 'pass' | 'fail' | 'warn' | 'NOT RUN'
  /** What the answer rests on; empty when not run. Finite numbers or null. */
  readonly figures: Readonly<Record<string, Figure>>
  /** One sentence. */
  readonly why: string
}

/** A row for a question that could not be put. */
export function notRun(name: string, why: string): CheckRow {
  return { name, status: 'NOT RUN', figures: {}, why }
}

/** What of `values` can stand on the wire. */
export function figuresOf(
  values: Readonly<Record<string, number | undefined>>,
): CheckRow['figures'] {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, figure(value)]))
}
