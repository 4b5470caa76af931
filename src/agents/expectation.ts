import { isScenarioName, type ScenarioName } from '../market/index.ts'

/** What has to come of an agent on a market that does what its name says. */
export type Expectation = {
  readonly scenario: ScenarioName
  /** Trades closed must be fewer than this. */
  readonly tradesBelow?: number
  /** Mean size of what is held must be below this share of the largest position allowed. */
  readonly sizeBelow?: number
}

/** What is wrong with expectations that a stranger wrote; `undefined` when nothing is. */
export function expectationsFault(expectations: readonly Expectation[]): string | undefined {
  if (!Array.isArray(expectations)) return 'expectations must be a list'
  for (const { scenario, tradesBelow = 1, sizeBelow = 1 } of expectations) {
    if (!isScenarioName(scenario)) return `there is no scenario '${scenario}'`
    if (!(tradesBelow > 0 && sizeBelow > 0)) return 'what is expected must be above 0'
  }
  return undefined
}
