import { crc32 } from 'node:zlib'

/** Price and quantity as the decimal text the venue sends: `['45285.2', '0.00100000']`. */
export type DecimalLevel = readonly [price: string, quantity: string]

/** Levels of each side that the checksum covers. */
export const krakenChecksumDepth = 10

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
  return crc32(sideDigits(asks) + sideDigits(bids))
}

function sideDigits(levels: readonly DecimalLevel[]): string {
  let text = ''
  for (const [price, quantity] of levels.slice(0, krakenChecksumDepth))
    text += digits(price) + digits(quantity)
  return text
}

function digits(decimal: string): string {
  return decimal.replace('.', '').replace(/^0+/, '')
}
