import { UserError } from '../base/index.ts'
import type { InstrumentId } from '../domain/index.ts'
import { joinBars } from './join-bars.ts'
import { barsOfTrades, type FileOptions, loadMarketFile } from './load-market-file.ts'
import type { LoadedBars, TimeRange } from './loaded-bars.ts'

export type LoadOptions = FileOptions & TimeRange

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
  const file = await loadMarketFile(path, options)
  if (file.kind === 'bars') return file
  if (options.intervalUs === undefined)
    throw new UserError(
      'bad-interval',
      `${path} holds trades; give --interval (1m, 5m, 1h) to build bars from them.`,
    )
  return barsOfTrades(file, options.intervalUs)
}
