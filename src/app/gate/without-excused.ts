import type { CheckRow } from '../../research/index.ts'

/** What cannot be traded the wrong way round is not asked to be. */
const excused = 'inverted'

/** The rows of null tests that the gate goes by. */
export function withoutExcused(rows: readonly CheckRow[]): readonly CheckRow[] {
  return rows.filter(({ name, status }) => !(name === excused && status === 'NOT RUN'))
}
