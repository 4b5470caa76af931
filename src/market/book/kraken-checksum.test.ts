import { describe, expect, it } from 'vitest'
import {
  type DecimalLevel,
  KrakenBookChecksum,
  krakenChecksum,
  krakenOrdersChecksum,
} from './kraken-checksum.ts'
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

/** Orders of single prices, as the guide for the channel of orders has them. */
const askOrders: readonly (readonly [price: string, ...quantities: string[]])[] = [
  ['44939.5', '4.52308393', '0.00111261', '0.00100000', '0.01000000'],
  ['44950.0', '0.10334926'],
  ['44953.0', '0.00064537'],
  ['44955.0', '0.00250000'],
  ['44959.6', '0.35630000', '0.35630000'],
  ['44960.1', '0.00338072'],
  ['44960.2', '0.88967575'],
  ['44967.0', '3.14392283'],
  ['44978.5', '0.06778960'],
  ['44979.2', '0.35630000'],
]
const bidOrders: typeof askOrders = [
  [
    ...(['44939.4', '0.88968699', '0.45210000', '0.10000000', '0.14296323'] as const),
    ...['0.25000000', '0.10292988', '0.33880000', '1.28140860'],
  ],
  ['44937.1', '0.03346877'],
  ['44934.7', '0.35630000'],
  ['44930.2', '0.22734299', '0.01000000', '0.05550000', '0.70000000', '0.15000000'],
  ['44928.0', '0.00105240'],
  ['44919.6', '0.33870000'],
  ['44919.5', '0.07610000'],
  ['44912.0', '0.35630000'],
  ['44909.7', '0.06690000'],
  ['44901.9', '0.00088982'],
]

describe('the checksum of a Kraken book of single orders', () => {
  const side = (levels: typeof askOrders): readonly (readonly DecimalLevel[])[] =>
    levels.map(([price, ...quantities]) => quantities.map((quantity) => [price, quantity]))

  it('is the one in the venue’s guide', () => {
    expect(krakenOrdersChecksum(side(askOrders), side(bidOrders))).toBe(1_063_832_831)
  })

  it('covers all orders of ten prices, and no more', () => {
    const more: typeof askOrders = [['44900.0', '1.00000000']]
    const longer = [...bidOrders, ...more]
    expect(krakenOrdersChecksum(side(askOrders), side(longer))).toBe(1_063_832_831)
    const [best, ...rest] = askOrders
    if (best === undefined) throw new Error('there are orders')
    const [price, ...lots] = best
    const turned = side([[price, ...lots.reverse()], ...rest])
    expect(krakenOrdersChecksum(turned, side(bidOrders))).not.toBe(1_063_832_831)
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
