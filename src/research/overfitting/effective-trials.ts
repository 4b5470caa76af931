/**
 * Groups that correlate by as much on average are one. Of sweeps over noise, the best passes a
 * deflated ratio of 0.95 in 2 or 3 of 100 when cut here; cut at 0.7, in 12 (`docs/sweep.md`).
 */
const sameFrom = 0.9

/**
 * How many independent trials a number of trials comes to: groups of an average linkage of the
 * correlations of their returns, cut at a mean correlation of 0.9. Trials that never moved are one
 * group together. All are compared with all: 2,000 take a second and 32 MB.
 *
 * @param series - Returns of each trial over the same stretches of time, all finite.
 * @returns Whole, 0 for no trials, at most their number.
 * @see López de Prado and Lewis, "Detection of false investment strategies using unsupervised
 *   learning methods", 2019, who group by the silhouettes of k-means; Müllner, "Modern
 *   hierarchical, agglomerative clustering algorithms", 2011 (chains of nearest neighbours).
 */
export function effectiveTrials(series: readonly ArrayLike<number>[]): number {
  const moving = series.flatMap((each) => standardised(each) ?? [])
  const still = moving.length < series.length ? 1 : 0
  return groupsOf(moving) + still
}

/** Of mean 0 and length 1, so that a product of two is their correlation; none without variance. */
function standardised(series: ArrayLike<number>): [Float64Array] | undefined {
  const values = Float64Array.from(series)
  let sum = 0
  for (const value of values) sum += value
  const middle = sum / values.length
  let squares = 0
  for (const value of values) squares += (value - middle) * (value - middle)
  if (!(squares > 1e-24 * values.length)) return undefined
  const length = Math.sqrt(squares)
  return [values.map((value) => (value - middle) / length)]
}

function groupsOf(series: readonly Float64Array[]): number {
  const groups = new Groups(series)
  let merged = 0
  for (let left = series.length; left > 1; left -= 1)
    if (groups.merge() <= 1 - sameFrom) merged += 1
  return series.length - merged
}

/**
 * Groups that merge two at a time. Heights do not come in order, but are those of merging the two
 * nearest each time: an average linkage never falls.
 */
class Groups {
  readonly #size: number
  /** 1 less the mean correlation of two groups, row after row. */
  readonly #apart: Float64Array
  /** Trials of a group; 0 for one that went into another. */
  readonly #members: Float64Array
  readonly #chain: number[] = []

  constructor(series: readonly Float64Array[]) {
    this.#size = series.length
    this.#apart = new Float64Array(series.length * series.length)
    this.#members = new Float64Array(series.length).fill(1)
    series.forEach((one, i) => {
      for (let j = 0; j < i; j += 1) this.#set(i, j, 1 - product(one, series[j] as Float64Array))
    })
  }

  /** Merges two groups that are each other's nearest. @returns How far they were apart. */
  merge(): number {
    for (;;) {
      if (this.#chain.length === 0) this.#chain.push(this.#members.findIndex((count) => count > 0))
      const last = this.#chain.at(-1) as number
      const before = this.#chain.at(-2)
      const next = this.#nearest(last, before)
      if (next === before) {
        this.#chain.length -= 2
        return this.#join(last, next)
      }
      this.#chain.push(next)
    }
  }

  /** Of groups equally near, the one the chain came from, or else the first. */
  #nearest(group: number, before: number | undefined): number {
    let nearest = before ?? -1
    let least = before === undefined ? Number.POSITIVE_INFINITY : this.#between(group, before)
    for (let other = 0; other < this.#size; other += 1) {
      if (other === group || this.#members[other] === 0) continue
      const apart = this.#between(group, other)
      if (apart < least) [nearest, least] = [other, apart]
    }
    return nearest
  }

  #join(one: number, two: number): number {
    const apart = this.#between(one, two)
    const [a, b] = [this.#members[one] as number, this.#members[two] as number]
    for (let other = 0; other < this.#size; other += 1) {
      if (other === one || other === two || this.#members[other] === 0) continue
      const sum = a * this.#between(one, other) + b * this.#between(two, other)
      this.#set(one, other, sum / (a + b))
    }
    this.#members[one] = a + b
    this.#members[two] = 0
    return apart
  }

  #between(one: number, other: number): number {
    return this.#apart[one * this.#size + other] as number
  }

  #set(one: number, other: number, apart: number): void {
    this.#apart[one * this.#size + other] = apart
    this.#apart[other * this.#size + one] = apart
  }
}

function product(one: Float64Array, two: Float64Array): number {
  let sum = 0
  for (let i = 0; i < one.length; i += 1) sum += (one[i] as number) * (two[i] as number)
  return sum
}
