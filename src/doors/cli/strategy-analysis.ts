import { Command } from 'commander'
import {
  analyseRun,
  analysesInForce,
  boxedAnalysis,
  BoxPool,
  readStrategies,
} from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import type { AnalysisRunner } from '../../evolution/index.ts'
import { nodeDisk, readText } from '../../kernel/index.ts'
import { askedEvents, whose } from './asked-events.ts'
import { addBacktestOptions, type BacktestOptions } from './backtest-run.ts'
import type { CliContext } from './cli-context.ts'

type Options = BacktestOptions & {
  readonly marketAnalysis?: string
  readonly tradesAnalysis?: string
}

/** `coinswarm strategy analysis`: what both analyses in force make of a run. */
export function analysisCommand(context: CliContext): Command {
  const command = new Command('analysis').description(
    `Have both analyses report on a run: of the market, and of trades. They are those that the desk ` +
      `took up, or those that ship. ${whose}`,
  )
  return addBacktestOptions(command)
    .option('--market-analysis <file>', 'have this file report on the market, in a box')
    .option('--trades-analysis <file>', 'have this file report on trades, in a box')
    .addHelpText(
      'after',
      '\nExample:\n  coinswarm strategy analysis --market generated --agent trend',
    )
    .action((options: Options) => run(context, options))
}

async function run(context: CliContext, options: Options): Promise<void> {
  const { marketAnalysis, tradesAnalysis } = options
  const pool = new BoxPool(0)
  const inForce = analysesInForce(readStrategies(context.deskFolder), pool)
  const chosen = (file: string | undefined, other: AnalysisRunner): AnalysisRunner =>
    file === undefined ? other : boxedAnalysis(pool, sourceIn(file))
  const slots = {
    market: chosen(marketAnalysis, inForce.market),
    trades: chosen(tradesAnalysis, inForce.trades),
  }
  const asked = await askedEvents(context, options)
  const { market, trades } = await analyseRun(asked, context.deskFolder, slots)
  context.json({ command: 'strategy analysis', market, trades })
  for (const told of [market, trades]) {
    context.print(told.kind === 'failed' ? `${told.name} failed: ${told.why}` : `${told.name}:`)
    if (told.kind === 'report') context.print(JSON.stringify(told.report, undefined, 2))
  }
  if ([market, trades].some(({ kind }) => kind === 'failed')) context.answerNo()
}

function sourceIn(file: string): string {
  const source = readText(nodeDisk, file)
  if (source !== undefined) return source
  throw new UserError('no-such-file', `There is no analysis in ${file}; check the path.`)
}
