import type { BarArrays } from '../bar-arrays.ts'
import type { Cell } from '../cell/index.ts'
import type { PatternRule } from './candlestick-pattern.ts'
import { LastCandles } from './last-candles.ts'
import { anything } from './trait.ts'

/** No pattern is made of more bars whose traits it asks for. */
type LastFive<T> = readonly [T, T, T, T, T]

/** Finds patterns, and lists those found at the last bar. */
export class PatternFinder {
  /** The patterns found, by their place in the list of rules; the first `push` many count. */
  readonly found: Int32Array
  /** What each of them reads. */
  readonly readings: Float64Array
  readonly #last: LastCandles = new LastCandles()
  readonly #reads: readonly PatternRule['read'][]
  /** The traits that each pattern wants of the last bar, of the one before it, and so on. */
  readonly #wanted: LastFive<Int32Array>

  constructor(rules: readonly PatternRule[]) {
    this.found = new Int32Array(rules.length)
    this.readings = new Float64Array(rules.length)
    this.#reads = rules.map(({ read }) => read)
    const wanted = (ago: number): Int32Array =>
      Int32Array.from(rules, ({ shape }) => shape.at(-1 - ago) ?? anything)
    this.#wanted = [wanted(0), wanted(1), wanted(2), wanted(3), wanted(4)]
  }

  /** Everything it remembers from bar to bar. */
  get cells(): readonly Cell[] {
    return this.#last.cells
  }

  /** How many bars were taken in. */
  get seen(): number {
    return this.#last.seen
  }

  /** Takes in a bar. @returns How many patterns end there. */
  push(bars: BarArrays, row: number): number {
    const { found, readings } = this
    const reads = this.#reads
    const [wanted0, wanted1, wanted2, wanted3, wanted4] = this.#wanted
    const last = this.#last.push(bars, row)
    const bar1 = last.before
    const bar2 = bar1.before
    const bar3 = bar2.before
    const lacks0 = ~last.traits
    const lacks1 = ~bar1.traits
    const lacks2 = ~bar2.traits
    const lacks3 = ~bar3.traits
    const lacks4 = ~bar3.before.traits
    let count = 0
    for (let rule = 0; rule < reads.length; rule += 1) {
      // All that a pattern asks of each bar by itself. Most are out by the first of the five.
      if (
        (lacks0 & (wanted0[rule] as number)) !== 0 ||
        (lacks1 & (wanted1[rule] as number)) !== 0 ||
        (lacks2 & (wanted2[rule] as number)) !== 0 ||
        (lacks3 & (wanted3[rule] as number)) !== 0 ||
        (lacks4 & (wanted4[rule] as number)) !== 0
      )
        continue
      const reading = (reads[rule] as PatternRule['read'])(last)
      if (reading === 0) continue
      found[count] = rule
      readings[count] = reading
      count += 1
    }
    return count
  }
}
