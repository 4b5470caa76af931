import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseDecimal } from '../../src/base/index.ts'
import {
  type DecimalLevel,
  KrakenBookChecksum,
  krakenChecksum,
  OrderBook,
} from '../../src/market/index.ts'

/** The venue's own examples: without the file there is nothing to compare with. */
const golden = '../shared/golden/golden.json'

type Example = {
  readonly asks: readonly DecimalLevel[]
  readonly bids: readonly DecimalLevel[]
  readonly crc32: number
}

function examples(): readonly (Example & { readonly decimals: number })[] {
  const { kraken_v1_checksum: first, kraken_v2_checksum: second } = JSON.parse(
    readFileSync(golden, 'utf8'),
  )
  const level = (price: string): DecimalLevel => [price, first.qty_all]
  const [asks, bids] = [first.asks.map(level), first.bids.map(level)]
  return [
    { asks, bids, crc32: first.crc32, decimals: 5 },
    { ...second, decimals: 1 },
  ]
}

describe.skipIf(!existsSync(golden))('the checksum in Kraken’s guides', () => {
  it('is that of the text and of a book in ticks and lots', () => {
    expect(examples().map(({ crc32 }) => crc32)).toEqual([974_947_235, 3_310_070_434])
    for (const { asks, bids, crc32, decimals } of examples()) {
      const book = new OrderBook()
      book.snapshot(1)
      for (const [isBid, side] of [[false, asks] as const, [true, bids] as const])
        for (const [price, quantity] of side) {
          const ticks = Number(parseDecimal(price, decimals))
          book.set(isBid, ticks, Number(parseDecimal(quantity, 8)))
        }
      const steps = { tick: `0.${'1'.padStart(decimals, '0')}`, lot: '0.00000001' }
      const grid = { ...steps, priceDecimals: decimals, quantityDecimals: 8 }
      expect(krakenChecksum(asks, bids)).toBe(crc32)
      expect(new KrakenBookChecksum(grid).of(book)).toBe(crc32)
    }
  })
})
