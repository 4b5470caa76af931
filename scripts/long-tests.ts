/** The part of vitest's JSON report that tells how long tests took. */
export type TimedReport = {
  readonly testResults: readonly {
    readonly name: string
    readonly assertionResults: readonly {
      readonly duration?: number | null
      readonly tags?: readonly string[]
    }[]
  }[]
}

/**
 * Files whose tests take longer together than `npm test` should wait for one file, those tagged
 * `long` not counted, the longest first. A hint in the output of the check, never a failure: the
 * same file takes longer on a busy machine.
 */
export function untaggedLong(
  { testResults }: TimedReport,
  seconds: number,
): readonly { readonly file: string; readonly seconds: number }[] {
  return testResults
    .map(({ name, assertionResults }) => ({ file: name, seconds: untagged(assertionResults) }))
    .filter((each) => each.seconds > seconds)
    .sort((a, b) => b.seconds - a.seconds)
}

function untagged(results: TimedReport['testResults'][number]['assertionResults']): number {
  const quick = results.filter(({ tags }) => tags?.includes('long') !== true)
  return quick.reduce((sum, { duration }) => sum + (duration ?? 0), 0) / 1_000
}
