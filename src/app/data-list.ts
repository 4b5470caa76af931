import { formatInterval } from '../domain/index.ts'
import { Catalog, type CatalogPart, listRecordings } from '../market/index.ts'

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

/** A file of a recording, in words. What only a sealed file knows is missing of an open one. */
export type RecordedPart = {
  readonly path: string
  readonly instrument?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly records?: number | undefined
  readonly gaps?: number | undefined
  readonly bytes?: number | undefined
  readonly sha256?: string | undefined
  readonly isSealed: boolean
}

/** Every file of the recordings of a catalog, by path. */
export function listRecorded(catalogFolder: string): readonly RecordedPart[] {
  return listRecordings(catalogFolder).map(({ path, manifest }) => {
    if (manifest === undefined) return { path, isSealed: false }
    const { instrument, from, to, counts, bytes, sha256 } = manifest
    return {
      path,
      instrument,
      from: isoTime(from),
      to: isoTime(to),
      records: Object.values(counts).reduce((sum, each) => sum + each, 0),
      gaps: counts.gap,
      bytes,
      sha256,
      isSealed: true,
    }
  })
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
