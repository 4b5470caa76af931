import type { Exchange } from 'ccxt'

/** Added to the nonce when one was too small, twice as much each time up to an hour. Unit: ms. */
const leap = 1_000
const leapMost = 3_600_000

/**
 * Makes calls of a venue that counts nonces arrive in their order: each waits for the one before,
 * those that ccxt makes for its streams among them. And no nonce comes twice: ccxt counts
 * milliseconds, in which two calls may come, and corrects them by the venue's time, which is told
 * in seconds, so that a restart would begin below where it was. A clock that was set back is leapt
 * over.
 */
export function countNonces(exchange: Exchange): void {
  const call = exchange.fetch2.bind(exchange)
  let nonce = 0
  let step = leap
  let last: Promise<unknown> = Promise.resolve()
  const ask = async (...what: Parameters<typeof call>): Promise<unknown> => {
    try {
      const answer: unknown = await call(...what)
      step = leap
      return answer
    } catch (error) {
      if (isTooSmall(error)) {
        nonce = Math.max(nonce, exchange.milliseconds()) + step
        step = Math.min(2 * step, leapMost)
      }
      throw error
    }
  }
  Object.assign(exchange, {
    nonce: () => {
      nonce = Math.max(nonce + 1, exchange.milliseconds())
      return nonce
    },
    fetch2: (...what: Parameters<typeof call>) => {
      const answer = last.then(() => ask(...what))
      last = answer.catch(() => undefined)
      return answer
    },
  })
}

function isTooSmall(error: unknown): boolean {
  return error instanceof Error && error.constructor.name === 'InvalidNonce'
}
