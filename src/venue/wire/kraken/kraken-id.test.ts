import fc from 'fast-check'
import { expect, it } from 'vitest'
import { micros } from '../../../domain/index.ts'
import type { AccountFill } from '../../sim/exchange/exchange-order.ts'
import { ledgerTxid, namedFills, orderNumber, orderTxid, tradeTxid } from './kraken-id.ts'

it('reads the number of every order back from its id', () => {
  const number = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })
  fc.assert(
    fc.property(number, (each) => {
      expect(orderTxid(each)).toMatch(/^O[A-Z2-7]{5}-[A-Z2-7]{5}-[A-Z2-7]{6}$/)
      expect(orderNumber(orderTxid(each))).toBe(each)
    }),
  )
})

it('takes nothing else for the id of an order', () => {
  const others = ['', 'O', 'OAAAA-AAAAA-AAAAAB', 'TAAAAA-AAAAA-AAAAAB', 'OAAAAA-AAAAA-AAAAA1']
  expect(others.map(orderNumber)).toEqual(others.map(() => undefined))
  expect(orderNumber('O77777-77777-777777')).toBeUndefined()
})

it('gives every part of every fill an id of its own, and every entry in the ledger', () => {
  const fill: AccountFill = {
    trade: 7,
    order: 3,
    account: 0,
    instrument: 0,
    side: 'buy',
    ts: micros(0),
    price: 1,
    lots: 1,
    value: 1n,
    fee: 0n,
    feeCurrency: 'USD',
    liquidity: 'taker',
  }
  const fills = [fill, fill, { ...fill, order: 4 }, { ...fill, trade: 8 }, { ...fill, trade: 8 }]
  const ids = namedFills(fills).map(({ txid }) => txid)
  expect(new Set(ids).size).toBe(5)
  expect(ids[1]).toBe(tradeTxid(fill, 1))
  const entries = ids.flatMap((id) => [0, 1, 2].map((leg) => ledgerTxid(id, leg)))
  expect(new Set(entries).size).toBe(15)
})
