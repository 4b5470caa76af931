import { Command } from 'commander'
import { weeklyLines, weeklyReport } from '../../app/index.ts'
import type { CliContext } from './cli-context.ts'
import { reportComplianceCommand } from './report-compliance.ts'
import { reportDeskCommand } from './report-desk.ts'
import { reportRunCommand } from './report-run.ts'
import { reportTaxCommand } from './report-tax.ts'

/** `coinswarm report`: what a run or a desk has come to, for people. */
export function reportCommand(context: CliContext): Command {
  const weekly = new Command('weekly')
    .description('The last whole week of the desk, Monday to Monday, UTC.')
    .addHelpText('after', '\nExample:\n  coinswarm report weekly --desk coinswarm-desk')
    .action(async () => {
      const { week, currency } = await weeklyReport(context.deskFolder)
      context.json({ command: 'report weekly', currency, week: week ?? null })
      if (week === undefined) context.print('no week of this desk is over yet')
      else for (const line of weeklyLines(week, currency)) context.print(line)
    })
  return new Command('report')
    .description('Tear sheets, the last week of a desk, and its papers for tax and compliance.')
    .addHelpText('after', '\nExample:\n  coinswarm report run --market generated --agent trend')
    .addCommand(reportRunCommand(context))
    .addCommand(reportDeskCommand(context))
    .addCommand(weekly)
    .addCommand(reportTaxCommand(context))
    .addCommand(reportComplianceCommand(context))
}
