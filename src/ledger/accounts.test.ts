import { expect, it } from 'vitest'
import { Accounts } from './accounts.ts'

const most = (1n << 62n) - 1n

it('moves from one account to another, and a negative amount back', () => {
  const accounts = new Accounts(['USD', 'BTC'])
  accounts.move(1, 'external', 'cash', 7n)
  accounts.move(1, 'cash', 'fees', 2n)
  accounts.move(1, 'cash', 'fees', -1n)
  expect(accounts.save()).toEqual({
    USD: { cash: '0', venue: '0', fees: '0', external: '0' },
    BTC: { cash: '6', venue: '0', fees: '1', external: '-7' },
  })
  expect(accounts.sum(1)).toBe(0n)
})

it('sums every account of a currency', () => {
  const accounts = new Accounts(['USD'])
  accounts.load({ USD: { cash: '1', venue: '20', fees: '300', external: '4000' } })
  expect(accounts.sum(0)).toBe(4321n)
})

it('takes what was not saved for nothing', () => {
  const accounts = new Accounts(['USD', 'BTC'])
  accounts.move(1, 'external', 'cash', 7n)
  accounts.load({ USD: { cash: '5' } })
  expect([accounts.balance(0, 'cash'), accounts.balance(0, 'venue')]).toEqual([5n, 0n])
  expect(accounts.balance(1, 'cash')).toBe(0n)
})

it('has room for half of what 64 bits hold, on both sides, and stops there', () => {
  const full = new Accounts(['USD'])
  full.move(0, 'external', 'cash', most)
  expect(full.balance(0, 'cash')).toBe(most)
  expect(() => full.move(0, 'venue', 'cash', 1n)).toThrow(/balance 4611686018427387904 is out/)
  const owed = new Accounts(['USD'])
  owed.move(0, 'external', 'cash', most)
  expect(() => owed.move(0, 'external', 'venue', 1n)).toThrow(/balance -4611686018427387904 is/)
})

it('keeps one account of a kind in a currency', () => {
  expect(() => new Accounts(['USD', 'BTC', 'USD'])).toThrow(/currencies repeat/)
})
