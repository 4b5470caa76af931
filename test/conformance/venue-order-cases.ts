import { expect } from 'vitest'
import type { VenueCase } from './venue.ts'
import { idOf, lotsOf, quote } from './venue-steps.ts'

/** What an order may say, and what is declined. */
export const orderCases: readonly VenueCase[] = [
  {
    number: 20,
    fact: 'a canceled order is gone, and cannot be canceled again',
    needs: ['queries'],
    run: async (venue) => {
      await quote(venue, 99, 105)
      const id = idOf(await venue.place({ side: 'buy', lots: 5, price: 100 }))
      idOf(await venue.cancel(id))
      expect(await venue.status(id)).toBe('ended')
      expect(await venue.cancel(id)).toEqual({ declined: 'unknown-order' })
      await venue.trade('sell', 98, 1_000)
      expect(await venue.fills(id)).toEqual([])
    },
  },
  {
    number: 21,
    fact: 'an order that nobody sent cannot be canceled',
    needs: ['queries'],
    run: async (venue) => {
      expect(await venue.cancel('999999999')).toEqual({ declined: 'unknown-order' })
    },
  },
  {
    number: 22,
    fact: 'a post-only order that would take is declined, one that would not rests',
    needs: ['depth', 'post-only'],
    run: async (venue) => {
      await quote(venue, 99, 101)
      const order = { side: 'buy', lots: 5, isPostOnly: true } as const
      expect(await venue.place({ ...order, price: 101 })).toEqual({ declined: 'would-take' })
      const id = idOf(await venue.place({ ...order, price: 100 }))
      expect(await venue.status(id)).toBe('open')
    },
  },
  {
    number: 23,
    fact: 'an immediate-or-cancel order takes what there is and rests nothing',
    needs: ['depth', 'ioc'],
    run: async (venue) => {
      await quote(venue, 99, 101)
      const id = idOf(await venue.place({ side: 'buy', lots: 50, price: 101, time: 'ioc' }))
      expect((await venue.fills(id)).map(({ lots }) => lots)).toEqual([20])
      expect(await venue.status(id)).toBe('ended')
      expect(await venue.best('buy')).toEqual({ price: 99, lots: 20 })
    },
  },
  {
    number: 24,
    fact: 'a fill-or-kill order is filled whole or not at all',
    needs: ['depth', 'fok'],
    run: async (venue) => {
      await quote(venue, 99, 101)
      const order = { side: 'buy', price: 101, time: 'fok' } as const
      const less = await venue.place({ ...order, lots: 21 })
      if ('id' in less) {
        expect(await venue.fills(less.id)).toEqual([])
        expect(await venue.status(less.id)).toBe('ended')
      } else expect(less).toEqual({ declined: 'no-liquidity' })
      const id = idOf(await venue.place({ ...order, lots: 20 }))
      expect(await venue.status(id)).toBe('filled')
    },
  },
  {
    number: 25,
    fact: 'an order good till a time ends then',
    needs: ['depth', 'gtd'],
    run: async (venue) => {
      await quote(venue, 99, 101)
      const order = { side: 'buy', lots: 5, price: 98, time: 'gtd' } as const
      const id = idOf(await venue.place({ ...order, lastsUs: 2_000_000 }))
      expect(await venue.status(id)).toBe('open')
      await venue.pass(2_500_000)
      expect(await venue.status(id)).toBe('ended')
    },
  },
  {
    number: 26,
    fact: 'an iceberg shows a part at a time and fills whole',
    needs: ['depth', 'iceberg'],
    run: async (venue) => {
      await quote(venue, 99, 105)
      const id = idOf(await venue.place({ side: 'buy', lots: 30, price: 100, display: 10 }))
      expect(await venue.best('buy')).toEqual({ price: 100, lots: 10 })
      await venue.trade('sell', 100, 10)
      expect(await venue.best('buy')).toEqual({ price: 100, lots: 10 })
      await venue.trade('sell', 98, 1_000)
      expect(await venue.status(id)).toBe('filled')
      expect(lotsOf(await venue.fills(id))).toBe(30)
    },
  },
  {
    number: 27,
    fact: 'an order dearer than the account is declined',
    needs: ['rules'],
    run: async (venue) => {
      await quote(venue, 99, 101)
      const dear = { side: 'buy', lots: 200_000, price: 100 } as const
      expect(await venue.place(dear)).toEqual({ declined: 'funds' })
    },
  },
  {
    number: 28,
    fact: 'nothing can be sold that is not there',
    needs: ['rules'],
    run: async (venue) => {
      await quote(venue, 99, 101)
      expect(await venue.place({ side: 'sell', lots: 10, price: 101 })).toEqual({
        declined: 'funds',
      })
    },
  },
  {
    number: 29,
    fact: 'a price far from the market is declined',
    needs: ['depth', 'rules'],
    run: async (venue) => {
      await quote(venue, 99, 101)
      expect(await venue.place({ side: 'buy', lots: 1, price: 100_000 })).toEqual({
        declined: 'bad-order',
      })
    },
  },
  {
    number: 30,
    fact: 'a name can be given once',
    needs: ['client-id'],
    run: async (venue) => {
      await quote(venue, 99, 105)
      const order = { side: 'buy', lots: 5, price: 100, clientId: 'caseThirty' } as const
      idOf(await venue.place(order))
      expect(await venue.place(order)).toEqual({ declined: 'duplicate' })
    },
  },
  {
    number: 31,
    fact: 'an amended order has its new lots and price',
    needs: ['depth', 'amend'],
    run: async (venue) => {
      await quote(venue, 95, 105)
      const id = idOf(await venue.place({ side: 'buy', lots: 5, price: 100 }))
      const changed = idOf(await venue.amend(id, { lots: 3, price: 99 }))
      expect(await venue.status(changed)).toBe('open')
      expect(await venue.best('buy')).toEqual({ price: 99, lots: 3 })
    },
  },
  {
    number: 32,
    fact: 'all orders can be canceled at once',
    needs: ['depth', 'cancel-all'],
    run: async (venue) => {
      await quote(venue, 90, 105)
      const ids = [
        idOf(await venue.place({ side: 'buy', lots: 5, price: 100 })),
        idOf(await venue.place({ side: 'buy', lots: 5, price: 99 })),
      ]
      await venue.cancelAll()
      for (const id of ids) expect(await venue.status(id)).toBe('ended')
      expect(await venue.best('buy')).toEqual({ price: 90, lots: 20 })
    },
  },
  {
    number: 33,
    fact: 'an order does not trade with another of its account',
    needs: ['depth', 'self-trade'],
    run: async (venue) => {
      await quote(venue, 95, 105)
      await venue.depth('sell', 101, 10)
      idOf(await venue.place({ side: 'buy', type: 'market', lots: 10 }))
      const resting = idOf(await venue.place({ side: 'buy', lots: 5, price: 100 }))
      const placed = await venue.place({ side: 'sell', lots: 5, price: 100 })
      if ('id' in placed) expect(await venue.fills(placed.id)).toEqual([])
      expect(await venue.fills(resting)).toEqual([])
    },
  },
  {
    number: 47,
    fact: 'an order that asks for it ends together with the one of its account it would meet',
    needs: ['depth', 'self-trade'],
    run: async (venue) => {
      await quote(venue, 95, 105)
      await venue.depth('sell', 101, 10)
      idOf(await venue.place({ side: 'buy', type: 'market', lots: 10 }))
      const resting = idOf(await venue.place({ side: 'buy', lots: 3, price: 100 }))
      const behind = idOf(await venue.place({ side: 'buy', lots: 3, price: 99 }))
      const order = { side: 'sell', lots: 5, price: 99, endsBoth: true } as const
      const placed = idOf(await venue.place(order))
      for (const id of [resting, placed]) {
        expect(await venue.status(id)).toBe('ended')
        expect(await venue.fills(id)).toEqual([])
      }
      expect(await venue.status(behind)).toBe('open')
    },
  },
]
