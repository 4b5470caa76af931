import { UserError } from '../../base/index.ts'
import { formatInterval, type InstrumentId, type Micros, micros } from '../../domain/index.ts'
import { joinBars } from '../join-bars.ts'
import type { LoadedBars, LoadedTrades, TimeRange } from '../loaded-bars.ts'
import { listFiles } from '../market-disk.ts'
import { loadBarFile, writeBarFile } from './bar-file.ts'
import { type ColumnHeader, readColumnHeader, writeColumnFile } from './column-file.ts'
import { partName } from './part-name.ts'

/** One file of the catalog. */
export type CatalogPart = { readonly path: string; readonly header: ColumnHeader }

/**
 * Market data on disk: a folder for each instrument and interval, in it one file for each import,
 * `BTC-USD.KRAKEN/1m/20230101T000000_20240101T000000.bars`. Files are whole or not there, never
 * changed, and never overlap. The format is in `docs/catalog.md`.
 */
export class Catalog {
  readonly folder: string

  constructor(folder: string) {
    this.folder = folder
  }

  /**
   * Stores bars as a new part; the same bars again change nothing.
   *
   * @throws UserError `overlap` when other bars of that time are stored already.
   */
  addBars(loaded: LoadedBars): CatalogPart {
    const { instrument, intervalUs, bars } = loaded
    const from = micros((bars.ts[0] as number) - intervalUs)
    const to = micros(bars.ts[bars.length - 1] as number)
    const interval = formatInterval(intervalUs)
    for (const part of this.parts(instrument.id, intervalUs)) {
      if (part.header.sha256 === loaded.sha256 && part.header.tick === instrument.tick) return part
      if (part.header.from < to && from < part.header.to) declineOverlap(part, from)
    }
    const path = `${this.folder}/${instrument.id}/${interval}/${partName(from, to)}.bars`
    return { path, header: writeBarFile(path, loaded) }
  }

  /** Stores trades as a new part, which may not overlap another except in its last stamp. */
  addTrades({ instrument, trades }: LoadedTrades): CatalogPart {
    const from = micros(trades.ts[0] as number)
    const to = micros(trades.ts[trades.length - 1] as number)
    const path = `${this.folder}/${instrument.id}/trades/${partName(from, to)}.trades`
    const fields = {
      kind: 'trades' as const,
      instrument: instrument.id,
      tick: instrument.tick,
      lot: instrument.lot,
      intervalUs: 0,
      columns: ['ts', 'price', 'quantity', 'side'],
      rows: trades.length,
      from,
      to,
    }
    for (const part of this.#list(`${this.folder}/${instrument.id}/trades`, ['.trades']))
      if (part.path !== path && part.header.from < to && from < part.header.to)
        declineOverlap(part, from)
    const { ts, price, quantity, side } = trades
    return { path, header: writeColumnFile(path, fields, [ts, price, quantity, side]) }
  }

  /** Every file, by path. Headers are read, columns are not. */
  list(): readonly CatalogPart[] {
    return this.#list(this.folder, ['.bars', '.trades'])
  }

  /** The bar files of one instrument and interval, in the order of time. */
  parts(id: InstrumentId, intervalUs: number): readonly CatalogPart[] {
    const folder = `${this.folder}/${id}/${formatInterval(intervalUs)}`
    return [...this.#list(folder, ['.bars'])].sort((a, b) => a.header.from - b.header.from)
  }

  /**
   * Bars of one instrument. A single part is a view over the file's bytes; several are joined.
   *
   * @throws UserError `not-in-catalog`, or what is wrong with a file.
   */
  load(id: InstrumentId, intervalUs: number, range: TimeRange = {}): LoadedBars {
    const parts = this.parts(id, intervalUs)
    if (parts.length === 0)
      throw new UserError(
        'not-in-catalog',
        `${this.folder} holds no ${formatInterval(intervalUs)} bars of ${id}; ` +
          'import them, or see what is there with: coinswarm data list.',
      )
    const wanted = parts.filter(({ header }) => touches(header, range))
    return joinBars(
      (wanted.length > 0 ? wanted : parts).map(({ path }) => loadBarFile(path)),
      range,
    )
  }

  #list(folder: string, endings: readonly string[]): readonly CatalogPart[] {
    return listFiles(folder, endings).map((path) => ({ path, header: readColumnHeader(path) }))
  }
}

function touches(header: ColumnHeader, { from, to }: TimeRange): boolean {
  return (from === undefined || header.to > from) && (to === undefined || header.from < to)
}

function declineOverlap(part: CatalogPart, from: Micros): never {
  throw new UserError(
    'overlap',
    `the data from ${new Date(from / 1_000).toISOString()} overlaps ${part.path}, which is in ` +
      'the catalog already; remove that file first or import only what is missing.',
  )
}
