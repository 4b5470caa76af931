import { defined, parseDecimal } from '../../base/index.ts'
import type { OrderBook } from './order-book.ts'
import { crc32 } from 'node:zlib'

/** Price and quantity as the decimal text the venue sends: `['45285.2', '0.00100000']`. */
export type DecimalLevel = readonly [price: string, quantity: string]

/** Levels of each side that the checksum covers. */
const krakenChecksumDepth = 10

/**
 * The checksum Kraken sends with a book, the same in versions 1 and 2 of its feed: CRC32 over the
 * ten best levels, asks first, each as the digits of its price and its quantity without point and
 * leading zeros. Trailing zeros count, so the text must be the venue's own.
 *
 * @param asks - Best first; what lies past the tenth is not looked at.
 * @param bids - Best first.
 * @returns An unsigned 32-bit number.
 * @see https://docs.kraken.com/api/docs/guides/spot-ws-book-v2
 */
export function krakenChecksum(
  asks: readonly DecimalLevel[],
  bids: readonly DecimalLevel[],
): number {
  return crc32(
    sideDigits(asks.slice(0, krakenChecksumDepth)) + sideDigits(bids.slice(0, krakenChecksumDepth)),
  )
}

/**
 * The same for a book of single orders: of each of the ten best prices every order counts, in the
 * order of its queue.
 *
 * @param asks - The orders of a price, best price first.
 * @param bids - The same.
 * @returns An unsigned 32-bit number.
 * @see https://docs.kraken.com/api/docs/guides/spot-ws-l3-v2
 */
export function krakenOrdersChecksum(
  asks: readonly (readonly DecimalLevel[])[],
  bids: readonly (readonly DecimalLevel[])[],
): number {
  const best = (side: typeof asks): string => sideDigits(side.slice(0, krakenChecksumDepth).flat())
  return crc32(best(asks) + best(bids))
}

function sideDigits(levels: readonly DecimalLevel[]): string {
  let text = ''
  for (const [price, quantity] of levels) text += digits(price) + digits(quantity)
  return text
}

function digits(decimal: string): string {
  return decimal.replace('.', '').replace(/^0+/, '')
}

/** How a venue writes an instrument's prices and quantities. */
export type DecimalGrid = {
  /** Size of a tick and of a lot as decimal text: `'0.5'`. */
  readonly tick: string
  readonly lot: string
  /** Digits behind the point in the venue's text, at least those of the steps. */
  readonly priceDecimals: number
  readonly quantityDecimals: number
}

/** The same checksum of a book kept in ticks and lots. */
export class KrakenBookChecksum {
  readonly #ticks = new Float64Array(krakenChecksumDepth)
  readonly #lots = new Float64Array(krakenChecksumDepth)
  readonly #perTick: bigint
  readonly #perLot: bigint

  /** @throws InvariantError when a step is no decimal of at most so many digits. */
  constructor({ tick, lot, priceDecimals, quantityDecimals }: DecimalGrid) {
    this.#perTick = defined(parseDecimal(tick, priceDecimals), `tick ${tick}`)
    this.#perLot = defined(parseDecimal(lot, quantityDecimals), `lot ${lot}`)
  }

  /** @returns An unsigned 32-bit number. */
  of(book: OrderBook): number {
    return crc32(this.#digits(book, false) + this.#digits(book, true))
  }

  #digits(book: OrderBook, isBid: boolean): string {
    const levels = book.depth(isBid, this.#ticks, this.#lots)
    let text = ''
    for (let level = 0; level < levels; level += 1) {
      text += BigInt(this.#ticks[level] as number) * this.#perTick
      text += BigInt(this.#lots[level] as number) * this.#perLot
    }
    return text
  }
}
