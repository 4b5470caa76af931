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
  type ColumnHeader,
  readColumnFile,
  writeColumnFile,
} from './column-file.ts'

/** Writes bars as one column file. */
export function writeBarFile(path: string, loaded: LoadedBars): ColumnHeader {
  const { bars, instrument: of, intervalUs } = loaded
  return writeColumnFile(
    path,
    {
      kind: 'bars',
      instrument: of.id,
      tick: of.tick,
      lot: of.lot,
      intervalUs,
      columns: barColumnNames,
      rows: bars.length,
      from: (bars.ts[0] as number) - intervalUs,
      to: bars.ts[bars.length - 1] as number,
    },
    barColumnNames.map((name) => bars[name].subarray(0, bars.length)),
  )
}

/** Reads bars from a column file without copying. @throws UserError when it holds none. */
export function loadBarFile(path: string): LoadedBars {
  const { header, columns } = readColumnFile(path)
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
