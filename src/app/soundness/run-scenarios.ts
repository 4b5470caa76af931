import { defined } from '../../base/index.ts'
import { backtest, type BacktestSetup, type TrialLedger } from '../../engine/index.ts'
import { scenarioMarket, scenarioNames, takeRows } from '../../market/index.ts'
import { measure, type ScenarioRun, sizeHeld } from '../../research/index.ts'
import { outcomeOf } from '../trial-outcome.ts'

export type ScenarioOptions = {
  readonly setup: BacktestSetup
  readonly trials: TrialLedger
  /** Of each, in minutes. Whole, 1 or more. */
  readonly bars: number
  /** Told after every run. */
  readonly onRun?: (() => void) | undefined
}

/** Runs a strategy on every named scenario; each is a trial on its own data. */
export function runScenarios(options: ScenarioOptions): readonly ScenarioRun[] {
  const { setup, trials, bars, onRun } = options
  const { positionMax, concentrationMax } = setup.limits
  return scenarioNames.map((scenario) => {
    const stream = scenarioMarket(scenario, setup.seed)
    const made = defined(takeRows(stream, bars, `scenario ${scenario}`)[0], 'its one instrument')
    const { run, trial } = backtest({ setup, market: [made] }, trials)
    const metrics = measure(run)
    trials.settle(trial, outcomeOf(run, metrics))
    onRun?.()
    const sizeOfLimit = sizeHeld(scenario, run, made.bars, Math.min(positionMax, concentrationMax))
    return { scenario, metrics, sizeOfLimit }
  })
}
