import { defined, type Json } from '../base/index.ts'
import type { BarColumns } from '../domain/index.ts'
import { ArgumentError } from '../quant/index.ts'
import { blockRows } from './block-rows.ts'
import type { FeatureMarket, FeatureSpec, Indicator } from './indicator.ts'
import type { Stream } from './stream.ts'

/**
 * What a reading is measured in, as powers of the unit of prices and of that of volume. Twice the
 * prices make a reading of `price: 1` twice as large, and leave one of `price: 0` as it is.
 */
export type Unit = { readonly price: number; readonly volume: number }

/** A ratio, a percentage, a count. */
export const plain: Unit = { price: 0, volume: 0 }
/** As prices are measured. */
export const inPrice: Unit = { price: 1, volume: 0 }
/** As volumes are measured. */
export const inVolume: Unit = { price: 0, volume: 1 }

/** One of the numbers an indicator gives at each bar. */
export type LineSpec<Name extends string> = {
  readonly name: Name
  readonly unit: Unit
  /** Bars needed before its first reading: that of row `warmup - 1` is the first. */
  readonly warmup: number
  /** Its readings never leave this range, but for a hair of rounding. */
  readonly range?: readonly [min: number, max: number]
  /** It has a reading at some bars only: `undefined` is an answer after the warm-up too. */
  readonly isSparse?: true
}

/**
 * A recipe for an indicator of one or more lines. It is the feature of its first line, so an agent
 * can ask for it as it is; `line` gives the others.
 */
export type IndicatorSpec<Name extends string = string> = FeatureSpec & {
  readonly lines: readonly LineSpec<Name>[]
  /** The feature of one line. */
  line(name: Name): FeatureSpec
  /** A fresh one, over bars of plain numbers. */
  readonly stream: () => Stream
}

/**
 * Makes a recipe.
 *
 * @param options.key - Name and parameters, such as `macd(12,26,9)`: equal keys are equal recipes.
 */
export function defineIndicator<Name extends string>(options: {
  readonly key: string
  readonly lines: readonly LineSpec<Name>[]
  readonly stream: () => Stream
}): IndicatorSpec<Name> {
  const { key, lines } = options
  const names = lines.map(({ name }) => name)
  const stream = (): Stream => options.stream().named(key, names)
  const feature = (index: number, line: LineSpec<Name>): FeatureSpec => ({
    key: index === 0 ? key : `${key}.${line.name}`,
    part: { of: key, line: index },
    warmup: line.warmup,
    create: (market) =>
      new StreamIndicator(
        stream(),
        lines.map(({ unit }) => scaleOf(unit, market)),
      ),
  })
  const features = lines.map((line, index) => feature(index, line))
  return {
    ...defined(features[0], `a line of ${key}`),
    lines,
    line: (name) => {
      const found = features[names.indexOf(name)]
      if (found !== undefined) return found
      throw new ArgumentError(`line must be one of ${names.join(', ')}, was ${name}`)
    },
    stream,
  }
}

/** An indicator as the desk reads it: prices come in as ticks, volume as lots. */
class StreamIndicator implements Indicator {
  readonly lines: readonly Float64Array[]
  readonly #stream: Stream
  readonly #scales: readonly number[]

  /** @param scales - What to multiply the readings of each line by. */
  constructor(stream: Stream, scales: readonly number[]) {
    this.lines = scales.map(() => new Float64Array(blockRows))
    this.#stream = stream
    this.#scales = scales
  }

  fold(bars: BarColumns, from: number, to: number): void {
    const { lines } = this
    this.#stream.fold(bars, { from, to, at: 0 }, lines)
    for (let line = 0; line < lines.length; line += 1) {
      const scale = this.#scales[line] as number
      if (scale !== 1) multiply(lines[line] as Float64Array, to - from, scale)
    }
  }

  save(): Json {
    return this.#stream.save()
  }

  load(state: Json): void {
    this.#stream.load(state)
  }
}

function multiply(values: Float64Array, count: number, factor: number): void {
  for (let i = 0; i < count; i += 1) values[i] = (values[i] as number) * factor
}

function scaleOf({ price, volume }: Unit, { tickSize, lotSize }: FeatureMarket): number {
  return whole(tickSize, price) * whole(lotSize, volume)
}

/** `base` to a small whole `power`. */
function whole(base: number, power: number): number {
  let result = 1
  for (let i = 0; i < Math.abs(power); i += 1) result *= base
  return power < 0 ? 1 / result : result
}
