import { expect } from 'vitest'
import type { VenueCase } from './venue.ts'
import { idOf, lotsOf, quote } from './venue-steps.ts'

/** How orders meet the market. */
export const matchCases: readonly VenueCase[] = [
  {
    number: 1,
    fact: 'a market order walks the book, best price first',
    needs: ['depth'],
    run: async (venue) => {
      await quote(venue, 99, 101)
      await venue.depth('sell', 102, 50)
      const id = idOf(await venue.place({ side: 'buy', type: 'market', lots: 30 }))
      expect(await venue.status(id)).toBe('filled')
      const fills = await venue.fills(id)
      expect(fills.map(({ price, lots }) => [price, lots])).toEqual([
        [101, 20],
        [102, 10],
      ])
      expect(fills.every(({ liquidity }) => liquidity === 'taker')).toBe(true)
    },
  },
  {
    number: 2,
    fact: 'a limit order that meets nothing rests, and the book shows it',
    needs: ['depth'],
    run: async (venue) => {
      await quote(venue, 99, 105)
      const id = idOf(await venue.place({ side: 'buy', lots: 7, price: 100 }))
      expect(await venue.status(id)).toBe('open')
      expect(await venue.best('buy')).toEqual({ price: 100, lots: 7 })
      expect(await venue.fills(id)).toEqual([])
    },
  },
  {
    number: 3,
    fact: 'a limit order takes at the prices that rest, and its rest waits at its own',
    needs: ['depth'],
    run: async (venue) => {
      await quote(venue, 99, 101)
      const id = idOf(await venue.place({ side: 'buy', lots: 50, price: 103 }))
      expect(await venue.fills(id)).toEqual([{ price: 101, lots: 20, liquidity: 'taker' }])
      expect(await venue.status(id)).toBe('open')
      expect(await venue.best('buy')).toEqual({ price: 103, lots: 30 })
    },
  },
  {
    number: 4,
    fact: 'an order waits behind the lots that were there before it',
    needs: ['depth'],
    run: async (venue) => {
      await quote(venue, 99, 105)
      await venue.depth('buy', 100, 10)
      const id = idOf(await venue.place({ side: 'buy', lots: 5, price: 100 }))
      await venue.trade('sell', 100, 10)
      expect(await venue.fills(id)).toEqual([])
      await venue.trade('sell', 100, 3)
      expect(await venue.fills(id)).toEqual([{ price: 100, lots: 3, liquidity: 'maker' }])
    },
  },
  {
    number: 5,
    fact: 'a print beyond the price of an order fills it, at its price',
    needs: [],
    run: async (venue) => {
      await quote(venue, 99, 105)
      const id = idOf(await venue.place({ side: 'buy', lots: 5, price: 100 }))
      await venue.trade('sell', 98, 1_000)
      const fills = await venue.fills(id)
      expect(lotsOf(fills)).toBe(5)
      for (const fill of fills) expect(fill).toMatchObject({ price: 100, liquidity: 'maker' })
      expect(await venue.status(id)).toBe('filled')
    },
  },
  {
    number: 6,
    fact: 'a print that does not reach the price does nothing',
    needs: [],
    run: async (venue) => {
      await quote(venue, 99, 105)
      const id = idOf(await venue.place({ side: 'buy', lots: 5, price: 100 }))
      await venue.trade('sell', 101, 1_000)
      expect(await venue.fills(id)).toEqual([])
      expect(await venue.status(id)).toBe('open')
    },
  },
  {
    number: 7,
    fact: 'money moves to the last unit: notional and fee out, lots in',
    needs: ['depth', 'balances'],
    run: async (venue) => {
      await quote(venue, 99, 101)
      idOf(await venue.place({ side: 'buy', type: 'market', lots: 10 }))
      const spent = 101 * 0.1
      const { quote: left, base } = await venue.owned()
      expect(left).toBeCloseTo(100_000 - spent - spent * 0.002, 8)
      expect(base).toBeCloseTo(0.1, 8)
    },
  },
  {
    number: 8,
    fact: 'who waited pays the maker fee',
    needs: ['balances'],
    run: async (venue) => {
      await quote(venue, 99, 105)
      idOf(await venue.place({ side: 'buy', lots: 10, price: 100 }))
      await venue.trade('sell', 98, 1_000)
      const { quote: left } = await venue.owned()
      expect(left).toBeCloseTo(100_000 - 10 - 0.01, 8)
    },
  },
  {
    number: 9,
    fact: 'an order that comes later at one price is filled later',
    needs: ['depth'],
    run: async (venue) => {
      await quote(venue, 99, 105)
      const first = idOf(await venue.place({ side: 'buy', lots: 5, price: 100 }))
      const second = idOf(await venue.place({ side: 'buy', lots: 5, price: 100 }))
      await venue.trade('sell', 100, 7)
      expect((await venue.fills(first)).map(({ lots }) => lots)).toEqual([5])
      expect((await venue.fills(second)).map(({ lots }) => lots)).toEqual([2])
    },
  },
]
