import { Command } from 'commander'
import {
  backtestSheet,
  capacityRuns,
  type JudgedBacktest,
  loadAgent,
  loadOutsideAgent,
  nullRows,
  nullsTotal,
  outsideNamesOf,
  runRivals,
} from '../../app/index.ts'
import type { Agent } from '../../agents/index.ts'
import { UserError } from '../../base/index.ts'
import {
  type CheckRow,
  renderReport,
  type Rival,
  summariseTearSheet,
  type TearSheet,
} from '../../research/index.ts'
import { judgedJson } from './backtest-json.ts'
import {
  addBacktestOptions,
  type BacktestGround,
  type BacktestOptions,
  barsToJudge,
  judgeOn,
  openGround,
} from './backtest-run.ts'
import type { CliContext } from './cli-context.ts'
import { remarksOn } from './market-options.ts'
import { drawsOf } from './nulls.ts'
import { sheetLines } from './report-text.ts'
import { isBrought } from './source-options.ts'
import { version } from './version.ts'
import { writePage } from './write-page.ts'

type Options = BacktestOptions & {
  readonly against?: readonly string[]
  readonly draws?: string
  readonly impact: string
  readonly report: string
}

/** Far above any market that was ever measured. */
const impactMax = 100

/** `coinswarm report run`: backtests, and writes everything about it on one page. */
export function reportRunCommand(context: CliContext): Command {
  const command = new Command('run').description(
    'Backtest agents and write the tear sheet; beside others, with --against.',
  )
  return addBacktestOptions(command)
    .option('--against <agent...>', 'strategies to stand beside it: NAME, or NAME:k=v,k=v')
    .option('--draws <n>', 'run null tests too, with so many nulls each, 19 or more')
    .option(
      '--impact <factor>',
      "days' volatilities an order of a day's volume moves the price",
      '1',
    )
    .option('--report <file>', 'where to write the page', 'report.html')
    .addHelpText(
      'after',
      '\nExample:\n  coinswarm report run --market generated --agent trend --against cross',
    )
    .action((options: Options) => run(context, options))
}

async function run(context: CliContext, options: Options): Promise<void> {
  const impactFactor = impactOf(options.impact)
  const draws = options.draws === undefined ? undefined : drawsOf(options.draws)
  const load = isBrought(options) ? loadOutsideAgent : loadAgent
  const named = await Promise.all((options.against ?? []).map((text) => rivalNamed(text, load)))
  const looked = outsideNamesOf(named.map(({ agent }) => agent))
  const ground = await openGround(context, options, looked)
  for (const line of remarksOn(options, ground.market)) context.note(line)
  // Rivals come first: by the time the strategy is judged they count among its trials.
  const rivals = rivalsOn(context, ground, named)
  const judged = judgeOn(context, ground)
  const nulls = draws === undefined ? undefined : nullsOn(context, ground, draws)
  const { setup, market } = ground
  const progress = context.progress('capacity', capacityRuns)
  let runs = 0
  const sheet = backtestSheet({
    ...{ judged, setup, market, impactFactor, nulls, rivals },
    version: version(),
    onRun: () => {
      runs += 1
      progress.update(runs)
    },
  })
  progress.stop()
  writePage(context, options.report, {
    ...{ command: 'report run', hash: judged.run.hash, verdict: judged.verdict[0] ?? '' },
    page: renderReport(sheet),
  })
  show(context, ground, { judged, sheet, report: options.report })
}

function show(
  context: CliContext,
  { market }: BacktestGround,
  told: {
    readonly judged: JudgedBacktest
    readonly sheet: TearSheet
    readonly report: string
  },
): void {
  const { judged, sheet, report } = told
  context.json({
    command: 'report run',
    ...judgedJson(judged, market),
    ...summariseTearSheet(sheet),
    report,
  })
  for (const line of sheetLines(sheet)) context.print(line)
  context.print(`\nreport: ${report}`)
}

function rivalsOn(
  context: CliContext,
  ground: BacktestGround,
  named: readonly Named[],
): readonly Rival[] {
  const progress = context.progress('rivals', named.length * barsToJudge(ground))
  const rivals = runRivals(named, { ...ground, onProgress: (bars) => progress.update(bars) })
  progress.stop()
  return rivals
}

function nullsOn(context: CliContext, ground: BacktestGround, draws: number): readonly CheckRow[] {
  const progress = context.progress('nulls', nullsTotal(draws))
  const rows = nullRows(draws, ground, (runs) => progress.update(runs))
  progress.stop()
  return rows
}

type Named = { readonly name: string; readonly agent: Agent }

/** `trend:fast=8,slow=40` as an agent. A path may hold colons too: only `:k=` begins parameters. */
async function rivalNamed(text: string, load: typeof loadAgent): Promise<Named> {
  const at = text.search(/:[A-Za-z][A-Za-z0-9]*=/)
  const name = at < 0 ? text : text.slice(0, at)
  const pairs = at < 0 ? [] : text.slice(at + 1).split(',')
  const parameters = pairs.map((pair) => {
    const match = /^([A-Za-z][A-Za-z0-9]*)=(.+)$/.exec(pair)
    if (match === null)
      throw new UserError('usage', `--against must be like trend:fast=12,slow=48, was '${text}'.`)
    return [match[1] as string, match[2] as string] as const
  })
  return { name: text, agent: await load(name, Object.fromEntries(parameters)) }
}

function impactOf(text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && value >= 0 && value <= impactMax) return value
  throw new UserError('usage', `--impact must be a number from 0 to ${impactMax}, was '${text}'.`)
}
