import { UserError } from '../../base/index.ts'
import {
  BarColumns,
  type Instrument,
  instrument,
  micros,
  parseInstrumentId,
} from '../../domain/index.ts'
import type { LoadedBars } from '../loaded-bars.ts'
import {
  barColumnNames,
  type ColumnFile,
  type ColumnHeader,
  columnFileBytes,
  readColumnFile,
  writeColumnFile,
} from './column-file.ts'

/** Bars of one instrument on their grid. */
type GridBars = Pick<LoadedBars, 'instrument' | 'bars' | 'intervalUs'>

/** Writes bars as one column file. */
export function writeBarFile(path: string, of: GridBars): ColumnHeader {
  return writeColumnFile(path, ...fileOf(of))
}

/** The same file as bytes, part by part. */
export function barFileBytes(of: GridBars): ReturnType<typeof columnFileBytes> {
  return columnFileBytes(...fileOf(of))
}

function fileOf({
  bars,
  instrument: of,
  intervalUs,
}: GridBars): Parameters<typeof columnFileBytes> {
  const fields = {
    kind: 'bars' as const,
    instrument: of.id,
    tick: of.tick,
    lot: of.lot,
    intervalUs,
    columns: barColumnNames,
    rows: bars.length,
    from: (bars.ts[0] as number) - intervalUs,
    to: bars.ts[bars.length - 1] as number,
  }
  return [fields, barColumnNames.map((name) => bars[name].subarray(0, bars.length))]
}

/** Reads bars from a column file without copying. @throws UserError when it holds none. */
export function loadBarFile(path: string): LoadedBars {
  return barsOfFile(path, readColumnFile(path))
}

/** The bars of a column file that was read. @throws UserError when it holds none. */
export function barsOfFile(path: string, { header, columns }: ColumnFile): LoadedBars {
  const [ts, open, high, low, close, volume] = columns
  if (header.kind !== 'bars' || !ts || !open || !high || !low || !close || !volume)
    throw new UserError('not-bars', `${path} holds ${header.kind}, not bars; name a file of bars.`)
  return {
    instrument: headerInstrument(path, header),
    bars: BarColumns.over({ ts, open, high, low, close, volume }),
    intervalUs: header.intervalUs,
    sha256: header.sha256,
    sources: [{ path, rows: header.rows, from: micros(header.from), to: micros(header.to) }],
  }
}

/** The instrument a header names, with its grid. */
function headerInstrument(path: string, header: ColumnHeader): Instrument {
  const id = parseInstrumentId(header.instrument)
  const of = id.ok ? instrument(id.value, header.tick, header.lot) : id
  if (of.ok) return of.value
  throw new UserError('damaged-catalog-file', `${path}: ${of.error}; import it again.`)
}
