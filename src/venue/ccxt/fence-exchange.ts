import type { Exchange } from 'ccxt'

/**
 * Lets nothing go out by HTTP once `isOpen` says no, whatever asked for it and however long it
 * waited inside: it stands at the last step before a connection. What was on its way before, the
 * venue declines when its stamp is too old.
 */
export function fenceExchange(exchange: Exchange, isOpen: () => boolean): void {
  const call = exchange.fetch.bind(exchange)
  Object.assign(exchange, {
    fetch: async (...what: Parameters<typeof call>): Promise<unknown> => {
      if (!isOpen()) throw new Error('this desk may not send any more')
      return call(...what)
    },
  })
}
