import type { Exchange } from 'ccxt'

/**
 * Makes calls of a venue that counts nonces arrive in their order: each waits for the one before,
 * those that ccxt makes for its streams among them. And no nonce comes twice: ccxt counts
 * milliseconds, in which two calls may come, and a clock may be set back.
 */
export function countNonces(exchange: Exchange): void {
  const count = exchange.nonce.bind(exchange)
  const call = exchange.fetch2.bind(exchange)
  let nonce = 0
  let last: Promise<unknown> = Promise.resolve()
  Object.assign(exchange, {
    nonce: () => {
      nonce = Math.max(nonce + 1, count())
      return nonce
    },
    fetch2: (...what: Parameters<typeof call>) => {
      const answer = last.then(() => call(...what))
      last = answer.catch(() => undefined)
      return answer
    },
  })
}
