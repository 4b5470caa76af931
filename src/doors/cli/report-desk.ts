import { Command } from 'commander'
import { deskSheet } from '../../app/index.ts'
import { renderReport, summarise, summariseTearSheet } from '../../research/index.ts'
import type { CliContext } from './cli-context.ts'
import { sheetLines } from './report-text.ts'
import { version } from './version.ts'
import { writePage } from './write-page.ts'

type Options = { readonly report: string }

/** `coinswarm report desk`: what a desk really did, on one page. */
export function reportDeskCommand(context: CliContext): Command {
  return new Command('desk')
    .description('Run the journal of a desk again, and write the tear sheet of what it did.')
    .option('--report <file>', 'where to write the page', 'report.html')
    .addHelpText('after', '\nExample:\n  coinswarm report desk --desk coinswarm-desk')
    .action((options: Options) => run(context, options))
}

async function run(context: CliContext, { report }: Options): Promise<void> {
  const progress = context.progress('report', 100)
  const sheet = await deskSheet(context.deskFolder, version(), (share) =>
    progress.update(Math.floor(100 * share)),
  )
  progress.stop()
  const { run: done, metrics, verdict } = sheet
  writePage(context, report, {
    ...{ command: 'report desk', hash: done.hash, verdict: verdict[0] ?? '' },
    page: renderReport(sheet),
  })
  context.json({
    command: 'report desk',
    seed: done.seed,
    hash: done.hash,
    instruments: done.instruments.map(({ id, tick, lot }) => ({ id, tick, lot })),
    bars: done.bars,
    from: new Date(done.from / 1_000).toISOString(),
    to: new Date(done.to / 1_000).toISOString(),
    mode: done.mode,
    summary: summarise(metrics),
    verdict,
    ...summariseTearSheet(sheet),
    report,
  })
  for (const line of sheetLines(sheet)) context.print(line)
  context.print(`\nreport: ${report}`)
}
