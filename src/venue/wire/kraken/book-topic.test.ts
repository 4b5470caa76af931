import fc from 'fast-check'
import { expect, it } from 'vitest'
import { defined } from '../../../base/index.ts'
import { type InstrumentId, instrument, micros } from '../../../domain/index.ts'
import { krakenChecksum } from '../../../market/index.ts'
import type { BookLevel } from '../../sim/exchange/exchange.ts'
import { openRules } from '../../sim/exchange/listing.ts'
import { BookTopic } from './book-topic.ts'
import { KrakenNames, type KrakenPair } from './kraken-names.ts'

function pairOf(tick: string, lot: string): KrakenPair {
  const made = instrument('BTC-USD.KRAKEN' as InstrumentId, tick, lot)
  const of = defined(made.ok ? made.value : undefined, 'instrument')
  const names = new KrakenNames([{ instrument: of, rules: openRules, perpetual: undefined }])
  return defined(names.pair('XBTUSD'), 'pair')
}

/** Strangers' depth, as an exchange shows it. */
class Depth {
  readonly bids = new Map<number, number>()
  readonly asks = new Map<number, number>()

  depth(_instrument: number, side: 'buy' | 'sell', levels: number): readonly BookLevel[] {
    const sign = side === 'buy' ? -1 : 1
    const shown = [...(side === 'buy' ? this.bids : this.asks)].sort(([a], [b]) => sign * (a - b))
    return shown.slice(0, levels).map(([price, lots]) => ({ price, lots }))
  }
}

/** A client that does as Kraken's guide says: keeps texts, cuts to its depth, sums them up. */
class Follower {
  #bids = new Map<string, string>()
  #asks = new Map<string, string>()
  readonly #depth: number

  constructor(depth: number) {
    this.#depth = depth
  }

  /** @returns Whether the checksum told is that of its own book. */
  hear(message: string): boolean {
    if (message.includes('"type":"snapshot"')) {
      this.#bids.clear()
      this.#asks.clear()
    }
    for (const side of ['bids', 'asks'] as const) {
      const kept = side === 'bids' ? this.#bids : this.#asks
      const [, list = ''] = new RegExp(`"${side}":\\[([^\\]]*)\\]`).exec(message) ?? []
      for (const [, price = '', quantity = ''] of list.matchAll(/"price":([\d.]+),"qty":([\d.]+)/g))
        if (Number(quantity) === 0) kept.delete(price)
        else kept.set(price, quantity)
      for (const price of this.sorted(side).slice(this.#depth)) kept.delete(price[0])
    }
    const told = /"checksum":(\d+)/.exec(message)?.[1]
    return String(krakenChecksum(this.sorted('asks'), this.sorted('bids'))) === told
  }

  sorted(side: 'bids' | 'asks'): readonly (readonly [string, string])[] {
    const sign = side === 'bids' ? -1 : 1
    const kept = [...(side === 'bids' ? this.#bids : this.#asks)]
    return kept.sort(([a], [b]) => sign * (Number(a) - Number(b)))
  }
}

type Change = { readonly isBid: boolean; readonly price: number; readonly lots: number }

function touched(batch: readonly Change[]): { isBidTouched: boolean; isAskTouched: boolean } {
  return {
    isBidTouched: batch.some(({ isBid }) => isBid),
    isAskTouched: batch.some(({ isBid }) => !isBid),
  }
}

it('lets a follower keep the same book, and the same checksum, through any changes', () => {
  const change = fc.record({
    isBid: fc.boolean(),
    price: fc.integer({ min: 1, max: 40 }),
    lots: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 900 })),
  })
  const steps = fc.array(fc.array(change, { minLength: 1, maxLength: 6 }), { maxLength: 40 })
  const grid = fc.constantFrom<[string, string]>(['0.1', '0.00001'], ['1', '1'], ['0.0005', '0.5'])
  fc.assert(
    fc.property(steps, grid, fc.constantFrom(10, 25), (batches, [tick, lot], levels) => {
      const pair = pairOf(tick, lot)
      const depth = new Depth()
      const topic = new BookTopic(pair, depth, levels)
      const follower = new Follower(levels)
      for (const message of topic.snapshot(micros(0))) expect(follower.hear(message)).toBe(true)
      for (const batch of batches) {
        for (const { isBid, price, lots } of batch) {
          const side = isBid ? depth.bids : depth.asks
          const at = isBid ? price : 40 + price
          if (lots === 0) side.delete(at)
          else side.set(at, lots)
        }
        for (const message of topic.update({ trades: [], ...touched(batch) }, micros(1)))
          expect(follower.hear(message)).toBe(true)
        for (const side of ['bids', 'asks'] as const)
          expect(
            follower.sorted(side).map(([price, quantity]) => [Number(price), Number(quantity)]),
          ).toEqual(
            depth
              .depth(0, side === 'bids' ? 'buy' : 'sell', levels)
              .map(({ price, lots }) => [
                Number((price * Number(tick)).toFixed(4)),
                Number((lots * Number(lot)).toFixed(5)),
              ]),
          )
      }
    }),
    { numRuns: 150, seed: 20_264 },
  )
})
