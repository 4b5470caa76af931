import type { AccountFill, ExchangeOrder, FaultPlan } from '../../src/venue/sim/index.ts'
import type { Micros } from '../../src/domain/index.ts'
import type { WireSocket } from '../../src/venue/index.ts'
import { BinanceVenue } from './binance-scene.ts'
import { KrakenVenue } from './kraken-venue.ts'

export type LinkDialect = 'kraken' | 'binance'

/** The venue of a dialect, behind one port for both. */
export type LinkVenue = {
  readonly url: string
  readonly orders: () => readonly ExchangeOrder[]
  readonly fills: () => readonly AccountFill[]
  readonly holdings: () => ReadonlyMap<string, bigint>
  readonly quote: (middle: number) => void
  /** Lists the instrument anew, on a grid so many times coarser. */
  readonly relist: (tickStep: number, lotStep: number) => void
  /** What becomes of the messages of streams. */
  tamper: (text: string) => string
  readonly close: () => Promise<void>
}

export async function openLinkVenue(
  dialect: LinkDialect,
  faults: Partial<FaultPlan>,
): Promise<LinkVenue> {
  const venue =
    dialect === 'kraken'
      ? await KrakenVenue.open(undefined, faults)
      : await BinanceVenue.open({ faults })
  const { scene } = venue
  const { exchange } = scene.house
  const opened: LinkVenue = {
    tamper: (text) => text,
    url:
      venue instanceof KrakenVenue ? venue.streamUrl.replace('ws', 'http').slice(0, -3) : venue.url,
    orders: () => [...exchange.openOrders(0), ...exchange.closedOrders(0)],
    fills: () => exchange.fills(0),
    holdings: () =>
      new Map([...exchange.balances(0)].map(([name, { free, held }]) => [name, free + held])),
    quote: (middle) => {
      if (venue instanceof KrakenVenue) venue.scene.quote(0, middle)
      else venue.scene.quote(middle)
    },
    relist: (tickStep, lotStep) => {
      const rules = exchange.listings[0]?.rules
      if (rules === undefined) throw new Error('no listing')
      scene.act((house, ts) => house.relist(0, { ...rules, tickStep, lotStep }, ts))
    },
    close: () => venue.close(),
  }
  const open = scene.dialect.open.bind(scene.dialect)
  Object.assign(scene.dialect, {
    open: (path: string, query: string, socket: WireSocket, now: Micros) => {
      const send = (text: string): void => socket.send(opened.tamper(text))
      return open(path, query, { ...socket, send }, now)
    },
  })
  return opened
}
