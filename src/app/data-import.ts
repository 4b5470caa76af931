import { UserError } from '../base/index.ts'
import { parseInstrumentId } from '../domain/index.ts'
import {
  barsOfTrades,
  Catalog,
  type CatalogPart,
  type FileOptions,
  loadMarketFile,
  parseInstrumentSpec,
} from '../market/index.ts'
import { type DataPart, describePart } from './data-list.ts'
import { intervalUsOf } from './data-time.ts'

export type DataImportRequest = {
  readonly catalogFolder: string
  readonly files: readonly string[]
  /** `BTC-USD.KRAKEN` or `BTC/USD`; told by the file's name when not given. */
  readonly instrument?: string | undefined
  readonly interval?: string | undefined
  /** `tick=0.01,lot=0.00001`. */
  readonly spec?: string | undefined
  /** Which rows of a file with a column `symbol`. */
  readonly symbol?: string | undefined
  /** Told after each file. */
  readonly onFile?: ((done: number) => void) | undefined
}

/**
 * Imports files of bars or trades into the catalog, each as a part of its own. Trades are stored
 * as they are; with an interval, the bars built from them too. A file is stored whole or not.
 *
 * @throws UserError for the first thing that is wrong with a file.
 */
export async function importData(request: DataImportRequest): Promise<readonly DataPart[]> {
  const catalog = new Catalog(request.catalogFolder)
  const options = fileOptions(request)
  const parts: DataPart[] = []
  for (const [i, path] of request.files.entries()) {
    for (const part of await importFile(catalog, path, options)) parts.push(describePart(part))
    request.onFile?.(i + 1)
  }
  return parts
}

async function importFile(
  catalog: Catalog,
  path: string,
  options: FileOptions,
): Promise<readonly CatalogPart[]> {
  const file = await loadMarketFile(path, options)
  if (file.kind === 'bars') return [catalog.addBars(file)]
  const trades = catalog.addTrades(file)
  if (options.intervalUs === undefined) return [trades]
  return [catalog.addBars(barsOfTrades(file, options.intervalUs)), trades]
}

function fileOptions({ instrument, interval, spec, symbol }: DataImportRequest): FileOptions {
  const id = instrument === undefined ? undefined : parseInstrumentId(instrument, 'FILE')
  if (id?.ok === false) throw new UserError('bad-instrument', `${id.error}.`)
  const grid = spec === undefined ? undefined : parseInstrumentSpec(spec)
  if (grid?.ok === false) throw new UserError('bad-spec', grid.error)
  return {
    instrumentId: id?.value,
    intervalUs: interval === undefined ? undefined : intervalUsOf(interval),
    spec: grid?.value,
    symbol,
  }
}
