import { defined, UserError } from '../../base/index.ts'
import type { Instrument } from '../../domain/index.ts'
import { ticksMax } from '../book/price-pages.ts'
import { commonGrid, stepsIn } from '../common-grid.ts'
import type { BookRecord, TickRecord } from '../record/tick-record.ts'
import {
  type ConsolidatedLevel,
  crossingOf,
  type Crossing,
  type Ladders,
  mergeLevels,
} from './merge-levels.ts'
import { SourceBook, type SourceDoubt, type SourceKind, type Standing } from './source-book.ts'

/** One source of a consolidated book at one moment. */
export type SourceView = {
  readonly instrument: Instrument
  /** `too-fine`: a quantity of it cannot be counted exactly on the grid all sources share. */
  readonly kind: SourceKind | 'too-fine'
  readonly doubt: SourceDoubt | undefined
  /** Since its book was last heard; `undefined` when it never was. Unit: us. */
  readonly ageUs: number | undefined
}

/** A market over several venues at one moment. */
export type ConsolidatedView = Ladders & {
  /** The grid of all levels: the coarsest that every source's steps are multiples of. */
  readonly tick: string
  readonly lot: string
  readonly sources: readonly SourceView[]
  /** What was last known of sources that do not count. */
  readonly stale: Ladders
  /** Reported as it is, not mended: an arbitrage, or a source that is older than it looks. */
  readonly crossing: Crossing | undefined
}

type Part = { readonly view: SourceView; readonly sides: Ladders }

const none: Ladders = { bids: [], asks: [] }

/**
 * The books of one base and quote over several venues as one ladder, each level with its venue and
 * age. Integers throughout: prices and quantities are counted in steps that all venues share. A
 * source whose book cannot be trusted, or is too old, is left out and marked.
 */
export class ConsolidatedBook {
  readonly #ageMaxUs: number
  readonly #sources: SourceBook[] = []
  #grid: Instrument | undefined

  /** @param ageMaxUs - A book that was last heard longer ago does not count. */
  constructor(ageMaxUs: number) {
    this.#ageMaxUs = ageMaxUs
  }

  /**
   * Adds a venue's instrument, of which nothing is known yet.
   *
   * @returns Its place in the list of sources.
   * @throws UserError `mixed-quotes` when it is another base or quote, `bad-spec` when its steps
   *   are too fine beside the others'.
   */
  add(of: Instrument): number {
    const [first] = this.#sources
    if (first !== undefined) refuseOther(first.instrument, of)
    const grids = [...this.#sources.map(({ instrument }) => instrument), of]
    const grid = commonGrid(grids)
    for (const { id, tick } of grids)
      if (!Number.isSafeInteger(stepsIn(tick, grid.tick) * ticksMax))
        throw new UserError(
          'bad-spec',
          `${id}: a tick of ${tick} cannot be counted in ${grid.tick}.`,
        )
    this.#grid = grid
    return this.#sources.push(new SourceBook(of)) - 1
  }

  /** Takes what a source's stream tells. */
  take(source: number, record: TickRecord): void {
    this.#sources[source]?.take(record)
  }

  /** Takes a whole book of a source that was asked for. */
  takePolled(source: number, record: BookRecord): void {
    this.#sources[source]?.takePolled(record)
  }

  /** Whether the stream of a source counts, so that it need not be asked. */
  isLive(source: number, now: number): boolean {
    return this.#sources[source]?.standing(now, this.#ageMaxUs).kind === 'live'
  }

  /**
   * @param now - By the clock of the records' `tsInit`. Unit: us.
   * @param depth - Levels of each side at most; two venues at one price are two levels.
   */
  view(now: number, depth: number): ConsolidatedView {
    const grid = defined(this.#grid, 'a consolidated book without a source')
    const parts = this.#sources.map((source, place) => this.#part(source, place, now, depth))
    const merged = (isStale: boolean): Ladders => {
      const ladders = parts.filter(({ view }) => (view.kind === 'stale') === isStale)
      return {
        bids: mergeLevels(
          ladders.map(({ sides }) => sides.bids),
          true,
          depth,
        ),
        asks: mergeLevels(
          ladders.map(({ sides }) => sides.asks),
          false,
          depth,
        ),
      }
    }
    const counting = merged(false)
    return {
      ...counting,
      tick: grid.tick,
      lot: grid.lot,
      sources: parts.map(({ view }) => view),
      stale: merged(true),
      crossing: crossingOf(counting),
    }
  }

  #part(source: SourceBook, place: number, now: number, depth: number): Part {
    const { instrument } = source
    const { kind, doubt, ts, book } = source.standing(now, this.#ageMaxUs)
    // A clock may go back.
    const ageUs = ts < 0 ? undefined : Math.max(0, now - ts)
    const view = { instrument, kind, doubt, ageUs }
    if (ageUs === undefined) return { view, sides: none }
    const sides = this.#sides(instrument, book, { place, ageUs, depth })
    if (sides === undefined) return { view: { ...view, kind: 'too-fine' }, sides: none }
    return { view, sides }
  }

  /** @returns `undefined` when a quantity cannot be counted exactly. */
  #sides(
    of: Instrument,
    book: Standing['book'],
    {
      place,
      ageUs,
      depth,
    }: { readonly place: number; readonly ageUs: number; readonly depth: number },
  ): Ladders | undefined {
    const grid = defined(this.#grid, 'a consolidated book without a source')
    const [perTick, perLot] = [stepsIn(of.tick, grid.tick), stepsIn(of.lot, grid.lot)]
    const [ticks, lots] = [new Float64Array(depth), new Float64Array(depth)]
    const side = (isBid: boolean): readonly ConsolidatedLevel[] =>
      Array.from({ length: book.depth(isBid, ticks, lots) }, (_, i) => ({
        ticks: (ticks[i] as number) * perTick,
        lots: (lots[i] as number) * perLot,
        source: place,
        ageUs,
      }))
    const sides = { bids: side(true), asks: side(false) }
    const isExact = [...sides.bids, ...sides.asks].every((level) =>
      Number.isSafeInteger(level.lots),
    )
    return isExact ? sides : undefined
  }
}

function refuseOther(first: Instrument, of: Instrument): void {
  if (of.base === first.base && of.quote === first.quote) return
  throw new UserError(
    'mixed-quotes',
    `${of.id} and ${first.id} are not the same two currencies; one book is of one pair.`,
  )
}
