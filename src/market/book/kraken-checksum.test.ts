import { describe, expect, it } from 'vitest'
import { type DecimalLevel, KrakenBookChecksum, krakenChecksum } from './kraken-checksum.ts'
import { OrderBook } from './order-book.ts'

const asks: readonly DecimalLevel[] = [
  ['45285.2', '0.00100000'],
  ['45286.4', '1.54571953'],
  ['45286.6', '1.54571109'],
  ['45289.6', '1.54560911'],
  ['45290.2', '0.15890660'],
  ['45291.8', '1.54553491'],
  ['45294.7', '0.04454749'],
  ['45296.1', '0.35380000'],
  ['45297.5', '0.09945542'],
  ['45299.5', '0.18772827'],
]
const bids: readonly DecimalLevel[] = [
  ['45283.5', '0.10000000'],
  ['45283.4', '1.54582015'],
  ['45282.1', '0.10000000'],
  ['45281.0', '0.10000000'],
  ['45280.3', '1.54592586'],
  ['45279.0', '0.07990000'],
  ['45277.6', '0.03310103'],
  ['45277.5', '0.30000000'],
  ['45277.3', '1.54602737'],
  ['45276.6', '0.15445238'],
]
const asksV1 = [5005, 5010, 5015, 5020, 5025, 5030, 5035, 5040, 5045, 5050]
const bidsV1 = [5000, 4995, 4990, 4980, 4975, 4970, 4965, 4960, 4955, 4950]

describe('the checksum of a Kraken book', () => {
  it('is the one in the venue’s guide for version 2', () => {
    expect(krakenChecksum(asks, bids)).toBe(3_310_070_434)
  })

  it('is the one in the venue’s guide for version 1', () => {
    const text = (ticks: number): DecimalLevel => [`0.0${ticks}`, '0.00000500']
    expect(krakenChecksum(asksV1.map(text), bidsV1.map(text))).toBe(974_947_235)
  })

  it('covers ten levels of each side and no more', () => {
    const more: DecimalLevel = ['45300.0', '1.00000000']
    expect(krakenChecksum([...asks, more], [...bids, more])).toBe(3_310_070_434)
    expect(krakenChecksum(asks.slice(0, 9), bids)).not.toBe(3_310_070_434)
  })

  it('changes with a trailing zero and with the order of the sides', () => {
    const [first, ...rest] = asks
    const cut: DecimalLevel = [first?.[0] ?? '', '0.001']
    expect(krakenChecksum([cut, ...rest], bids)).not.toBe(3_310_070_434)
    expect(krakenChecksum(bids, asks)).not.toBe(3_310_070_434)
  })
})

describe('the checksum of a book in ticks and lots', () => {
  const grid = { tick: '0.1', lot: '0.00000001', priceDecimals: 1, quantityDecimals: 8 }
  const book = new OrderBook()
  book.snapshot(1)
  for (const [isBid, side] of [[false, asks] as const, [true, bids] as const])
    for (const [price, quantity] of side)
      book.set(isBid, Math.round(Number(price) * 10), Math.round(Number(quantity) * 1e8))

  it('is that of the venue’s text', () => {
    expect(new KrakenBookChecksum(grid).of(book)).toBe(3_310_070_434)
  })

  it('does not depend on the steps the book counts in', () => {
    const coarse = new OrderBook()
    coarse.snapshot(1)
    for (const ticks of asksV1) coarse.set(false, ticks / 5, 1)
    for (const ticks of bidsV1) coarse.set(true, ticks / 5, 1)
    const steps = { tick: '0.00005', lot: '0.000005', priceDecimals: 5, quantityDecimals: 8 }
    expect(new KrakenBookChecksum(steps).of(coarse)).toBe(974_947_235)
  })

  it('asks for decimals enough to write a step', () => {
    expect(() => new KrakenBookChecksum({ ...grid, priceDecimals: 0 })).toThrow('tick 0.1')
  })
})
