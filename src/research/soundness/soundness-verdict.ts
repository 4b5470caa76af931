import type { SoundnessCategory } from './soundness-check.ts'

/** `not proved`: nothing failed, and something was not answered, or waits for a person. */
export type SoundnessVerdict = 'sound' | 'unsound' | 'not proved'

/** What all categories come to. */
export type Soundness = {
  readonly verdict: SoundnessVerdict
  readonly mayLeavePaper: boolean
  /** One sentence for each thing that stands in the way of either; empty when nothing does. */
  readonly reasons: readonly string[]
  readonly categories: readonly SoundnessCategory[]
}

/**
 * @param isRecorded - Whether the bars were recorded: a market that was made up has in it what its
 *   maker put there, and proves nothing of any other.
 */
export function soundnessOf(
  categories: readonly SoundnessCategory[],
  isRecorded: boolean,
): Soundness {
  const statuses = categories.map(({ status }) => status)
  const isSound = statuses.every((status) => status === 'pass')
  const verdict = statuses.includes('fail') ? 'unsound' : isSound ? 'sound' : 'not proved'
  const reasons = categories.flatMap(({ checks }) =>
    checks
      .filter(({ status, mayLeave }) => !mayLeave || (status !== 'pass' && status !== 'told'))
      .map(({ name, found, asked }) => `${name}: ${found}; asked is ${asked}.`),
  )
  const all = isRecorded
    ? reasons
    : [...reasons, 'The market was made up: only recorded bars lead away from paper.']
  return { verdict, mayLeavePaper: isSound && all.length === 0, reasons: all, categories }
}
