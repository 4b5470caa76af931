import { UserError } from '../base/index.ts'
import { type InstrumentId, instrument, micros, parseInstrumentId } from '../domain/index.ts'
import { buildBars } from './build-bars.ts'
import { columnsSha256, isColumnFile } from './catalog/column-file.ts'
import { loadBarFile } from './catalog/bar-file.ts'
import { fileInstrument } from './import/file-instrument.ts'
import { readTable, type TableOptions } from './import/read-table.ts'
import { joinBars } from './join-bars.ts'
import type { LoadedBars, TimeRange } from './loaded-bars.ts'

export type LoadOptions = TableOptions &
  TimeRange & {
    /** The instrument of files that do not say it themselves; else told by the file's name. */
    readonly instrumentId?: InstrumentId | undefined
  }

/**
 * Bars of one instrument from files of any kind we read: CSV, CSV.gz, Parquet, the catalog's own.
 * Several files are joined in the order of time.
 *
 * @throws UserError for anything wrong with them, or when they are of several instruments.
 */
export async function loadBars(
  files: readonly string[],
  options: LoadOptions = {},
): Promise<LoadedBars> {
  const [loaded, other] = await loadMarket(files, options)
  if (loaded === undefined) throw new UserError('empty-file', 'no bars were named; give a file.')
  if (other !== undefined)
    throw new UserError(
      'many-instruments',
      `the files are of ${loaded.instrument.id} and ${other.instrument.id}; ` +
        'give --instrument when they are the same.',
    )
  return loaded
}

/** The same for files of several instruments: one each, in the order in which they first appear. */
export async function loadMarket(
  files: readonly string[],
  options: LoadOptions = {},
): Promise<readonly LoadedBars[]> {
  const byInstrument = new Map<InstrumentId, LoadedBars[]>()
  for (const path of files) {
    const loaded = await loadFile(path, options)
    const { id } = loaded.instrument
    byInstrument.set(id, [...(byInstrument.get(id) ?? []), loaded])
  }
  return [...byInstrument.values()].map((parts) => joinBars(parts, options))
}

async function loadFile(path: string, options: LoadOptions): Promise<LoadedBars> {
  if (isColumnFile(path)) return loadBarFile(path)
  const table = await readTable(path, options)
  if (table.kind === 'trades' && options.intervalUs === undefined)
    throw new UserError(
      'bad-interval',
      `${path} holds trades; give --interval (1m, 5m, 1h) to build bars from them.`,
    )
  const intervalUs = table.kind === 'bars' ? table.intervalUs : (options.intervalUs ?? 0)
  const bars = table.kind === 'bars' ? table.bars : buildBars(table.trades, intervalUs)
  const id = options.instrumentId ?? symbolInstrument(path, options.symbol)
  const grid = instrument(id, table.tick, table.lot)
  if (!grid.ok) throw new UserError('bad-spec', `${path}: ${grid.error}.`)
  const source = {
    path,
    rows: bars.length,
    from: micros((bars.ts[0] as number) - intervalUs),
    to: micros(bars.ts[bars.length - 1] as number),
  }
  const sha256 = columnsSha256(bars)
  return { instrument: grid.value, bars, intervalUs, sha256, sources: [source] }
}

/** The instrument a file is about when nobody said so: its symbol on the venue of its name. */
export function symbolInstrument(path: string, symbol: string | undefined): InstrumentId {
  if (symbol === undefined) return fileInstrument(path)
  const venue = /^([a-z]+)_/.exec(path.split(/[\\/]/).at(-1) ?? '')?.[1] ?? 'FILE'
  const parsed = parseInstrumentId(symbol, venue)
  return parsed.ok ? parsed.value : fileInstrument(path)
}
