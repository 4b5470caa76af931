import { decimals, parseDecimal, UserError } from '../../base/index.ts'
import { loadRecording } from '../record/load-recording.ts'
import type { SegmentHeader } from '../record/segment-header.ts'
import type { BookRecord, GapRecord, TickRecord } from '../record/tick-record.ts'
import { GrowingColumns, type NumberColumns } from './growing-columns.ts'
import type { DeltaTable } from './load-deltas.ts'
import type { QuoteTickTable } from './load-quote-ticks.ts'
import type { TickOptions, TickTable } from './load-ticks.ts'
import type { TradeTickTable } from './load-trade-ticks.ts'

/** What a recording holds, as tables. */
export type RecordedTape = {
  readonly deltas: DeltaTable | undefined
  readonly quotes: QuoteTickTable | undefined
  readonly trades: TradeTickTable | undefined
  /** The venue's clock minus the recorder's; `undefined` when nobody asked. Unit: us. */
  readonly clockOffsetUs: number | undefined
}

/**
 * Files of a recording of one instrument, joined in the order of time. A gap of the book stands in
 * the deltas as a snapshot without a number or a level, after which nothing counts until the next.
 *
 * @throws UserError on a damaged file, several instruments, or a grid other than asked for.
 */
export function recordedTape(paths: readonly string[], { spec = {} }: TickOptions): RecordedTape {
  const files = paths.map((path) => ({ path, ...loadRecording(path) }))
  files.sort((a, b) => (a.records[0]?.tsInit ?? 0) - (b.records[0]?.tsInit ?? 0))
  const [first] = files
  if (first === undefined) throw new UserError('empty-file', 'no recording was named.')
  const grid = { tick: spec.tick ?? first.header.tick, lot: spec.lot ?? first.header.lot }
  const tables = new RecordTables()
  for (const { path, header, records } of files) {
    if (header.instrument !== first.header.instrument)
      throw new UserError(
        'many-instruments',
        `${path} is of ${header.instrument}, ${first.path} of ${first.header.instrument}; ` +
          'give recordings of one instrument.',
      )
    const scale = scaleOf(path, header, grid)
    for (const record of records) tables.add(record, scale)
  }
  return { ...tables.finish(grid), clockOffsetUs: first.header.clockOffsetUs ?? undefined }
}

type Grid = { readonly tick: string; readonly lot: string }
/** Steps asked for in one step of the file. */
type Scale = { readonly ticks: number; readonly lots: number }

function scaleOf(path: string, header: SegmentHeader, grid: Grid): Scale {
  const ticks = ratio(header.tick, grid.tick)
  const lots = ratio(header.lot, grid.lot)
  if (ticks === undefined || lots === undefined)
    throw new UserError(
      'bad-spec',
      `${path} counts in ticks of ${header.tick} and lots of ${header.lot}, which are no multiples ` +
        `of ${grid.tick} and ${grid.lot}; give bars on the same grid or --instrument-spec.`,
    )
  return { ticks, lots }
}

function ratio(step: string, of: string): number | undefined {
  const scale = Math.max(decimals(step), decimals(of))
  const [whole, part] = [parseDecimal(step, scale), parseDecimal(of, scale)]
  if (whole === undefined || part === undefined || part <= 0n || whole % part !== 0n)
    return undefined
  return Number(whole / part)
}

class RecordTables {
  readonly #deltas = new GrowingColumns<keyof DeltaTable['columns']>([
    'tsEvent',
    'tsInit',
    'isSnapshot',
    'first',
    'last',
    'previous',
    'isBid',
    'ticks',
    'lots',
  ])
  readonly #quotes = new GrowingColumns<keyof QuoteTickTable['columns']>([
    'tsEvent',
    'tsInit',
    'update',
    'bidTicks',
    'bidLots',
    'askTicks',
    'askLots',
  ])
  readonly #trades = new GrowingColumns<keyof TradeTickTable['columns']>([
    'tsEvent',
    'tsInit',
    'trade',
    'side',
    'ticks',
    'lots',
  ])

  add(record: TickRecord, { ticks, lots }: Scale): void {
    if (record.kind === 'trade')
      this.#trades.push({ ...record, ticks: record.ticks * ticks, lots: record.lots * lots })
    else if (record.kind === 'quote')
      this.#quotes.push({
        ...record,
        bidTicks: record.bidTicks * ticks,
        bidLots: record.bidLots * lots,
        askTicks: record.askTicks * ticks,
        askLots: record.askLots * lots,
      })
    else if (record.kind === 'gap') this.#gap(record)
    else this.#book(record, { ticks, lots })
  }

  finish(grid: Grid): Omit<RecordedTape, 'clockOffsetUs'> {
    return {
      deltas: tableOf(this.#deltas, grid),
      quotes: tableOf(this.#quotes, grid),
      trades: tableOf(this.#trades, grid),
    }
  }

  #book(record: BookRecord, { ticks, lots }: Scale): void {
    const { tsEvent, tsInit, first, last, previous } = record
    const isSnapshot = record.kind === 'snapshot' ? 1 : 0
    const head = { tsEvent, tsInit, isSnapshot, first, last, previous }
    for (let i = 0; i < record.ticks.length; i += 1)
      this.#deltas.push({
        ...head,
        isBid: record.isBid[i] === true ? 1 : 0,
        ticks: (record.ticks[i] as number) * ticks,
        lots: (record.lots[i] as number) * lots,
      })
    // A book without a level is still a book.
    if (record.ticks.length === 0) this.#deltas.push({ ...head, isBid: 1, ticks: 0, lots: 0 })
  }

  #gap({ stream, tsInit, tsEvent }: GapRecord): void {
    if (stream !== 'all' && stream !== 'book') return
    const numbers = { first: Number.NaN, last: Number.NaN, previous: Number.NaN }
    this.#deltas.push({ tsEvent, tsInit, isSnapshot: 1, ...numbers, isBid: 1, ticks: 0, lots: 0 })
  }
}

function tableOf<Name extends string>(
  columns: GrowingColumns<Name>,
  grid: Grid,
): TickTable<Name> | undefined {
  const { length } = columns
  if (length === 0) return undefined
  const trimmed: NumberColumns<Name> = columns.trimmed()
  const clean = { declined: 0, firstDeclined: undefined, cutStamps: 0 }
  return { columns: trimmed, length, ...grid, ...clean }
}
