import { ArgumentError } from '../../quant/index.ts'
import type { BarArrays } from '../bar-arrays.ts'
import { defineIndicator, type IndicatorSpec, plain } from '../define-indicator.ts'
import type { RowSpan } from '../row-span.ts'
import { CellStream } from '../stream.ts'
import type { PatternRule } from './candlestick-pattern.ts'
import { type CandlestickName, candlestickRules } from './candlestick-rules.ts'
import { PatternFinder } from './pattern-finder.ts'

/**
 * All 61 candlestick patterns of TA-Lib, a line each: 0 at a bar that does not end the pattern,
 * else what TA-Lib says over 100, one of the `readings` in `candlestickPatterns`. What is long,
 * short, near or equal is measured by the bars before, with the settings that TA-Lib ships with.
 *
 * @see Nison 1991. Golden numbers: the CDL functions of TA-Lib 0.8.1.
 */
export function candlesticks(): IndicatorSpec<CandlestickName> {
  return specOf('candlesticks()', candlestickRules)
}

/**
 * One candlestick pattern: what `candlesticks` reads on the line of its name, at less cost.
 *
 * @param name - One of `candlestickPatterns`, such as `engulfing`.
 * @throws ArgumentError when there is no such pattern.
 */
export function candlestick<Name extends CandlestickName>(name: Name): IndicatorSpec<Name> {
  const rule = candlestickRules.find((one): one is PatternRule<Name> => one.name === name)
  if (rule === undefined)
    throw new ArgumentError(`name must be one of candlestickPatterns, was ${name}`)
  return specOf(`candlestick(${name})`, [rule])
}

function specOf<Name extends string>(
  key: string,
  rules: readonly PatternRule<Name>[],
): IndicatorSpec<Name> {
  return defineIndicator({
    key,
    lines: rules.map(({ name, warmup, readings }) => ({
      name,
      unit: plain,
      warmup,
      range: [Math.min(0, ...readings), Math.max(0, ...readings)],
    })),
    stream: () => new Candlesticks(rules),
  })
}

class Candlesticks extends CellStream {
  readonly #finder: PatternFinder
  readonly #warmups: readonly number[]
  readonly #warmupLongest: number

  constructor(rules: readonly PatternRule[]) {
    const finder = new PatternFinder(rules)
    super(rules.length, finder.cells)
    this.#finder = finder
    this.#warmups = rules.map(({ warmup }) => warmup)
    this.#warmupLongest = Math.max(...this.#warmups)
  }

  protected override step(bars: BarArrays, row: number): void {
    const { readings } = this
    const finder = this.#finder
    const count = finder.push(bars, row)
    readings.fill(0)
    for (let i = 0; i < count; i += 1)
      readings[finder.found[i] as number] = finder.readings[i] as number
    if (finder.seen < this.#warmupLongest) this.#silence()
  }

  /** What is found before there are bars enough to measure by is not a reading. */
  #silence(): void {
    const { seen } = this.#finder
    this.#warmups.forEach((warmup, line) => {
      if (seen < warmup) this.readings[line] = Number.NaN
    })
  }

  /** The same, but what is not there, which is most of it, is written for all bars at once. */
  override fold(bars: BarArrays, span: RowSpan, out: readonly Float64Array[]): void {
    const finder = this.#finder
    const { found, readings } = finder
    const { from, to, at } = span
    const cold = Math.max(0, this.#warmupLongest - finder.seen)
    // The last row is stepped, which leaves its readings behind.
    const first = Math.min(to, from + cold)
    const last = Math.max(first, to - 1)
    super.fold(bars, { from, to: first, at }, out)
    for (const line of out) line.fill(0, at + first - from, at + last - from)
    for (let row = first; row < last; row += 1) {
      const count = finder.push(bars, row)
      for (let i = 0; i < count; i += 1) {
        const line = out[found[i] as number] as Float64Array
        line[at + row - from] = readings[i] as number
      }
    }
    super.fold(bars, { from: last, to, at: at + last - from }, out)
  }
}
