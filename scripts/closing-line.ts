/** The part of vitest's JSON report that is read. */
export type TestReport = {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    /** Why a file did not load. */
    readonly message?: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages?: readonly string[]
    }[]
  }[]
}

export type TestCounts = {
  readonly passed: number
  readonly failed: number
  readonly skips: readonly { readonly title: string; readonly file: string }[]
}

/**
 * What became of each test. A file that does not load holds no failed test: it counts as one
 * failure, and so does a run that failed without saying which test did.
 */
export function countTests(report: TestReport | undefined, isOk: boolean): TestCounts {
  const files = report?.testResults ?? []
  const results = files.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status }) => ({ title: fullName, status, file: name })),
  )
  const unloaded = files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((each) => each.status !== 'failed'),
  )
  const failed = results.filter(({ status }) => status === 'failed').length + unloaded.length
  return {
    passed: results.filter(({ status }) => status === 'passed').length,
    failed: failed === 0 && !isOk ? 1 : failed,
    skips: results.filter(({ status }) => status !== 'passed' && status !== 'failed'),
  }
}

/**
 * The closing line over every step and test.
 *
 * @param mayBeSkipped - Whether the tests of a file may be skipped; where not, a skip is a failure.
 */
export function closingLine(
  steps: readonly { readonly isOk: boolean }[],
  { passed, failed, skips }: TestCounts,
  mayBeSkipped: (file: string) => boolean,
): { readonly failed: number; readonly line: string } {
  const skipped = skips.filter(({ file }) => mayBeSkipped(file)).length
  const good = steps.filter(({ isOk }) => isOk).length
  const bad = steps.length - good + failed + skips.length - skipped
  return { failed: bad, line: `${good + passed} passed, ${bad} failed, ${skipped} skipped` }
}
