import { type Command, Option } from 'commander'
import {
  type ConfigurationFlag,
  type JudgedBacktest,
  judgeBacktest,
  openTape,
  outsideNamesOf,
  randomRunsFor,
  setupOf,
  TrialFile,
} from '../../app/index.ts'
import type { BacktestSetup, TrialLedger } from '../../engine/index.ts'
import type { LoadedBars, TickTape } from '../../market/index.ts'
import type { FillReading } from '../../venue/index.ts'
import { addAgentOptions, agentFlags, type AgentOptions, agentsOf } from './agent-options.ts'
import type { CliContext } from './cli-context.ts'
import { addMarketOptions, askedMarket, type MarketOptions } from './market-options.ts'
import {
  addSourceOptions,
  type BroughtSources,
  broughtTo,
  isBrought,
  type SourceOptions,
} from './source-options.ts'

/** What commander hands over to a command that backtests; every option is text. */
export type BacktestOptions = MarketOptions &
  AgentOptions &
  SourceOptions & {
    readonly fidelity?: FillReading
    readonly matching?: 'bars' | 'book'
    readonly ticks?: readonly string[]
  }

/**
 * Gives a command all options that decide what a backtest is.
 *
 * @param ofReadings - What else comes of `--fidelity`.
 */
export function addBacktestOptions(command: Command, ofReadings = ''): Command {
  const told = addAgentOptions(addMarketOptions(command))
    .addOption(
      new Option(
        '--fidelity <reading>',
        `how fills are read where bars do not tell${ofReadings}`,
      ).choices(['optimistic', 'default', 'pessimistic']),
    )
    .addOption(
      new Option(
        '--matching <how>',
        'what fills orders: bars alone, or bars played into the whole simulated exchange',
      ).choices(['bars', 'book']),
    )
    .option('--ticks <file...>', 'match in recorded book deltas, quotes or trades: CSV, CSV.gz')
  return addSourceOptions(told)
}

/** What a backtest is run on. */
export type BacktestGround = BroughtSources & {
  readonly setup: BacktestSetup
  readonly market: readonly LoadedBars[]
  readonly tapes: readonly TickTape[] | undefined
  readonly trials: TrialLedger
  /** What an hour of a machine is worth, in the quote currency. */
  readonly machinePerHour: number
}

/**
 * The market, agents and settings that a person named.
 *
 * @param also - What somebody but the agents looks at besides bars.
 * @throws UserError for what is not there.
 */
export async function openGround(
  context: CliContext,
  options: BacktestOptions,
  also: readonly string[] = [],
): Promise<BacktestGround> {
  const { values } = await context.configuration(flagsOf(options))
  const agents = await agentsOf(options, values, isBrought(options))
  const setup = setupOf(values, agents, { cash: options.cash, reading: options.fidelity })
  const market = await askedMarket(options, values.desk.seed)
  const tapes = await openTape(options.ticks, market)
  const brought = await broughtTo(options, values.desk.seed, market, [
    ...new Set([...outsideNamesOf(agents), ...also]),
  ])
  const trials = new TrialFile(context.deskFolder)
  const { machinePerHour } = values.operating
  return { setup, market, tapes, ...brought, trials, machinePerHour }
}

/** Bars that judging one strategy takes, its controls included. */
export function barsToJudge({ market }: Pick<BacktestGround, 'market'>): number {
  const bars = market.reduce((sum, of) => sum + of.bars.length, 0)
  return bars * (1 + randomRunsFor(bars))
}

/** Backtests and judges, with a bar of progress where it lasts. */
export function judgeOn(context: CliContext, ground: BacktestGround): JudgedBacktest {
  const progress = context.progress('backtest', barsToJudge(ground))
  const judged = judgeBacktest({ ...ground, onProgress: (done) => progress.update(done) })
  progress.stop()
  return judged
}

function flagsOf(options: BacktestOptions): ConfigurationFlag[] {
  return [
    ...agentFlags(options),
    {
      flag: '--matching',
      key: 'costs.matching',
      value: options.matching ?? (options.ticks === undefined ? undefined : 'book'),
    },
  ]
}
