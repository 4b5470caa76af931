import { Command, Option } from 'commander'
import { drawPaper, taxCsv, taxJson, taxLines, taxPaper, taxReport } from '../../app/index.ts'
import { type LotMethod, lotMethods } from '../../ledger/index.ts'
import type { CliContext } from './cli-context.ts'
import { version } from './version.ts'
import { writeTrail } from './write-trail.ts'

type Options = {
  readonly year?: string
  readonly method: LotMethod
  readonly currency?: string
  readonly csv?: string
  readonly pdf?: string
}

/** `coinswarm report tax`: what was sold, how much it gained, and what is still held. */
export function reportTaxCommand(context: CliContext): Command {
  return new Command('tax')
    .description('Gains of a desk lot by lot, income and open lots, out of its journal.')
    .option('--year <year>', 'of the calendar, UTC; everything when left out')
    .addOption(
      new Option('--method <name>', 'which lot a sale closes').choices(lotMethods).default('fifo'),
    )
    .option('--currency <code>', 'that of the books of the desk; no other is known')
    .option('--csv <file>', 'write every disposal, income and open lot as CSV')
    .option('--pdf <file>', 'write the whole report for print')
    .addHelpText(
      'after',
      '\nExample:\n  coinswarm report tax --desk coinswarm-desk --year 2026 --pdf tax.pdf',
    )
    .action((options: Options) => run(context, options))
}

async function run(context: CliContext, options: Options): Promise<void> {
  const { csv, pdf, ...asked } = options
  const report = taxReport({ folder: context.deskFolder, ...asked })
  if (csv !== undefined) writeTrail(csv, taxCsv(report))
  if (pdf !== undefined) writeTrail(pdf, await drawPaper(taxPaper(report, version())))
  context.json({
    command: 'report tax',
    ...taxJson(report),
    csv: csv ?? null,
    pdf: pdf ?? null,
  })
  for (const line of taxLines(report)) context.print(line)
  for (const file of [csv, pdf]) if (file !== undefined) context.print(`written: ${file}`)
}
