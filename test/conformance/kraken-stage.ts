import { afterAll, beforeAll } from 'vitest'
import { type KrakenClient, KrakenVenue } from './kraken-venue.ts'

/** Opens a venue for all tests of a file. @param take - Told of the venue and a client of it. */
export function onKraken(take: (venue: KrakenVenue, ccxt: KrakenClient) => void): void {
  let venue: KrakenVenue | undefined
  beforeAll(async () => {
    venue = await KrakenVenue.open()
    take(venue, await venue.client())
  })
  afterAll(() => venue?.close())
}
