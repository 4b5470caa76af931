import { expect } from 'vitest'
import type { VenueCase } from './venue.ts'
import { hold, idOf, lotsOf, quote } from './venue-steps.ts'

/** Orders that wait for a price, and those that hang together. */
export const exitCases: readonly VenueCase[] = [
  {
    number: 40,
    fact: 'a stop sells at the market once the price has fallen to it',
    needs: ['depth', 'stop'],
    run: async (venue) => {
      await hold(venue, 10)
      await quote(venue, 99, 101)
      const id = idOf(await venue.place({ side: 'sell', type: 'stop', lots: 10, trigger: 95 }))
      await venue.trade('sell', 96, 1)
      expect(await venue.status(id)).toBe('open')
      expect(await venue.fills(id)).toEqual([])
      await venue.depth('buy', 99, 0)
      await venue.depth('buy', 94, 20)
      await venue.trade('sell', 95, 1)
      expect(await venue.status(id)).toBe('filled')
      expect(await venue.fills(id)).toEqual([{ price: 94, lots: 10, liquidity: 'taker' }])
    },
  },
  {
    number: 41,
    fact: 'a stop-limit rests at its limit once it has fired',
    needs: ['depth', 'stop-limit'],
    run: async (venue) => {
      await hold(venue, 10)
      await quote(venue, 93, 101)
      const stop = { side: 'sell', type: 'stop-limit', lots: 10, trigger: 95, price: 94 } as const
      const id = idOf(await venue.place(stop))
      await venue.trade('sell', 95, 1)
      expect(await venue.status(id)).toBe('open')
      expect(await venue.best('sell')).toEqual({ price: 94, lots: 10 })
    },
  },
  {
    number: 42,
    fact: 'a take-profit sells once the price has risen to it',
    needs: ['depth', 'take-profit'],
    run: async (venue) => {
      await hold(venue, 10)
      await quote(venue, 99, 101)
      const profit = { side: 'sell', type: 'take-profit', lots: 10, trigger: 110 } as const
      const id = idOf(await venue.place(profit))
      expect(await venue.status(id)).toBe('open')
      await venue.depth('sell', 101, 0)
      await venue.depth('buy', 109, 20)
      await venue.trade('buy', 110, 1)
      expect(await venue.fills(id)).toEqual([{ price: 109, lots: 10, liquidity: 'taker' }])
    },
  },
  {
    number: 43,
    fact: 'a trailing stop follows the price up and not down',
    needs: ['depth', 'trailing'],
    run: async (venue) => {
      await hold(venue, 10)
      await quote(venue, 99, 101)
      const stop = { side: 'sell', type: 'trailing', lots: 10, trailPpm: 100_000 } as const
      const id = idOf(await venue.place(stop))
      await venue.depth('sell', 101, 0)
      await venue.trade('buy', 120, 1)
      await venue.trade('sell', 109, 1)
      expect(await venue.fills(id)).toEqual([])
      await venue.trade('sell', 108, 1)
      expect(lotsOf(await venue.fills(id))).toBe(10)
    },
  },
  {
    number: 44,
    fact: 'of a one-cancels-other pair one fill ends the other',
    needs: ['depth', 'oco'],
    run: async (venue) => {
      await hold(venue, 10)
      await quote(venue, 99, 101)
      const [target, stop] = (
        await venue.placeGroup('oco', [
          { side: 'sell', lots: 10, price: 110 },
          { side: 'sell', type: 'stop-limit', lots: 10, trigger: 90, price: 89 },
        ])
      ).map(idOf)
      await venue.trade('buy', 111, 1_000)
      expect(await venue.status(target ?? '')).toBe('filled')
      expect(await venue.status(stop ?? '')).toBe('ended')
    },
  },
  {
    number: 45,
    fact: 'a reduce-only order sells no more than there is',
    needs: ['reduce-only'],
    run: async (venue) => {
      await hold(venue, 10)
      const order = { side: 'sell', isReduceOnly: true, lots: 10, price: 105 } as const
      const id = idOf(await venue.place(order))
      await venue.trade('buy', 107, 1_000)
      expect(lotsOf(await venue.fills(id))).toBe(10)
      expect(await venue.status(id)).toBe('filled')
    },
  },
  {
    number: 46,
    fact: 'a stop far below is left alone by a small fall',
    needs: ['stop'],
    run: async (venue) => {
      await hold(venue, 10)
      const stop = {
        side: 'sell',
        type: 'stop',
        lots: 10,
        trigger: 80,
        isReduceOnly: true,
      } as const
      const id = idOf(await venue.place(stop))
      await venue.trade('sell', 95, 1_000)
      expect(await venue.status(id)).toBe('open')
      await venue.depth('buy', 78, 20)
      await venue.trade('sell', 79, 1_000)
      expect(lotsOf(await venue.fills(id))).toBe(10)
    },
  },
]
