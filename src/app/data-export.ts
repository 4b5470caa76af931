import { Catalog, exportBars } from '../market/index.ts'
import { storedInstrument } from './data-catalog.ts'
import { isoTime } from './data-list.ts'
import { intervalUsOf, timeOf } from './data-time.ts'

export type DataExportRequest = {
  readonly catalogFolder: string
  /** Ends in `.csv`, `.csv.gz` or `.parquet`. */
  readonly file: string
  readonly instrument: string
  readonly interval: string
  readonly from?: string | undefined
  readonly to?: string | undefined
}

export type DataExportReport = {
  readonly instrument: string
  readonly rows: number
  readonly from: string
  readonly to: string
  readonly path: string
}

/** Writes bars of the catalog for other programs. @throws UserError when there are none. */
export async function exportData(request: DataExportRequest): Promise<DataExportReport> {
  const catalog = new Catalog(request.catalogFolder)
  const id = storedInstrument(catalog, request.instrument)
  const loaded = catalog.load(id, intervalUsOf(request.interval), {
    from: request.from === undefined ? undefined : timeOf(request.from, '--from'),
    to: request.to === undefined ? undefined : timeOf(request.to, '--to'),
  })
  await exportBars(request.file, loaded)
  const { bars, intervalUs } = loaded
  return {
    instrument: id,
    rows: bars.length,
    from: isoTime((bars.ts[0] as number) - intervalUs),
    to: isoTime(bars.ts[bars.length - 1] as number),
    path: request.file,
  }
}
