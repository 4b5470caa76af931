import { afterAll, beforeAll } from 'vitest'
import { type KrakenClient, KrakenVenue } from './kraken-venue.ts'

/**
 * Opens a venue for all tests of a file.
 *
 * @param take - Told of the venue and a client of it.
 * @param leverage - What every account may borrow for.
 */
export function onKraken(
  take: (venue: KrakenVenue, ccxt: KrakenClient) => void,
  leverage?: number,
): void {
  let venue: KrakenVenue | undefined
  beforeAll(async () => {
    venue = await KrakenVenue.open(undefined, undefined, leverage)
    take(venue, await venue.client())
  })
  afterAll(() => venue?.close())
}
