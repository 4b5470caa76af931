import { defined } from '../src/base/index.ts'
import { type Instrument, type InstrumentId, instrument } from '../src/domain/index.ts'
import { liveClock } from '../src/kernel/index.ts'
import {
  BinanceDialect,
  type Dialect,
  FlatFees,
  KrakenDialect,
  openRules,
  WireExchange,
} from '../src/venue/index.ts'

export type KillVenue = 'binance' | 'kraken'

/** What is out when the desk is killed: bids on as many instruments, and positions with stops. */
export type KillScene = {
  readonly venue: KillVenue
  readonly quotes: number
  readonly positions: number
}

const places = { binance: ['USDT', '0.01'], kraken: ['USD', '0.1'] } as const
export const secret = 'of a bench'
export const units = 1_000_000
export const lots = 1_000_000_000
/** Prices of a coin, in the quote currency. */
export const dear = 30_000
export const cheap = 20_000

/** A dialect of a venue that counts nothing of what is asked, until it does. */
export function openDialect(
  venue: KillVenue,
  house: WireExchange,
): { readonly dialect: Dialect; readonly limit: () => void } {
  const open = (isLimited: boolean): Dialect =>
    venue === 'binance'
      ? new BinanceDialect(house, { isLimited })
      : new KrakenDialect(house, { tier: isLimited ? 'starter' : undefined })
  const [free, strict] = [open(false), open(true)]
  let now = free
  const dialect: Dialect = {
    name: free.name,
    feed: free.feed,
    answer: (request, ts) => now.answer(request, ts),
    stampOf: (request) => now.stampOf(request),
    refuse: (reason) => now.refuse(reason),
    open: (path, query, socket, ts) => now.open(path, query, socket, ts),
    onEvent: (event) => both((each) => each.onEvent(event)),
    onRest: (ts) => both((each) => each.onRest(ts)),
    onTime: (ts) => both((each) => each.onTime(ts)),
    save: () => now.save(),
    load: (state) => both((each) => each.load(state)),
  }
  const both = (what: (each: Dialect) => void): void => [free, strict].forEach(what)
  return { dialect, limit: () => void (now = strict) }
}

/** Letters only, and none that a venue reads as a prefix: `CAA`, `CAB`... */
export function instrumentsOf({ venue, quotes, positions }: KillScene): readonly Instrument[] {
  const [quote, tick] = places[venue]
  return Array.from({ length: quotes + positions }, (_, i) => {
    const name = `C${String.fromCharCode(65 + Math.floor(i / 26), 65 + (i % 26))}`
    const id = `${name}-${quote}.${venue.toUpperCase()}` as InstrumentId
    const made = instrument(id, tick, '0.00001')
    return defined(made.ok ? made.value : undefined, id)
  })
}

/** An exchange with a market of every instrument that moves by no hand. */
export function newHouse(scene: KillScene): WireExchange {
  const instruments = instrumentsOf(scene)
  const paidIn = { kind: scene.venue === 'binance' ? 'received' : 'quote' } as const
  const house = new WireExchange({
    listings: instruments.map((of) => ({ instrument: of, rules: openRules, perpetual: undefined })),
    fees: new FlatFees(1_000, 1_000, paidIn),
    customers: [{ key: 'bench', secret, units }],
    startTs: liveClock.now(),
  })
  house.act(liveClock.now(), (ts) => {
    for (const [i, { tick }] of instruments.entries()) {
      const at = Math.round((i < scene.positions ? dear : cheap) / Number(tick))
      house.exchange.onDepth(i, true, at - 1, lots, ts)
      house.exchange.onDepth(i, false, at + 1, lots, ts)
      house.exchange.onTrade(i, true, at, 1_000, ts)
    }
  })
  return house
}
