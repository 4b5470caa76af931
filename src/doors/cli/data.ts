import { Command } from 'commander'
import {
  type CheckedFile,
  checkData,
  type DataPart,
  exportData,
  fetchData,
  importData,
  listData,
  listRecorded,
} from '../../app/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'
import { bookCommand } from './data-book.ts'
import { recordCommand, recordedLine } from './data-record.ts'
import { tierCommand } from './data-tier.ts'

/** `data`: market data in the catalog: import, check, list, fetch, export, record, book, tier. */
export function dataCommand(context: CliContext): Command {
  return new Command('data')
    .description('Brings market data into the catalog, checks it and hands it out.')
    .addCommand(importCommand(context))
    .addCommand(checkCommand(context))
    .addCommand(listCommand(context))
    .addCommand(fetchCommand(context))
    .addCommand(exportCommand(context))
    .addCommand(recordCommand(context))
    .addCommand(bookCommand(context))
    .addCommand(tierCommand(context))
    .addHelpText(
      'after',
      '\nExample:\n  coinswarm data import btc.csv.gz --instrument BTC-USD.KRAKEN',
    )
}

type CatalogOption = { readonly catalog?: string }

const catalogOption = [
  '--catalog <folder>',
  'the catalog (default: catalog in the desk folder)',
] as const

function catalogFolder(context: CliContext, { catalog }: CatalogOption): string {
  return catalog ?? `${context.deskFolder}/catalog`
}

function importCommand(context: CliContext): Command {
  return new Command('import')
    .description('Imports bars or trades from CSV, CSV.gz or Parquet.')
    .argument('<files...>', 'columns ts,open,high,low,close,volume, or ts,price,qty,side')
    .option('--instrument <id>', "such as BTC-USD.KRAKEN (default: told by the file's name)")
    .option('--interval <length>', 'length of a bar, such as 1m (default: told by the stamps)')
    .option('--instrument-spec <steps>', 'tick=0.01,lot=0.00001 (default: smallest step found)')
    .option('--symbol <name>', 'which rows of a file with a column symbol')
    .option(...catalogOption)
    .addHelpText(
      'after',
      '\nExample:\n  coinswarm data import btc.csv.gz --instrument BTC-USD.KRAKEN',
    )
    .action(async (files: string[], options: ImportOptions) => {
      const bar = context.progress('importing', files.length)
      try {
        const parts = await importData({
          catalogFolder: catalogFolder(context, options),
          files,
          instrument: options.instrument,
          interval: options.interval,
          spec: options.instrumentSpec,
          symbol: options.symbol,
          onFile: (done) => bar.update(done),
        })
        bar.stop()
        for (const part of parts) context.print(partLine(part))
        context.json({ command: 'data import', ...parts[0], parts })
      } finally {
        bar.stop()
      }
    })
}

type ImportOptions = CatalogOption & {
  readonly instrument?: string
  readonly interval?: string
  readonly instrumentSpec?: string
  readonly symbol?: string
}

function checkCommand(context: CliContext): Command {
  return new Command('check')
    .description('Counts gaps, duplicates, disorder, impossible bars and jumps. Changes nothing.')
    .argument('[files...]', 'files of bars of any kind (default: the whole catalog)')
    .option('--interval <length>', 'length of a bar (default: told by the stamps)')
    .option('--symbol <name>', 'which rows of a file with a column symbol')
    .option(...catalogOption)
    .addHelpText('after', '\nExample:\n  coinswarm data check btc.csv.gz')
    .action(
      async (
        files: string[],
        options: CatalogOption & { readonly interval?: string; readonly symbol?: string },
      ) => {
        const folder = catalogFolder(context, options)
        const { interval, symbol } = options
        const report = await checkData({ files, catalogFolder: folder, interval, symbol })
        for (const file of report.files) for (const line of checkLines(file)) context.print(line)
        if (report.files.length === 0) context.print(`${folder} holds no bars.`)
        context.json({ command: 'data check', ...report })
        if (!report.ok) context.answerNo()
      },
    )
}

function listCommand(context: CliContext): Command {
  return new Command('list')
    .description('Lists what the catalog holds.')
    .option(...catalogOption)
    .addHelpText('after', '\nExample:\n  coinswarm data list')
    .action((options: CatalogOption) => {
      const folder = catalogFolder(context, options)
      const parts = listData(folder)
      const recordings = listRecorded(folder)
      for (const part of parts) context.print(partLine(part))
      for (const each of recordings) context.print(recordedLine(each))
      if (parts.length + recordings.length === 0)
        context.print(`${folder} is empty; fill it with: coinswarm data import`)
      context.json({ command: 'data list', catalog: folder, parts, recordings })
    })
}

type FetchOptions = CatalogOption & {
  readonly venue: string
  readonly instrument: string
  readonly interval: string
  readonly from?: string
  readonly to?: string
  readonly url?: string
}

function fetchCommand(context: CliContext): Command {
  return new Command('fetch')
    .description('Downloads bars from a venue, going on where the catalog ends.')
    .requiredOption('--instrument <id>', 'such as BTC/USD')
    .option('--venue <name>', "ccxt's name of the venue", 'kraken')
    .option('--interval <length>', 'length of a bar', '1m')
    .option('--from <time>', 'first bar, UTC (default: a day ago)')
    .option('--to <time>', 'end, UTC (default: now)')
    .option('--url <address>', "another server that speaks the venue's REST")
    .option(...catalogOption)
    .addHelpText('after', '\nExample:\n  coinswarm data fetch --instrument BTC/USD --interval 1h')
    .action(async (options: FetchOptions) => {
      const bar = context.progress(`fetching ${options.instrument}`, 100)
      try {
        const report = await fetchData({
          ...options,
          catalogFolder: catalogFolder(context, options),
          clock: liveClock,
          onProgress: (share) => bar.update(Math.round(100 * share)),
        })
        bar.stop()
        const span = report.from === null ? 'nothing new' : `${report.from} to ${report.to}`
        context.print(`${report.instrument}  ${report.rows} bars  ${span}`)
        context.json({ command: 'data fetch', ...report })
      } finally {
        bar.stop()
      }
    })
}

type ExportOptions = CatalogOption & {
  readonly instrument: string
  readonly interval: string
  readonly from?: string
  readonly to?: string
}

function exportCommand(context: CliContext): Command {
  return new Command('export')
    .description('Writes bars of the catalog as CSV, CSV.gz or Parquet, by the name of the file.')
    .argument('<file>', 'ends in .csv, .csv.gz or .parquet')
    .requiredOption('--instrument <id>', 'such as BTC-USD.KRAKEN')
    .option('--interval <length>', 'length of a bar', '1m')
    .option('--from <time>', 'open of the first bar, UTC')
    .option('--to <time>', 'close of the last bar, UTC')
    .option(...catalogOption)
    .addHelpText('after', '\nExample:\n  coinswarm data export btc.parquet --instrument BTC/USD')
    .action(async (file: string, options: ExportOptions) => {
      const folder = catalogFolder(context, options)
      const report = await exportData({ ...options, file, catalogFolder: folder })
      context.print(
        `${report.path}  ${report.instrument}  ${report.rows} bars  ${report.from} to ${report.to}`,
      )
      context.json({ command: 'data export', ...report })
    })
}

function partLine(part: DataPart): string {
  const what = part.kind === 'bars' ? `${part.interval} bars` : 'trades'
  return (
    `${part.instrument}  ${part.rows} ${what}  ${part.from} to ${part.to}  ` +
    `tick ${part.tick}  lot ${part.lot}`
  )
}

function checkLines(file: CheckedFile): readonly string[] {
  const span = file.from === null ? 'no bars' : `${file.from} to ${file.to}`
  return [
    `${file.path}: ${file.rows} bars of ${file.interval ?? 'unknown length'}, ${span}`,
    `  gaps ${file.gaps} (missing ${file.missing}, longest ${file.longestGap})  ` +
      `duplicates ${file.duplicates}  unsorted ${file.unsorted}  malformed ${file.malformed}`,
    `  OHLC violations ${file.violations}  not positive ${file.nonPositive}  ` +
      `zero volume ${file.zeroVolume}  off the time grid ${file.offGrid}  ` +
      `jumps ${file.jumps}  stuck ${file.stuck}`,
    ...(file.refusal === null ? [] : [`  not taken as it stands: ${file.refusal}`]),
  ]
}
