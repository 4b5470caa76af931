import type { Agent, Opinion, View } from '../../agents/index.ts'

/** Numbers that one asking leaves behind. */
const stride = 12

/** Where in an asking a number stands. */
const [tsAt, spokeAt, exposureAt, stopAt, targetAt] = [0, 1, 2, 4, 5]

/** What agents said, in the order in which they were asked, number by number. */
export class OpinionLog {
  readonly #numbers: number[] = []

  /** How often somebody was asked. */
  get length(): number {
    return this.#numbers.length / stride
  }

  /** How often somebody had an opinion. */
  get spoken(): number {
    let spoken = 0
    for (let n = 0; n < this.length; n += 1) if (this.hasSpoken(n)) spoken += 1
    return spoken
  }

  note(ts: number, opinion: Opinion | undefined): void {
    if (opinion === undefined) {
      this.#numbers.push(ts, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
      return
    }
    const { exposure, confidence, stop, target, holdUs = 0, follows, quotes } = opinion
    const { bid = 0, ask = 0, share = 0, inventoryMax = 0 } = quotes ?? {}
    const levels = [stop ?? Number.NaN, target ?? Number.NaN] as const
    const rest = [holdUs, follows === true ? 1 : 0, bid, ask, share, inventoryMax] as const
    this.#numbers.push(ts, 1, exposure, confidence, ...levels, ...rest)
  }

  ts(n: number): number {
    return this.#at(n, tsAt)
  }

  hasSpoken(n: number): boolean {
    return this.#at(n, spokeAt) === 1
  }

  /**
   * The first asking that differs in any bit from the same one of `other`.
   *
   * @param until - Askings after it are not looked at, microseconds.
   * @returns Its time; `undefined` when there is none.
   */
  firstDifference(other: OpinionLog, until: number): number | undefined {
    const count = Math.max(this.length, other.length)
    for (let n = 0; n < count; n += 1) {
      const ts = Math.min(this.ts(n), other.ts(n))
      if (ts > until) return undefined
      if (!this.isSame(n, other, n)) return ts
    }
    return undefined
  }

  /** Whether asking `n` is asking `m` of `other`, to the bit. */
  isSame(n: number, other: OpinionLog, m: number): boolean {
    for (let at = 0; at < stride; at += 1)
      if (!Object.is(this.#at(n, at), other.#at(m, at))) return false
    return true
  }

  /**
   * Whether asking `n` says the same as asking `m` of `other`, but for a little.
   *
   * @param tolerance - Of exposure, as a share of equity; prices may be off by a thousandth.
   */
  isNear(n: number, other: OpinionLog, m: number, tolerance: number): boolean {
    if (this.hasSpoken(n) !== other.hasSpoken(m)) return false
    const apart = Math.abs(this.#at(n, exposureAt) - other.#at(m, exposureAt))
    if (apart > tolerance) return false
    return [stopAt, targetAt].every((at) => areNear(this.#at(n, at), other.#at(m, at)))
  }

  /** Infinite behind the end. */
  #at(n: number, at: number): number {
    return this.#numbers[n * stride + at] ?? Number.POSITIVE_INFINITY
  }
}

/** The same agent; everything that it says is noted in `log`. */
export function tappedAgent(agent: Agent, log: OpinionLog): Agent {
  const opine = (view: View): Opinion | undefined => {
    const opinion = agent.opine(view)
    log.note(view.asOf, opinion)
    return opinion
  }
  return { ...agent, opine }
}

function areNear(a: number, b: number): boolean {
  return Object.is(a, b) || Math.abs(a - b) <= 1e-3 * Math.abs(a)
}
