import { expect, it } from 'vitest'
import { defined } from '../../../base/index.ts'
import {
  hourUs,
  type InstrumentId,
  instrument,
  micros,
  minorPerUnit,
} from '../../../domain/index.ts'
import { FlatFees } from './fees.ts'
import { openRules } from './listing.ts'
import { type OrderRequest, plainRequest } from './order-request.ts'
import { SimulatedExchange } from './simulated-exchange.ts'

const made = instrument('BTC-USD.SIM' as InstrumentId, '1', '0.01')
const btc = defined(made.ok ? made.value : undefined, 'instrument')
const start = micros(1_700_006_400_000_000)
const usd = (units: number): bigint => BigInt(units * minorPerUnit)
const margin = { leverage: 3, interestPpmPerHour: 10, maintenancePpm: 200_000 } as const

/** Bitcoin at 1,000 and one account that owns 1,000 and may owe 2,000. */
function scene() {
  const exchange = new SimulatedExchange({
    listings: [{ instrument: btc, rules: openRules, perpetual: undefined }],
    fees: new FlatFees(0, 0),
    sink: { onExchangeEvent: () => {} },
    startTs: start,
  })
  const account = exchange.openAccount({ margin })
  exchange.deposit(account, 'USD', usd(1_000), start)
  exchange.onTrade(0, true, 1_000, 1, start)
  exchange.onDepth(0, true, 999, 100_000, start)
  exchange.onDepth(0, false, 1_000, 100_000, start)
  const buy = (lots: number, more: Partial<OrderRequest> = {}) =>
    exchange.submit(account, { ...plainRequest, type: 'market', lots, ...more }, exchange.now)
  const owned = (currency: string): bigint => {
    const { free, held } = exchange.balances(account).get(currency) ?? { free: 0n, held: 0n }
    return free + held
  }
  return { exchange, buy, owned }
}

it('lends no more than the leverage allows', () => {
  const { buy, owned } = scene()
  expect(buy(301).ok).toBe(false)
  expect(buy(300).ok).toBe(true)
  expect(owned('USD')).toBe(-usd(2_000))
})

it('charges interest on what is owed at every full hour', () => {
  const { exchange, buy, owned } = scene()
  buy(200)
  expect(owned('USD')).toBe(-usd(1_000))
  exchange.advance(micros(start + 2 * hourUs + 1))
  // A hundred-thousandth of 1,000, and then of 1,000.01.
  expect(owned('USD')).toBe(-usd(1_000) - usd(0.01) - 1_000_010n)
  expect([...exchange.imbalance().values()]).toEqual([0n, 0n])
})

it('sells what is owned when too little is left over the debt', () => {
  const { exchange, buy, owned } = scene()
  buy(300)
  exchange.onDepth(0, true, 999, 0, exchange.now)
  exchange.onDepth(0, true, 790, 100_000, exchange.now)
  exchange.onTrade(0, false, 801, 1, exchange.now)
  expect(owned('BTC')).toBe(BigInt(3 * minorPerUnit))
  exchange.onTrade(0, false, 799, 1, exchange.now)
  expect(owned('BTC')).toBe(0n)
  expect(owned('USD')).toBe(usd(3 * 790 - 2_000))
})

it('lends an order no more than the leverage it asks for, within what the account may have', () => {
  const { buy, owned } = scene()
  const code = (answer: ReturnType<typeof buy>): string => (answer.ok ? 'ok' : answer.error.code)
  expect(code(buy(101, { leverage: 1 }))).toBe('funds')
  expect(code(buy(201, { leverage: 2 }))).toBe('margin')
  expect(code(buy(100, { leverage: 4 }))).toBe('leverage')
  expect(code(buy(100, { leverage: 1.5 }))).toBe('bad-request')
  expect(code(buy(100, { leverage: 1 }))).toBe('ok')
  expect(code(buy(100, { leverage: 2 }))).toBe('ok')
  expect(owned('USD')).toBe(-usd(1_000))
})
