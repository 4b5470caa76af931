import type { FeedWords } from '../dialect.ts'
import type { KrakenHouse } from './kraken-house.ts'

const message = /^\{"channel":"(book|level3|trade)","type":"update","data":\[\{"symbol":"([^"]+)"/
/** The first level is the best that changed; of an order that is gone the size does not matter. */
const sizes = /((?:"qty":|"event":"(?:add|modify)",[^}]*"order_qty":)[\d.]*)(\d)/

/** Changes of books, whose checksum shows a wrong size among the best levels, and trades. */
export function krakenFeed(house: KrakenHouse): FeedWords {
  return {
    read: (text) => {
      const [, channel, symbol = ''] = message.exec(text) ?? []
      const instrument = house.names.bySymbol(symbol)?.index
      return instrument === undefined ? undefined : { instrument, isBook: channel !== 'trade' }
    },
    // Its last digit turns into another.
    misquote: (text, by) =>
      sizes.test(text)
        ? text.replace(
            sizes,
            (_all, before: string, digit: string) => before + ((Number(digit) + by) % 10),
          )
        : undefined,
  }
}
