import { expect, it } from 'vitest'
import { addMoney, formatMoney, type Money, money, parseMoney } from './money.ts'

it('adds amounts of one currency, and crashes on two', () => {
  expect(addMoney(money(5n, 'USD'), money(-7n, 'USD'))).toEqual({ minor: -2n, currency: 'USD' })
  const [dollars, coins]: Money[] = [money(5n, 'USD'), money(5n, 'BTC')]
  expect(() => addMoney(dollars as Money, coins as Money)).toThrow(/differ: USD and BTC/)
})

it('reads and writes every digit, and no more than eight places', () => {
  expect(parseMoney('1234.5', 'USD')).toEqual({ minor: 123_450_000_000n, currency: 'USD' })
  expect(formatMoney(money(123_450_000_000n, 'USD'))).toBe('1234.50000000')
  for (const wrong of ['', '1,5', '0.000000001', '1e3']) {
    expect(parseMoney(wrong, 'USD')).toBeUndefined()
  }
})
