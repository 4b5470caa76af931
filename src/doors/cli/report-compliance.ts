import { Command } from 'commander'
import {
  complianceFiles,
  complianceJson,
  complianceLines,
  compliancePaper,
  complianceReport,
  drawPaper,
} from '../../app/index.ts'
import type { CliContext } from './cli-context.ts'
import { version } from './version.ts'
import { writeTrail, writeTrailFolder } from './write-trail.ts'

type Options = { readonly year?: string; readonly csv?: string; readonly pdf?: string }

/** `coinswarm report compliance`: who did what, and every order with its whole life. */
export function reportComplianceCommand(context: CliContext): Command {
  return new Command('compliance')
    .description('Acts of persons, orders, refusals and settings of a desk, verified.')
    .option('--year <year>', 'of the calendar, UTC; everything when left out')
    .option('--csv <folder>', 'write one file of CSV for every table')
    .option('--pdf <file>', 'write the whole report for print')
    .addHelpText(
      'after',
      '\nExample:\n  coinswarm report compliance --desk coinswarm-desk --csv record --pdf record.pdf',
    )
    .action((options: Options) => run(context, options))
}

async function run(context: CliContext, { year, csv, pdf }: Options): Promise<void> {
  const report = complianceReport({ folder: context.deskFolder, year })
  if (csv !== undefined) writeTrailFolder(csv, complianceFiles(report))
  if (pdf !== undefined) writeTrail(pdf, await drawPaper(compliancePaper(report, version())))
  context.json({
    command: 'report compliance',
    ...complianceJson(report),
    csv: csv ?? null,
    pdf: pdf ?? null,
  })
  for (const line of complianceLines(report)) context.print(line)
  for (const place of [csv, pdf]) if (place !== undefined) context.print(`written: ${place}`)
  if (!report.audit.ok) context.answerNo()
}
