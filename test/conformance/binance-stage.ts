import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type BinanceClient, BinanceVenue, middle } from './binance-scene.ts'

/**
 * Opens a venue for all tests of a file, which find its book and the account's orders as new.
 *
 * @param take - Told of the venue and a client that has loaded its markets.
 */
export function onBinance(take: (venue: BinanceVenue, client: BinanceClient) => void): void {
  let venue: BinanceVenue | undefined
  beforeAll(async () => {
    venue = await BinanceVenue.open()
    const client = await venue.client()
    await client.loadMarkets()
    take(venue, client)
  })
  afterAll(() => venue?.close())
  beforeEach(() => {
    venue?.scene.act((exchange, ts) => exchange.cancelAll(0, undefined, ts))
    venue?.scene.quote(middle)
  })
}
