import type { Exchange } from 'ccxt'

/**
 * Makes every promise of ccxt's streams a handled one. ccxt makes some that nobody may be waiting
 * for when their connection breaks, and a rejection nobody handles ends the whole process. Who does
 * wait still hears of it. What ccxt would print itself, addresses with keys in them among it, is
 * not printed.
 */
export function settleFutures(exchange: Exchange): void {
  const known = new WeakSet<object>()
  const clientOf = exchange.client.bind(exchange)
  const settled = (url: string): ReturnType<typeof clientOf> => {
    const client = clientOf(url)
    if (known.has(client)) return client
    known.add(client)
    const futureOf = client.future.bind(client)
    const future = (hash: string): ReturnType<typeof futureOf> => {
      const made = futureOf(hash)
      void made.catch(() => undefined)
      return made
    }
    return Object.assign(client, { future, log: () => undefined })
  }
  Object.assign(exchange, { client: settled })
}
