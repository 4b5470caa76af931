import { UserError } from '../base/index.ts'
import {
  type Instrument,
  type InstrumentId,
  instrument,
  micros,
  parseInstrumentId,
} from '../domain/index.ts'
import { buildBars } from './build-bars.ts'
import { loadBarFile } from './catalog/bar-file.ts'
import { columnsSha256, isColumnFile } from './catalog/column-file.ts'
import { fileInstrument } from './import/file-instrument.ts'
import { readTable, type TableOptions } from './import/read-table.ts'
import type { LoadedBars, LoadedTrades } from './loaded-bars.ts'
import { isRecording } from './record/load-recording.ts'
import { recordedTrades } from './record/recorded-trades.ts'

export type FileOptions = TableOptions & {
  /** The instrument of a file that does not say it itself; else told by the file's name. */
  readonly instrumentId?: InstrumentId | undefined
}

/** What one file held. */
export type MarketFile =
  | ({ readonly kind: 'bars' } & LoadedBars)
  | ({ readonly kind: 'trades' } & LoadedTrades)

/** Reads one file of bars or trades of any kind. @throws UserError for anything wrong with it. */
export async function loadMarketFile(path: string, options: FileOptions): Promise<MarketFile> {
  if (isColumnFile(path)) return { kind: 'bars', ...loadBarFile(path) }
  if (isRecording(path)) return { kind: 'trades', ...recordedTrades(path) }
  const table = await readTable(path, options)
  const id = options.instrumentId ?? symbolInstrument(path, options.symbol)
  const grid = instrument(id, table.tick, table.lot)
  if (!grid.ok) throw new UserError('bad-spec', `${path}: ${grid.error}.`)
  if (table.kind === 'trades')
    return { kind: 'trades', instrument: grid.value, trades: table.trades, path }
  return { kind: 'bars', ...loadedFrom(path, grid.value, table.bars, table.intervalUs) }
}

/** Bars of an interval built from trades. */
export function barsOfTrades(from: LoadedTrades, intervalUs: number): LoadedBars {
  return loadedFrom(from.path, from.instrument, buildBars(from.trades, intervalUs), intervalUs)
}

function loadedFrom(
  path: string,
  of: Instrument,
  bars: LoadedBars['bars'],
  intervalUs: number,
): LoadedBars {
  const from = micros((bars.ts[0] as number) - intervalUs)
  const to = micros(bars.ts[bars.length - 1] as number)
  const sources = [{ path, rows: bars.length, from, to }]
  return { instrument: of, bars, intervalUs, sha256: columnsSha256(bars), sources }
}

/** The instrument a file is about when nobody said so: its symbol on the venue of its name. */
function symbolInstrument(path: string, symbol: string | undefined): InstrumentId {
  const byName = fileInstrument(path)
  if (symbol === undefined) return byName
  const venue = /^([a-z]+)_/.exec(path.split(/[\\/]/).at(-1) ?? '')?.[1] ?? 'FILE'
  const parsed = parseInstrumentId(symbol, venue)
  return parsed.ok ? parsed.value : byName
}
