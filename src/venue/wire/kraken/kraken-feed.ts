import type { FeedWords } from '../dialect.ts'
import type { KrakenHouse } from './kraken-house.ts'

const message = /^\{"channel":"(book|trade)","type":"update","data":\[\{"symbol":"([^"]+)"/

/** Changes of books, whose checksum shows a wrong size among the best levels, and trades. */
export function krakenFeed(house: KrakenHouse): FeedWords {
  return {
    read: (text) => {
      const [, channel, symbol = ''] = message.exec(text) ?? []
      const instrument = house.names.bySymbol(symbol)?.index
      return instrument === undefined ? undefined : { instrument, isBook: channel === 'book' }
    },
    // The first level is the best that changed. Its last digit turns into another.
    misquote: (text, by) =>
      text.replace(
        /("qty":[\d.]*)(\d)/,
        (_all, before: string, digit: string) => before + ((Number(digit) + by) % 10),
      ),
  }
}
