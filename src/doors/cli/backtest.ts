import fs from 'node:fs'
import path from 'node:path'
import { Command, Option } from 'commander'
import {
  type ConfigurationFlag,
  compareReadings,
  type FillSource,
  fillSourceOf,
  type JudgedBacktest,
  judgeBacktest,
  openMarket,
  openTape,
  randomRunsFor,
  type ReadingFigures,
  setupOf,
  TrialFile,
} from '../../app/index.ts'
import { reasonOf, UserError } from '../../base/index.ts'
import type { BacktestSetup } from '../../engine/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import {
  renderReport,
  summarise,
  summariseControls,
  summariseOverfitting,
} from '../../research/index.ts'
import type { FillReading } from '../../venue/index.ts'
import {
  addAgentOptions,
  agentFlags,
  type AgentOptions,
  agentsOf,
  daysOf,
} from './agent-options.ts'
import { standingJson } from './backtest-risk-text.ts'
import { printBacktest, printReadings } from './backtest-text.ts'
import type { CliContext } from './cli-context.ts'
import { addMarketOptions, type MarketOptions } from './market-options.ts'
import { version } from './version.ts'

/** What commander hands over; every option is text. */
type Options = MarketOptions &
  AgentOptions & {
    readonly report?: string
    readonly fidelity?: FillReading
    readonly matching?: 'bars' | 'book'
    readonly ticks?: readonly string[]
  }

/** `coinswarm backtest`: runs agents over recorded or generated bars and judges the result. */
export function backtestCommand(context: CliContext): Command {
  const command = new Command('backtest').description(
    'Run agents over bars and compare the result with buy-and-hold and with chance.',
  )
  return addAgentOptions(addMarketOptions(command))
    .addOption(
      new Option(
        '--fidelity <reading>',
        'how fills are read where bars do not tell; the other readings are shown beside it',
      ).choices(['optimistic', 'default', 'pessimistic']),
    )
    .addOption(
      new Option(
        '--matching <how>',
        'what fills orders: bars alone, or bars played into the whole simulated exchange',
      ).choices(['bars', 'book']),
    )
    .option('--ticks <file...>', 'match in recorded book deltas, quotes or trades: CSV, CSV.gz')
    .option('--report <file>', 'write a self-contained HTML page')
    .addHelpText(
      'after',
      '\nExample:\n  coinswarm backtest --market generated --agent trend --report report.html',
    )
    .action((options: Options) => run(context, options))
}

async function run(context: CliContext, options: Options): Promise<void> {
  const { values } = await context.configuration(flagsOf(options))
  const agents = await agentsOf(options, values)
  const setup = setupOf(values, agents, {
    cash: options.cash,
    reading: options.fidelity,
  })
  const market = await openMarket({
    ...options,
    files: options.bars ?? [],
    days: daysOf(options.days),
    seed: values.desk.seed,
  })
  const tapes = await openTape(options.ticks, market)
  const bars = market.reduce((sum, of) => sum + of.bars.length, 0)
  const progress = context.progress('backtest', bars * (1 + randomRunsFor(bars)))
  const judged = judgeBacktest({
    setup,
    market,
    tapes,
    trials: new TrialFile(context.deskFolder),
    onProgress: (done) => progress.update(done),
  })
  progress.stop()
  const readings =
    options.fidelity === undefined
      ? undefined
      : compareReadings(setup, market, judged.metrics, tapes)
  if (options.report !== undefined) writeReport(options.report, judged, market, setup)
  show(context, judged, market, options, { readings, source: fillSourceOf(tapes) })
}

type Readings = readonly ReadingFigures[] | undefined

function show(
  context: CliContext,
  judged: JudgedBacktest,
  market: readonly LoadedBars[],
  options: Options,
  { readings, source }: { readonly readings: Readings; readonly source: FillSource },
): void {
  const { run, metrics, hold, random, trials } = judged
  context.json({
    command: 'backtest',
    seed: run.seed,
    hash: run.hash,
    instruments: market.map(describe),
    bars: run.bars,
    from: new Date(run.from / 1_000).toISOString(),
    to: new Date(run.to / 1_000).toISOString(),
    summary: summarise(metrics),
    controls: summariseControls(hold, random),
    trials,
    overfitting: summariseOverfitting(judged.overfitting),
    verdict: judged.verdict,
    mode: run.mode,
    halted: run.halted === undefined ? null : run.halted.reason,
    refusals: run.refusals,
    cuts: run.cuts,
    standings: run.standings.map(standingJson),
    fidelity: options.fidelity ?? 'default',
    fills: {
      from: source.fidelity,
      matching: options.ticks ? 'book' : (options.matching ?? 'bars'),
    },
    readings:
      readings?.map(({ reading, metrics: of }) => ({ reading, summary: summarise(of) })) ?? null,
    report: options.report ?? null,
  })
  for (const line of printBacktest(judged)) context.print(line)
  for (const line of printReadings(readings)) context.print(line)
  if (options.ticks !== undefined) context.print(`\nfilled in ${source.fidelity}: ${source.text}`)
  if (options.report !== undefined) context.print(`\nreport: ${options.report}`)
}

function describe(of: LoadedBars): object {
  const { id, tick, lot } = of.instrument
  return { id, tick, lot, rows: of.bars.length, sha256: of.sha256 }
}

function writeReport(
  file: string,
  judged: JudgedBacktest,
  market: readonly LoadedBars[],
  setup: BacktestSetup,
): void {
  const { agents, costs } = setup
  const own = agents.map((agent) => Object.entries(agent.parameters))
  const page = renderReport({
    ...judged,
    bars: market.map((of) => of.bars),
    about: {
      agent: agents.map((agent) => agent.name).join(' + '),
      parameters: Object.fromEntries(own.flat()),
      market: sourceNames(market),
      costs,
      trials: judged.trials,
      version: version(),
    },
  })
  try {
    fs.writeFileSync(file, page)
  } catch (error) {
    const why = reasonOf(error)
    throw new UserError(
      'report-unwritten',
      `The report could not be written (${why}); name another file with --report.`,
      3,
    )
  }
}

/** The names of the files, or of the made-up market, that the bars came from. */
function sourceNames(market: readonly LoadedBars[]): string {
  const names = market.flatMap((of) => of.sources.map((source) => path.basename(source.path)))
  return [...new Set(names)].join(', ')
}

function flagsOf(options: Options): ConfigurationFlag[] {
  return [
    ...agentFlags(options),
    {
      flag: '--matching',
      key: 'costs.matching',
      value: options.matching ?? (options.ticks === undefined ? undefined : 'book'),
    },
  ]
}
