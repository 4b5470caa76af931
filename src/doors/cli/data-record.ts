import { Command } from 'commander'
import { type RecordedPart, recordData } from '../../app/index.ts'
import { liveClock, nodeDisk } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'

type Options = {
  readonly venue: string
  readonly instrument: readonly string[]
  readonly for?: string
  readonly keep: string
  readonly url?: string
  readonly catalog?: string
}

/** `data record`: a venue's trades, quotes and books, as they happen, into the catalog. */
export function recordCommand(context: CliContext): Command {
  return new Command('record')
    .description("Records a venue's trades, quotes and books as they happen; Ctrl-C ends it.")
    .requiredOption('--instrument <id...>', 'such as BTC/USD')
    .option('--venue <name>', "ccxt's name of the venue", 'kraken')
    .option('--for <length>', 'how long, such as 10m (default: until Ctrl-C)')
    .option('--keep <size>', 'most that recordings may take; the oldest go first', '5GB')
    .option('--url <address>', "another server that speaks the venue's REST and WebSocket")
    .option('--catalog <folder>', 'the catalog (default: catalog in the desk folder)')
    .addHelpText('after', '\nExample:\n  coinswarm data record --instrument BTC/USD --for 10m')
    .action((options: Options) => run(context, options))
}

async function run(context: CliContext, options: Options): Promise<void> {
  const report = await recordData({
    catalogFolder: options.catalog ?? `${context.deskFolder}/catalog`,
    venue: options.venue,
    instruments: options.instrument,
    duration: options.for,
    keep: options.keep,
    url: options.url,
    clock: liveClock,
    disk: nodeDisk,
    stop: context.interruption(),
    onNote: context.note,
    onStatus: ({ records, gaps, bytes }) =>
      context.note(`recording: ${records} records, ${gaps} gaps, ${bytes} bytes on disk`),
  })
  context.print(`${report.instruments.join(', ')}: ${report.records} records, ${report.gaps} gaps`)
  if (report.lost > 0) context.print(`lost because the disk did not keep up: ${report.lost}`)
  context.print(`${report.folder}: ${report.files} files, ${report.bytes} bytes`)
  context.json({ command: 'data record', ...report, diskFault: report.diskFault ?? null })
}

/** A file of a recording in one line. */
export function recordedLine(part: RecordedPart): string {
  if (!part.isSealed) return `${part.path}  open`
  const { path, instrument, records, gaps, bytes, from, to } = part
  return `${instrument}  ${records} ticks, ${gaps} gaps  ${from} to ${to}  ${bytes} bytes  ${path}`
}
