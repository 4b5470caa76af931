import { pro } from 'ccxt'
import { parseMoney } from '../../src/domain/index.ts'

/** An order as an exchange tells of it. */
export type SeenOrder = {
  readonly number: number
  readonly clientId: string
  readonly symbol: string
  readonly isOpen: boolean
  readonly isStop: boolean
}

/** An execution, of the order of that number. */
export type SeenTrade = { readonly trade: number; readonly number: number; readonly symbol: string }

/** An account at one instant. */
export type Look = {
  /** Minor units by currency. */
  readonly balances: ReadonlyMap<string, bigint>
  readonly orders: readonly SeenOrder[]
  readonly trades: readonly SeenTrade[]
}

type WireOrder = {
  readonly orderId: number
  readonly clientOrderId: string
  readonly status: string
  readonly type: string
}
type WireTrade = { readonly id: number; readonly orderId: number }
type WireBalance = { readonly asset: string; readonly free: string; readonly locked: string }

const pageMax = 1_000
const open: ReadonlySet<string> = new Set(['NEW', 'PARTIALLY_FILLED', 'PENDING_NEW'])

/** Where an exchange is, and whose account is looked at. */
type Seen = { readonly url: string; readonly key: string; readonly secret: string }

/** Looks at an account of a served exchange in Binance's dialect, over its API. */
export class ExchangeLook {
  readonly #client: InstanceType<typeof pro.binance>
  readonly #symbols: readonly string[]

  constructor({ url, key, secret }: Seen, symbols: readonly string[]) {
    this.#client = new pro.binance({ apiKey: key, secret, enableRateLimit: false })
    const rest = `${url}/api/v3`
    Object.assign(this.#client.urls, { api: { public: rest, private: rest } })
    this.#symbols = symbols
  }

  /** What it holds, every order it ever had and every execution; `undefined` when it moved. */
  async look(): Promise<Look | undefined> {
    const before = await this.#balances()
    const orders: SeenOrder[] = []
    const trades: SeenTrade[] = []
    for (const symbol of this.#symbols) {
      orders.push(...(await this.#orders(symbol)))
      trades.push(...(await this.#trades(symbol)))
    }
    const balances = await this.#balances()
    const isStill = JSON.stringify(before) === JSON.stringify(balances)
    return isStill ? { balances: totals(balances), orders, trades } : undefined
  }

  async #balances(): Promise<readonly WireBalance[]> {
    const { balances } = await this.#ask<{ readonly balances: readonly WireBalance[] }>('account')
    return balances
  }

  async #orders(symbol: string): Promise<readonly SeenOrder[]> {
    const all: SeenOrder[] = []
    for (;;) {
      const orderId = (all.at(-1)?.number ?? 0) + 1
      const params = { symbol, orderId, limit: pageMax }
      const page = await this.#ask<readonly WireOrder[]>('allOrders', params)
      for (const { orderId: number, clientOrderId: clientId, status, type } of page)
        all.push({
          ...{ number, clientId, symbol },
          isOpen: open.has(status),
          isStop: type.startsWith('STOP'),
        })
      if (page.length < pageMax) return all
    }
  }

  async #trades(symbol: string): Promise<readonly SeenTrade[]> {
    const all: SeenTrade[] = []
    for (;;) {
      const fromId = (all.at(-1)?.trade ?? 0) + 1
      const page = await this.#ask<readonly WireTrade[]>('myTrades', {
        ...{ symbol, fromId, limit: pageMax },
      })
      for (const { id: trade, orderId: number } of page) all.push({ trade, number, symbol })
      if (page.length < pageMax) return all
    }
  }

  /** An exchange that loses messages is asked again. */
  async #ask<T>(call: string, params: object = {}): Promise<T> {
    for (let tries = 1; ; tries += 1)
      try {
        return (await this.#client.request(call, 'private', 'GET', params)) as T
      } catch (error) {
        if (tries === 20) throw error
      }
  }
}

function totals(balances: readonly WireBalance[]): ReadonlyMap<string, bigint> {
  const minor = (text: string, currency: string): bigint => parseMoney(text, currency)?.minor ?? 0n
  return new Map(
    balances.map(({ asset, free, locked }) => [asset, minor(free, asset) + minor(locked, asset)]),
  )
}
