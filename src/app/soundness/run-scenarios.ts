import { defined } from '../../base/index.ts'
import { backtest, type BacktestSetup, type TrialLedger } from '../../engine/index.ts'
import type { OutsideColumns } from '../../features/index.ts'
import { type LoadedBars, scenarioMarket, scenarioNames, takeRows } from '../../market/index.ts'
import { measure, type ScenarioRun, sizeHeld } from '../../research/index.ts'
import { outsideNamesOf } from '../load-agent.ts'
import { generatedOutside } from '../sources/outside-of.ts'
import { outcomeOf } from '../trial-outcome.ts'

export type ScenarioOptions = {
  readonly setup: BacktestSetup
  readonly trials: TrialLedger
  /** Of each, in minutes. Whole, 1 or more. */
  readonly bars: number
  /** Told after every run. */
  readonly onRun?: (() => void) | undefined
}

/**
 * Runs a strategy on every named scenario; each is a trial on its own data. What it looks at
 * besides bars is made up there too, and knows nothing of them.
 */
export function runScenarios(options: ScenarioOptions): readonly ScenarioRun[] {
  const { setup, trials, bars, onRun } = options
  const { positionMax, concentrationMax } = setup.limits
  const names = outsideNamesOf(setup.agents)
  const besideOf = (made: LoadedBars): readonly OutsideColumns[] | undefined => {
    if (names.length === 0) return undefined
    return generatedOutside([made], names, { seed: setup.seed, planted: 0 }).outside
  }
  return scenarioNames.map((scenario) => {
    const stream = scenarioMarket(scenario, setup.seed)
    const made = defined(takeRows(stream, bars, `scenario ${scenario}`)[0], 'its one instrument')
    const { run, trial } = backtest({ setup, market: [made], outside: besideOf(made) }, trials)
    const metrics = measure(run)
    trials.settle(trial, outcomeOf(run, metrics))
    onRun?.()
    const sizeOfLimit = sizeHeld(scenario, run, made.bars, Math.min(positionMax, concentrationMax))
    return { scenario, metrics, sizeOfLimit }
  })
}
