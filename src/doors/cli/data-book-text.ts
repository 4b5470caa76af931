import type { BookLevel, BookReport, BookVenue } from '../../app/index.ts'
import { columnLines } from './column-lines.ts'

/** A consolidated book as a table for people. */
export function bookLines(report: BookReport): readonly string[] {
  const { venues, bids, asks, crossing } = report
  return [
    headline(report),
    '',
    ...columnLines([['venue', 'book', 'age', ''], ...venues.map(venueRow)]),
    '',
    ...(crossing === null
      ? []
      : [
          `crossed: ${crossing.quantity} bid at ${crossing.bid.price} (${crossing.bid.venue}) or ` +
            `above what ${crossing.ask.venue} asks, ${crossing.ask.price}: ` +
            'an arbitrage, or a book that is old',
          '',
        ]),
    ...columnLines([
      ['age', 'venue', 'bid quantity', 'bid', 'ask', 'ask quantity', 'venue', 'age'],
      ...Array.from({ length: Math.max(bids.length, asks.length) }, (_, i) => [
        ...cells(bids[i]).toReversed(),
        ...cells(asks[i]),
      ]),
    ]),
  ]
}

function headline({ pair, bids, asks, stale }: BookReport): string {
  const best = (side: readonly BookLevel[]): string => side[0]?.price ?? 'nothing'
  const isStale = stale.bids.length + stale.asks.length > 0
  const last = isStale
    ? `; last known and not counted ${best(stale.bids)} / ${best(stale.asks)}`
    : ''
  return `${pair}  ${best(bids)} / ${best(asks)}${last}`
}

function venueRow({ venue, kind, doubt, ageUs }: BookVenue): readonly string[] {
  return [venue, kind, ageUs === null ? '-' : age(ageUs), doubt ?? '']
}

function cells(level: BookLevel | undefined): readonly string[] {
  if (level === undefined) return ['', '', '', '']
  return [level.price, level.quantity, level.venue, age(level.ageUs)]
}

function age(us: number): string {
  return us < 60_000_000 ? `${(us / 1_000_000).toFixed(1)} s` : `${Math.floor(us / 60_000_000)} min`
}
