/**
 * Where our resting order stands among strangers when only the sum of a level is known. Prints move
 * it forward by themselves; a model says how far a change of the level does.
 *
 * @see "Probability queue models", hftbacktest 2.4: the formulas are the same, in lots.
 */
export type QueueModel = {
  readonly name: string
  /**
   * Strangers' lots ahead of the order after its level went from `before` to `after` lots.
   *
   * @param traded - Lots printed at the level since it last changed; they are part of the change
   *   and have been taken off `ahead` already.
   */
  ahead(ahead: number, before: number, after: number, traded: number): number
}

/** Whoever leaves stood behind us, as long as that can be. */
export const riskAverse: QueueModel = {
  name: 'risk-averse',
  ahead: (ahead, _before, after) => Math.min(ahead, after),
}

/**
 * Leavers are spread over the queue by f(x) = x^n: the more stand behind, the more leave there.
 *
 * @param exponent - A whole number from 1 upward.
 */
export function powerQueue(exponent: number): QueueModel {
  return likelyQueue(`power-${exponent}`, (lots) => {
    let weight = lots
    for (let n = 1; n < exponent; n += 1) weight *= lots
    return weight
  })
}

/** The same with f(x) = log(1 + x). */
export const logQueue: QueueModel = likelyQueue('log', Math.log1p)

function likelyQueue(name: string, weigh: (lots: number) => number): QueueModel {
  return {
    name,
    ahead: (ahead, before, after, traded) => {
      const left = before - after - traded
      if (left < 0) return Math.min(ahead, after)
      const behind = before - ahead
      const back = weigh(Math.max(0, behind))
      const front = weigh(ahead)
      const isBehind = back + front === 0 ? 1 : back / (back + front)
      // What would have left from behind beyond all who stand there left from ahead instead.
      const moved = ahead - (1 - isBehind) * left + Math.min(0, behind - isBehind * left)
      return Math.max(0, Math.min(moved, after))
    },
  }
}
