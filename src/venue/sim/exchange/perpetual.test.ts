import { describe, expect, it } from 'vitest'
import { defined } from '../../../base/index.ts'
import {
  hourUs,
  type InstrumentId,
  instrument,
  micros,
  minorPerUnit,
} from '../../../domain/index.ts'
import type { ExchangeEvent } from './exchange-event.ts'
import { FlatFees } from './fees.ts'
import { openRules, type PerpetualTerms } from './listing.ts'
import { plainRequest } from './order-request.ts'
import { SimulatedExchange } from './simulated-exchange.ts'

const made = instrument('BTC-USD-PERP.SIM' as InstrumentId, '1', '0.01')
const btc = defined(made.ok ? made.value : undefined, 'instrument')
const terms: PerpetualTerms = {
  leverageMax: 10,
  initialMarginPpm: 100_000,
  maintenanceMarginPpm: 50_000,
  liquidationFeePpm: 10_000,
  fundingEveryUs: 8 * hourUs,
}
const start = micros(1_700_006_400_000_000)
const usd = (units: number): bigint => BigInt(units * minorPerUnit)

/** A perpetual at 1,000 with room on both sides, and two accounts of 1,000 at leverage 10. */
function scene() {
  const heard: ExchangeEvent[] = []
  const exchange = new SimulatedExchange({
    listings: [{ instrument: btc, rules: openRules, perpetual: terms }],
    fees: new FlatFees(0, 0),
    sink: { onExchangeEvent: (event) => heard.push(event) },
    startTs: start,
  })
  for (const account of [exchange.openAccount(), exchange.openAccount()]) {
    exchange.deposit(account, 'USD', usd(1_000), start)
    exchange.setLeverage(account, 0, 10)
  }
  exchange.onTrade(0, true, 1_000, 1, start)
  exchange.onDepth(0, true, 1_000, 100_000, start)
  exchange.onDepth(0, false, 1_001, 100_000, start)
  const take = (account: number, side: 'buy' | 'sell', lots: number) =>
    exchange.submit(account, { ...plainRequest, type: 'market', side, lots }, exchange.now)
  return { exchange, heard, take }
}

const totalOf = (exchange: SimulatedExchange, account: number): bigint => {
  const { free, held } = exchange.balances(account).get('USD') ?? { free: 0n, held: 0n }
  return free + held
}

describe('a perpetual', () => {
  it('opens no more than the initial margin allows', () => {
    const { take } = scene()
    // 1,000 of margin at a tenth is 10,000 of value: 9.99 coins at 1,001.
    expect(take(0, 'buy', 1_000).ok).toBe(false)
    expect(take(0, 'buy', 998).ok).toBe(true)
  })

  it('allows no more leverage than the listing', () => {
    const { exchange } = scene()
    expect(exchange.setLeverage(0, 0, 11)).toMatchObject({ code: 'leverage' })
    expect(exchange.setLeverage(0, 0, 10)).toBeUndefined()
  })

  it('books the gain of what is closed, and keeps the cost of the rest', () => {
    const { exchange, take } = scene()
    take(0, 'sell', 100)
    exchange.onDepth(0, false, 1_001, 0, exchange.now)
    exchange.onDepth(0, false, 900, 100_000, exchange.now)
    take(0, 'buy', 50)
    // Half a coin sold at 1,000 and bought back at 900.
    expect(totalOf(exchange, 0)).toBe(usd(1_050))
    expect(exchange.positions(0)).toEqual([
      { instrument: 0, lots: -50, cost: usd(500), leverage: 10 },
    ])
  })

  it('has longs pay shorts at the venue times, at the mark', () => {
    const { exchange, heard, take } = scene()
    take(0, 'buy', 100)
    take(1, 'sell', 100)
    exchange.onMark(0, 1_000, exchange.now)
    exchange.setFundingRate(0, 100, exchange.now)
    const [long, short] = [totalOf(exchange, 0), totalOf(exchange, 1)]
    exchange.advance(micros(start + 8 * hourUs - 1))
    expect(totalOf(exchange, 0)).toBe(long)
    const next = Math.ceil((start + 1) / (8 * hourUs)) * 8 * hourUs
    exchange.advance(micros(next))
    // 0.01 % of 1,000.
    expect(totalOf(exchange, 0) - long).toBe(-usd(0.1))
    expect(totalOf(exchange, 1) - short).toBe(usd(0.1))
    const paid = heard.filter((each) => each.kind === 'balance-changed' && each.ts === next)
    expect(paid).toHaveLength(2)
    expect([...exchange.imbalance().values()]).toEqual([0n])
  })

  it('is closed out when equity falls below the maintenance margin, for a fee', () => {
    const { exchange, heard, take } = scene()
    take(0, 'buy', 900)
    exchange.onDepth(0, true, 1_000, 0, exchange.now)
    exchange.onDepth(0, true, 940, 100_000, exchange.now)
    exchange.onMark(0, 945, exchange.now)
    expect(heard.some(({ kind }) => kind === 'liquidated')).toBe(false)
    exchange.onMark(0, 930, exchange.now)
    expect(heard.some(({ kind }) => kind === 'liquidated')).toBe(true)
    expect(exchange.positions(0)).toEqual([])
    // Nine coins from 1,001 to 940, and a hundredth of 8,460.
    expect(totalOf(exchange, 0)).toBe(usd(1_000 - 549 - 84.6))
    expect([...exchange.imbalance().values()]).toEqual([0n])
  })

  it('lets the house bear what an account cannot', () => {
    const { exchange, take } = scene()
    take(0, 'buy', 900)
    exchange.onDepth(0, true, 1_000, 0, exchange.now)
    exchange.onDepth(0, true, 500, 100_000, exchange.now)
    exchange.onMark(0, 500, exchange.now)
    expect(totalOf(exchange, 0)).toBe(0n)
    expect([...exchange.imbalance().values()]).toEqual([0n])
  })
})

describe('the margin of a perpetual', () => {
  it('counts a position as closed once, whatever number of orders would close it', () => {
    const { exchange, take } = scene()
    expect(take(0, 'buy', 10).ok).toBe(true)
    const sell = { ...plainRequest, side: 'sell', lots: 800, price: 1_100 } as const
    expect(exchange.submit(0, { ...sell, lots: 10 }, start).ok).toBe(true)
    expect(exchange.submit(0, sell, start).ok).toBe(true)
    expect(exchange.submit(0, sell, start).ok).toBe(false)
  })

  it('does not let leverage fall below what is open', () => {
    const { exchange, take } = scene()
    expect(take(0, 'buy', 900).ok).toBe(true)
    expect(exchange.setLeverage(0, 0, 1)?.code).toBe('margin')
    expect(exchange.positions(0)[0]?.leverage).toBe(10)
  })
})
