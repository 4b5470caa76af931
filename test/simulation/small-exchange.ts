import {
  instrument,
  type Micros,
  micros,
  minorPerUnit,
  parseInstrumentId,
} from '../../src/domain/index.ts'
import {
  type ExchangeEvent,
  type ExchangeOrder,
  FlatFees,
  type Listing,
  type MarginTerms,
  type OrderRequest,
  openRules,
  plainRequest,
  SimulatedExchange,
  type TradingRules,
} from '../../src/venue/sim/index.ts'

export const smallStart: Micros = micros(1_700_006_400_000_000)

/** Minor units of a currency. */
export const units = (count: number): bigint => BigInt(Math.round(count * minorPerUnit))

function listed(name: string, rules: TradingRules, perpetual?: Listing['perpetual']): Listing {
  const id = parseInstrumentId(name)
  const made = id.ok ? instrument(id.value, '1', '1') : id
  if (!made.ok) throw new Error(made.error)
  return { instrument: made.value, rules, perpetual }
}

/**
 * An exchange small enough to follow by hand, without fees: a tick is a unit of the quote currency,
 * a lot one of the base. 0 is BTC-USD, 1 BTC-EUR, 2 a perpetual in USD at up to 10 times.
 */
export class SmallExchange {
  readonly exchange: SimulatedExchange
  readonly heard: ExchangeEvent[] = []

  constructor(rules: Partial<TradingRules> = {}, tellsBook = true) {
    const all = { ...openRules, priceUpPpm: 100_000_000, priceDownPpm: 1, ...rules }
    const perpetual = {
      leverageMax: 10,
      initialMarginPpm: 100_000,
      maintenanceMarginPpm: 50_000,
      liquidationFeePpm: 0,
      fundingEveryUs: 28_800_000_000,
    }
    this.exchange = new SimulatedExchange({
      listings: [
        listed('BTC-USD.SIM', all),
        listed('BTC-EUR.SIM', all),
        listed('BTC-USD-PERP.SIM', all, perpetual),
      ],
      fees: new FlatFees(0, 0),
      sink: { onExchangeEvent: (event) => this.heard.push(event) },
      startTs: smallStart,
      tellsBook,
    })
  }

  /** @returns An account with so many units of each currency. */
  account(money: Readonly<Record<string, number>>, margin?: MarginTerms): number {
    const account = this.exchange.openAccount(margin === undefined ? {} : { margin })
    for (const [currency, count] of Object.entries(money))
      this.exchange.deposit(account, currency, units(count), this.exchange.now)
    return account
  }

  /** Sends an order that must be taken. */
  place(account: number, request: Partial<OrderRequest>): ExchangeOrder {
    const answer = this.send(account, request)
    if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`)
    return answer.value
  }

  send(account: number, request: Partial<OrderRequest>): ReturnType<SimulatedExchange['submit']> {
    return this.exchange.submit(account, { ...plainRequest, ...request }, this.exchange.now)
  }

  /** The code with which an order is declined. */
  refusal(account: number, request: Partial<OrderRequest>): string | undefined {
    const answer = this.send(account, request)
    return answer.ok ? undefined : answer.error.code
  }

  depth(isBid: boolean, ticks: number, lots: number, instrument = 0): void {
    this.exchange.onDepth(instrument, isBid, ticks, lots, this.exchange.now)
  }

  print(isBuy: boolean, ticks: number, lots: number, instrument = 0): void {
    this.exchange.onTrade(instrument, isBuy, ticks, lots, this.exchange.now)
  }

  /** Whole units an account has of a currency, held ones too. */
  total(account: number, currency: string): number {
    const { free, held } = this.exchange.balances(account).get(currency) ?? { free: 0n, held: 0n }
    return Number(free + held) / minorPerUnit
  }

  held(account: number, currency: string): number {
    return Number(this.exchange.balances(account).get(currency)?.held ?? 0n) / minorPerUnit
  }
}
