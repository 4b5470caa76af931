import type { Agent } from '../../agents/index.ts'
import type { BacktestSetup, TrialLedger } from '../../engine/index.ts'
import type { OutsideColumns } from '../../features/index.ts'
import type { LoadedBars, TickTape } from '../../market/index.ts'
import {
  type CheckRow,
  type NotRun,
  type Rival,
  type TearSheet,
  tearSheet,
} from '../../research/index.ts'
import { type JudgedBacktest, judgeBacktest } from '../run-backtest.ts'
import { runNulls } from '../run-nulls.ts'
import { describeRun } from './describe-run.ts'
import { runCapacity } from './run-capacity.ts'

/** A backtest that was judged, and what is to be found out besides. */
export type BacktestSheetOptions = {
  readonly judged: JudgedBacktest
  readonly setup: BacktestSetup
  readonly market: readonly LoadedBars[]
  readonly version: string
  /** See `runCapacity`. */
  readonly impactFactor?: number | undefined
  /** What was found by `nullRows`; left out, the page says that nothing was tested. */
  readonly nulls?: readonly CheckRow[] | undefined
  readonly rivals?: readonly Rival[] | undefined
  /** Told after each of `capacityRuns`. */
  readonly onRun?: (() => void) | undefined
}

const caveat =
  'A backtest measures the past under assumptions: fills come from bars, costs are estimates, ' +
  'and the strategy was chosen by someone who had seen data like these. It is not a promise.'

const noNulls: NotRun = {
  notRun: 'Nothing was tested against nulls: coinswarm report run --draws 99, or coinswarm nulls.',
}

/** The tear sheet of a backtest; its capacity curve is run here. */
export function backtestSheet(options: BacktestSheetOptions): TearSheet {
  const { judged, setup, market, version, nulls = noNulls, rivals = [] } = options
  const { recorded, tried, trials, metrics } = judged
  const yearly = Math.sqrt(metrics.curve.sampled.perYear)
  return tearSheet({
    ...judged,
    ...{ origin: 'Backtest', caveat, nulls, rivals },
    bars: market.map(({ bars }) => bars),
    about: describeRun(setup, market, { trials, version }),
    tried: tried.others.flatMap(({ sharpe }) => (sharpe === undefined ? [] : [sharpe * yearly])),
    capacity: runCapacity({ ...options, recorded, costs: setup.costs }),
  })
}

/** Where rivals are run: the bars, costs and money of the run they are set beside. */
export type RivalGround = {
  readonly setup: BacktestSetup
  readonly market: readonly LoadedBars[]
  readonly tapes?: readonly TickTape[] | undefined
  /** What agents look at besides bars, by instrument. */
  readonly outside?: readonly OutsideColumns[] | undefined
  readonly trials: TrialLedger
  /** Told how many bars of all rivals together are done. */
  readonly onProgress?: ((bars: number) => void) | undefined
}

/** Runs other strategies on the same ground. Each is a trial on these data, and is counted. */
export function runRivals(
  named: readonly { readonly name: string; readonly agent: Agent }[],
  { onProgress, ...ground }: RivalGround,
): readonly Rival[] {
  let before = 0
  return named.map(({ name, agent }) => {
    const { run, metrics } = judgeBacktest({
      ...ground,
      setup: { ...ground.setup, agents: [agent] },
      onProgress: (bars) => onProgress?.(before + bars),
    })
    before += run.bars
    return { name, run, metrics }
  })
}

/** Null tests of the run for its sheet. @param draws - 19 or more; fewer can reject nothing. */
export function nullRows(
  draws: number,
  ground: RivalGround,
  onRun: (runs: number) => void,
): readonly CheckRow[] {
  const { setup, market, outside, trials } = ground
  return runNulls({ setup, market, outside, trials, draws, onProgress: onRun }).nulls
}
