import { stepsText, UserError } from '../base/index.ts'
import { parseInstrumentId, secondUs } from '../domain/index.ts'
import type { Clock } from '../kernel/index.ts'
import type { ConsolidatedLevel, ConsolidatedView, Ladders, SourceView } from '../market/index.ts'
import { pause } from './pause.ts'
import { type BookSource, VenueBooks } from './venue-books.ts'

export type DataBookRequest = {
  /** `BTC/USD`. */
  readonly pair: string
  /** ccxt's names. */
  readonly venues: readonly string[]
  /** `kraken=http://127.0.0.1:8181`. */
  readonly urls: readonly string[]
  /** Levels of each side. */
  readonly depth: number
  /** A book that was last heard longer ago does not count. */
  readonly ageMaxSeconds: number
  /** How long to listen; until `stop` when not given and `isWatched`. */
  readonly seconds: number | undefined
  /** Otherwise it ends as soon as every venue streams. */
  readonly isWatched: boolean
  readonly clock: Clock
  readonly stop: AbortSignal
  readonly onNote: (line: string) => void
  /** Told every second while it is watched. */
  readonly onReport: (report: BookReport) => void
}

/** One venue's quantity at one price, as decimal text. */
export type BookLevel = {
  readonly price: string
  readonly quantity: string
  readonly venue: string
  /** Since that venue's book was last heard. Unit: us. */
  readonly ageUs: number
}

export type BookLadders = {
  readonly bids: readonly BookLevel[]
  readonly asks: readonly BookLevel[]
}

export type BookVenue = {
  readonly venue: string
  readonly instrument: string
  readonly kind: SourceView['kind']
  /** Why it is not live; `null` while it is. */
  readonly doubt: SourceView['doubt'] | 'unreachable' | null
  readonly ageUs: number | null
}

/** A consolidated book in words for people and programs. */
export type BookReport = BookLadders & {
  readonly pair: string
  readonly tick: string
  readonly lot: string
  readonly venues: readonly BookVenue[]
  readonly stale: BookLadders
  readonly crossing: {
    readonly bid: BookLevel
    readonly ask: BookLevel
    readonly quantity: string
  } | null
}

/** How long the first books may take when nothing was said. */
const patienceSeconds = 10
const lookEveryUs = 100_000

/**
 * The books of one pair over several venues, as one.
 *
 * @throws UserError `usage`, `bad-instrument`, or what `VenueBooks.open` throws.
 */
export async function watchBook(request: DataBookRequest): Promise<BookReport> {
  const { clock, stop, isWatched, depth, onNote } = request
  const sources = sourcesOf(request)
  const ageMaxUs = Math.round(request.ageMaxSeconds * secondUs)
  const books = await VenueBooks.open({ sources, ageMaxUs, clock, onNote })
  const report = (): BookReport => reportOf(request, sources, books.places, books.view(depth))
  const usual = isWatched ? Number.POSITIVE_INFINITY : patienceSeconds
  const end = clock.now() + (request.seconds ?? usual) * secondUs
  try {
    let told = 0
    while (!stop.aborted && clock.now() < end) {
      if (!isWatched && books.areLive) break
      await pause(clock, Math.min(lookEveryUs, end - clock.now()), stop)
      if (!isWatched || clock.now() - told < secondUs) continue
      told = clock.now()
      request.onReport(report())
    }
    return report()
  } finally {
    await books.close()
  }
}

function sourcesOf({ pair, venues, urls }: DataBookRequest): readonly BookSource[] {
  const names = [...new Set(venues.map((venue) => venue.toLowerCase()))]
  if (names.length === 0) throw new UserError('usage', '--venues needs one venue or more.')
  if (pair.includes('.'))
    throw new UserError('usage', `Name a pair such as BTC/USD, and its venues; was '${pair}'.`)
  const addresses = new Map(urls.map((text) => addressOf(text, names)))
  return names.map((venue) => {
    const id = parseInstrumentId(pair, venue)
    if (!id.ok) throw new UserError('bad-instrument', `${id.error}.`)
    return { venue, instrumentId: id.value, url: addresses.get(venue) }
  })
}

function addressOf(text: string, names: readonly string[]): readonly [string, string] {
  const [, venue = '', url = ''] = /^([a-z0-9]+)=(https?:\/\/.+)$/i.exec(text) ?? []
  if (names.includes(venue.toLowerCase())) return [venue.toLowerCase(), url]
  throw new UserError(
    'usage',
    `--url must be one of the venues and an address, such as ${names[0]}=http://127.0.0.1:8181; ` +
      `was '${text}'.`,
  )
}

function reportOf(
  { pair }: DataBookRequest,
  sources: readonly BookSource[],
  places: readonly number[],
  view: ConsolidatedView,
): BookReport {
  const nameOf = (place: number): string => sources[places.indexOf(place)]?.venue ?? ''
  const level = ({ ticks, lots, source, ageUs }: ConsolidatedLevel): BookLevel => ({
    price: stepsText(ticks, view.tick),
    quantity: stepsText(lots, view.lot),
    venue: nameOf(source),
    ageUs,
  })
  const ladders = ({ bids, asks }: Ladders): BookLadders => ({
    bids: bids.map(level),
    asks: asks.map(level),
  })
  const { crossing } = view
  return {
    pair: pair.toUpperCase().replace('-', '/'),
    tick: view.tick,
    lot: view.lot,
    venues: sources.map((source, i) => venueOf(source, view.sources[places[i] ?? -1])),
    ...ladders(view),
    stale: ladders(view.stale),
    crossing:
      crossing === undefined
        ? null
        : {
            bid: level(crossing.bid),
            ask: level(crossing.ask),
            quantity: stepsText(crossing.lots, view.lot),
          },
  }
}

function venueOf({ venue, instrumentId }: BookSource, of: SourceView | undefined): BookVenue {
  const names = { venue, instrument: instrumentId }
  if (of === undefined) return { ...names, kind: 'absent', doubt: 'unreachable', ageUs: null }
  return { ...names, kind: of.kind, doubt: of.doubt ?? null, ageUs: of.ageUs ?? null }
}
