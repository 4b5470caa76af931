/** What we know of a venue that ccxt does not say. */
export type VenueNote = {
  /** Whether ccxt asks for and cancels an order by the name we gave it. Read in ccxt 4.5.84. */
  readonly findsByName: boolean
  /** The same of stop orders, which many venues keep apart from the rest, under other names. */
  readonly findsStops: boolean
  /** Whether the venue declines what arrives too late, so that what is missing stays missing. */
  readonly hasDeadline: boolean
  /** Whether orders were sent, cut off and found again against a server of its dialect. */
  readonly isProved: boolean
  /** What else speaks against it, as the end of a sentence. */
  readonly against: string | undefined
}

const unknown: VenueNote = {
  findsByName: false,
  findsStops: false,
  hasDeadline: false,
  isProved: false,
  against: undefined,
}
const named: VenueNote = { ...unknown, findsByName: true }
const spot: VenueNote = { ...named, findsStops: true, hasDeadline: true }

/** By ccxt's name of the venue. A test holds `findsByName` against the ccxt that is installed. */
const notes: ReadonlyMap<string, VenueNote> = new Map<string, VenueNote>([
  ['kraken', { ...spot, isProved: true }],
  ['binance', { ...spot, isProved: true }],
  ['binanceus', spot],
  ['binanceusdm', { ...unknown, against: 'its stop orders are asked for elsewhere' }],
  ['mexc', { ...named, hasDeadline: true }],
  ['okx', named],
  ['bitget', named],
  ['htx', named],
  ['phemex', named],
  ['coinbaseexchange', named],
  ['coinbase', { ...unknown, against: 'an order there is asked for by the number of its answer' }],
  ['gate', { ...unknown, against: 'its names of orders hold 28 characters' }],
  ['woo', { ...unknown, against: 'its names of orders are numbers' }],
])

/** @param venue - ccxt's name of it. */
export function noteOf(venue: string): VenueNote {
  return notes.get(venue) ?? unknown
}
