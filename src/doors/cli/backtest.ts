import { Command } from 'commander'
import {
  backtestSheet,
  compareReadings,
  type FillSource,
  fillSourceOf,
  type JudgedBacktest,
  type ReadingFigures,
} from '../../app/index.ts'
import { renderReport, summarise } from '../../research/index.ts'
import { judgedJson } from './backtest-json.ts'
import {
  addBacktestOptions,
  type BacktestGround,
  type BacktestOptions,
  judgeOn,
  openGround,
} from './backtest-run.ts'
import { printBacktest, printReadings } from './backtest-text.ts'
import type { CliContext } from './cli-context.ts'
import { remarksOn } from './market-options.ts'
import { version } from './version.ts'
import { writePage } from './write-page.ts'

type Options = BacktestOptions & { readonly report?: string }

/** `coinswarm backtest`: runs agents over recorded or generated bars and judges the result. */
export function backtestCommand(context: CliContext): Command {
  const command = new Command('backtest').description(
    'Run agents over bars and compare the result with buy-and-hold and with chance.',
  )
  return addBacktestOptions(command, '; the other readings are shown beside it')
    .option('--report <file>', 'write its tear sheet, a self-contained HTML page')
    .addHelpText(
      'after',
      '\nExample:\n  coinswarm backtest --market generated --agent trend --report report.html',
    )
    .action((options: Options) => run(context, options))
}

async function run(context: CliContext, options: Options): Promise<void> {
  const ground = await openGround(context, options)
  const { setup, market, tapes, outside } = ground
  const judged = judgeOn(context, ground)
  const readings =
    options.fidelity === undefined
      ? undefined
      : compareReadings({ setup, market, tapes, outside }, judged.metrics)
  if (options.report !== undefined) {
    const sheet = backtestSheet({ judged, setup, market, version: version() })
    writePage(context, options.report, {
      ...{ command: 'backtest', hash: judged.run.hash, verdict: judged.verdict[0] ?? '' },
      page: renderReport(sheet),
    })
  }
  show(context, judged, ground, options, { readings, source: fillSourceOf(tapes) })
}

type Readings = readonly ReadingFigures[] | undefined

function show(
  context: CliContext,
  judged: JudgedBacktest,
  { market }: BacktestGround,
  options: Options,
  { readings, source }: { readonly readings: Readings; readonly source: FillSource },
): void {
  const remarks = remarksOn(options, market)
  context.json({
    command: 'backtest',
    ...judgedJson(judged, market),
    remarks,
    fidelity: options.fidelity ?? 'default',
    fills: {
      from: source.fidelity,
      matching: options.ticks ? 'book' : (options.matching ?? 'bars'),
    },
    readings:
      readings?.map(({ reading, metrics: of }) => ({ reading, summary: summarise(of) })) ?? null,
    report: options.report ?? null,
  })
  const [header = '', ...figures] = printBacktest(judged)
  for (const line of [header, ...remarks, ...figures]) context.print(line)
  for (const line of printReadings(readings)) context.print(line)
  if (options.ticks !== undefined) context.print(`\nfilled in ${source.fidelity}: ${source.text}`)
  if (options.report !== undefined) context.print(`\nreport: ${options.report}`)
}
