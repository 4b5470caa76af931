import { Command } from 'commander'
import { askQuery, truthOfRun, withAnalysis } from '../../app/index.ts'
import { truthJson } from '../../ledger/index.ts'
import { askedEvents, whose } from './asked-events.ts'
import { addBacktestOptions, type BacktestOptions } from './backtest-run.ts'
import type { CliContext } from './cli-context.ts'
import { columnLines } from './column-lines.ts'
import { analysisCommand } from './strategy-analysis.ts'
import { truthLines } from './strategy-truth-text.ts'

/** What of `coinswarm strategy` says what is true, and asks the record. */
export function truthCommands(context: CliContext): readonly Command[] {
  return [truthCommand(context), analysisCommand(context), sqlCommand(context)]
}

function truthCommand(context: CliContext): Command {
  const command = new Command('truth').description(
    `Say what is true of a run, by its events alone. ${whose}`,
  )
  return addBacktestOptions(command)
    .addHelpText('after', '\nExample:\n  coinswarm strategy truth --market generated --agent trend')
    .action(async (options: BacktestOptions) => {
      const { truth, drought } = truthOfRun(await askedEvents(context, options))
      const { usualGap = null, chance = null, ...rest } = drought
      context.json({
        command: 'strategy truth',
        ...truthJson(truth),
        drought: { ...rest, usualGap, chance },
      })
      for (const line of truthLines(truth, drought)) context.print(line)
    })
}

function sqlCommand(context: CliContext): Command {
  const command = new Command('sql')
    .description(`Ask the tables of a run one query; it can only read. ${whose}`)
    .argument('<query>', 'one SELECT over scans, trades, decisions, orders, fills, refusals, truth')
  return addBacktestOptions(command)
    .addHelpText(
      'after',
      "\nExample:\n  coinswarm strategy sql 'SELECT regime, COUNT(*), SUM(net) FROM trades GROUP BY regime'",
    )
    .action(async (query: string, options: BacktestOptions) => {
      const run = await askedEvents(context, options)
      const answer = await withAnalysis(run, context.deskFolder, (path) => askQuery(path, query))
      context.json({ command: 'strategy sql', ...answer })
      const cells = answer.rows.map((row) => row.map((value) => `${value ?? ''}`))
      for (const line of columnLines([answer.columns, ...cells])) context.print(line)
      if (answer.isCut) context.note('There is more than is shown.')
    })
}
