import { formatInterval } from '../domain/index.ts'
import { Catalog, type CatalogPart } from '../market/index.ts'

/** One file of the catalog, in words for people and programs. */
export type DataPart = {
  readonly instrument: string
  readonly kind: 'bars' | 'trades'
  /** `1m`; absent for trades. */
  readonly interval: string | undefined
  readonly rows: number
  /** ISO times: open of the first bar and close of the last; first and last trade. */
  readonly from: string
  readonly to: string
  readonly tick: string
  readonly lot: string
  readonly sha256: string
  readonly path: string
}

/** Every file of a catalog, by path. A folder that is not there holds nothing. */
export function listData(catalogFolder: string): readonly DataPart[] {
  return new Catalog(catalogFolder).list().map(describePart)
}

/** A catalog file in words. */
export function describePart({ path, header }: CatalogPart): DataPart {
  return {
    instrument: header.instrument,
    kind: header.kind,
    interval: header.kind === 'bars' ? formatInterval(header.intervalUs) : undefined,
    rows: header.rows,
    from: isoTime(header.from),
    to: isoTime(header.to),
    tick: header.tick,
    lot: header.lot,
    sha256: header.sha256,
    path,
  }
}

/** Microseconds as ISO text. */
export function isoTime(ts: number): string {
  return new Date(ts / 1_000).toISOString()
}
