/** One message of Kraken's book of one instrument. Nothing in it is trusted. */
export type KrakenBookMessage = {
  readonly isSnapshot: boolean
  readonly bids: unknown
  readonly asks: unknown
  readonly checksum: unknown
  /** ISO text. */
  readonly timestamp: unknown
}

/**
 * Takes Kraken's messages of books from ccxt, which shows neither the changes nor the checksum, and
 * cuts a book to as many levels as the asks of its snapshot had. What waits for `watchOrderBook`
 * waits until the connection ends.
 */
export function hearKrakenBooks(
  exchange: object,
  symbol: string,
  onMessage: (message: KrakenBookMessage) => void,
): void {
  const handleOrderBook = (_client: unknown, wire: unknown): void => {
    const { type, data } = Object(wire)
    for (const each of Array.isArray(data) ? data : []) {
      const { symbol: of, bids, asks, checksum, timestamp } = Object(each)
      if (of !== symbol) continue
      onMessage({ isSnapshot: type === 'snapshot', bids, asks, checksum, timestamp })
    }
  }
  Object.assign(exchange, { handleOrderBook })
}
