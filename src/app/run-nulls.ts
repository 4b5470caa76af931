import { agentByName } from '../agents/index.ts'
import { assert, defined } from '../base/index.ts'
import {
  backtest,
  backtestControl,
  backtestNull,
  type BacktestSetup,
  curveRoom,
  type RecordedTrial,
  type RunResult,
  type TrialLedger,
} from '../engine/index.ts'
import type { OutsideColumns } from '../features/index.ts'
import type { LoadedBars } from '../market/index.ts'
import {
  type CheckRow,
  lookAheadRuns,
  nullRuns,
  nullTests,
  type RandomRates,
} from '../research/index.ts'
import { refuseMixed } from './open-market.ts'
import { runBias } from './run-bias.ts'

export type NullsOptions = {
  readonly setup: BacktestSetup
  readonly market: readonly LoadedBars[]
  /**
   * What agents look at besides bars, by instrument. In every null it stays at its times, whatever
   * becomes of the bars: what it knew of them is then gone.
   */
  readonly outside?: readonly OutsideColumns[] | undefined
  readonly trials: TrialLedger
  /** Nulls in each distribution. Whole, 1 or more; below 19 none can be passed. */
  readonly draws: number
  /** Told how many runs are done, of `nullsTotal`. */
  readonly onProgress?: ((runs: number) => void) | undefined
}

/** What was asked of a strategy that could have said no. */
export type NullsReport = {
  readonly run: RunResult
  readonly trials: number
  /** `pass` when nothing failed and at least one null test was run. */
  readonly verdict: 'pass' | 'fail' | 'NOT RUN'
  readonly nulls: readonly CheckRow[]
  readonly bias: readonly CheckRow[]
}

/** Runs that `runNulls` takes at most. */
export function nullsTotal(draws: number): number {
  return 1 + nullRuns(draws) + lookAheadRuns
}

/** Backtests a strategy, which is counted, and then its nulls and the bias detectors. */
export function runNulls(options: NullsOptions): NullsReport {
  const { setup, market, outside, trials, draws, onProgress } = options
  refuseMixed(market)
  let runs = 0
  const onRun = (): void => {
    runs += 1
    onProgress?.(runs)
  }
  const { run, recorded, trials: count } = backtest({ setup, market, outside }, trials)
  onRun()
  const nulls = askNulls({ run, recorded, setup, market, draws, onRun })
  const bias = runBias({ setup, market, outside, recorded, onRun })
  return { run, trials: count, verdict: verdictOf(nulls, bias), nulls, bias }
}

export type AskedNulls = Pick<NullsOptions, 'setup' | 'market' | 'draws'> & {
  readonly run: RunResult
  /** The backtest of `setup` on `market`. */
  readonly recorded: RecordedTrial
  /** Told after every run. */
  readonly onRun?: (() => void) | undefined
}

/** The null tests of a trial that was counted; its nulls are not. */
export function askNulls(of: AskedNulls): readonly CheckRow[] {
  const { run, recorded, setup, market, draws, onRun } = of
  // Of a null only its Sharpe ratio is kept, so all write their curves to one place.
  const room = curveRoom(
    market.map(({ bars }) => bars),
    0,
  )
  const told = (made: RunResult): RunResult => {
    onRun?.()
    return made
  }
  return nullTests({
    ...{ run, setup, market, draws, seed: setup.seed },
    runNull: (change) => told(backtestNull(recorded, { ...change, room })),
    runRandom: (rates, draw) =>
      told(backtestControl({ setup: randomSetup(setup, rates, draw), market, room })),
  })
}

function randomSetup(setup: BacktestSetup, rates: RandomRates, draw: number): BacktestSetup {
  const seated = defined(agentByName('random'), 'the random control').seat(rates)
  assert(seated.ok, 'rates of a run are rates of the random control')
  const seed = setup.seed + draw + 1
  return { ...setup, agents: [seated.value], seed, votes: undefined, swarm: undefined }
}

function verdictOf(nulls: readonly CheckRow[], bias: readonly CheckRow[]): NullsReport['verdict'] {
  if ([...nulls, ...bias].some(({ status }) => status === 'fail')) return 'fail'
  return nulls.some(({ status }) => status === 'pass') ? 'pass' : 'NOT RUN'
}
