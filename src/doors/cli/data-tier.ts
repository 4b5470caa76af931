import { Command } from 'commander'
import { type TieredPart, tierData } from '../../app/index.ts'
import { liveClock, nodeDisk } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'
import { columnLines } from './column-lines.ts'

type Options = {
  readonly instrument?: string
  readonly tiers?: string
  readonly dryRun?: boolean
  readonly catalog?: string
}

/** `data tier`: coarser bars out of finer ones, and the finer gone that are past their time. */
export function tierCommand(context: CliContext): Command {
  return new Command('tier')
    .description('Makes coarser bars of finer ones; then lets go of fine ones past their time.')
    .option('--instrument <id>', 'such as BTC/USD (default: every one of the catalog)')
    .option('--tiers <list>', 'lengths, and how long each is kept (default: 5m:30d,1h:365d,1d)')
    .option('--dry-run', 'say what would be done, and do nothing')
    .option('--catalog <folder>', 'the catalog (default: catalog in the desk folder)')
    .addHelpText('after', '\nExample:\n  coinswarm data tier --dry-run')
    .action((options: Options) => run(context, options))
}

async function run(context: CliContext, options: Options): Promise<void> {
  const { values } = await context.configuration([
    { flag: '--tiers', key: 'catalog.tiers', value: options.tiers },
  ])
  const report = tierData({
    catalogFolder: options.catalog ?? `${context.deskFolder}/catalog`,
    instrument: options.instrument,
    tiers: values.catalog.tiers,
    isDryRun: options.dryRun === true,
    clock: liveClock,
    disk: nodeDisk,
  })
  for (const line of tierLines(report.parts)) context.print(line)
  if (report.parts.length === 0) context.print('The catalog has no bars of these lengths.')
  if (report.dryRun) context.print('Nothing was changed.')
  for (const { instrument, message } of report.failures)
    context.note(`${instrument} is left as it is: ${message}`)
  context.json({ command: 'data tier', ...report })
  if (report.failures.length > 0) context.answerNo()
}

const head = ['instrument', 'bars', 'count', 'made', 'gone', 'overdue', 'differing']

function tierLines(parts: readonly TieredPart[]): readonly string[] {
  if (parts.length === 0) return []
  const rows = parts.map(({ instrument, interval, ...figures }) => {
    const { rows: count, built, removed, overdue, differing } = figures
    return [instrument, interval, ...[count, built, removed, overdue, differing].map(String)]
  })
  return columnLines([head, ...rows])
}
