import type { Matrix } from '../../../src/quant/index.ts'
import { Random } from '../../../src/quant/index.ts'

/** A function of one series or more, and what it makes of bad ones. */
export type SeriesCase = {
  readonly name: string
  /** What it calls each series when it declines it. */
  readonly inputs: readonly string[]
  readonly call: (...series: Float64Array[]) => unknown
  /** Fewest values; 1 when left out. */
  readonly least?: number
  /** What it makes of equal values: nothing, numbers, or an error. Nothing when left out. */
  readonly ofConstant?: 'none' | 'numbers' | 'declined'
  /** What the series are drawn as. Normal when left out. */
  readonly of?: 'normal' | 'reverting' | 'positive' | 'count' | 'share' | 'bit'
  /** Samples of their own, which need not be of one length. */
  readonly isUnpaired?: boolean
  /** Says that there is no answer, where others decline: the figures reports are made of. */
  readonly isQuiet?: boolean
  /** Takes NaN for a value that is missing, as its docstring has it. */
  readonly mayMiss?: boolean
  /** Says NaN for a place without a value, as its docstring has it. */
  readonly mayHoldNaN?: boolean
  readonly count?: number
}

/** One number of a function: its name, a good value and bad ones. NaN is bad for all. */
export type NumberInput = readonly [name: string, good: number, ...bad: number[]]

/** A function of numbers, or of numbers beside data that are good. */
export type NumberCase = {
  readonly name: string
  readonly inputs: readonly NumberInput[]
  readonly call: (...values: number[]) => unknown
}

/** A function of a matrix, and which matrices it declines. */
export type MatrixCase = {
  readonly name: string
  readonly input: string
  readonly call: (matrix: Matrix) => unknown
  readonly declines: 'not-finite' | 'not-square' | 'not-symmetric'
}

/** Values that are drawn, the same for the same seed. */
export function drawnSeries(of: SeriesCase['of'], count: number, seed: number): Float64Array {
  const random = Random.fromSeed(seed)
  let level = 0
  return Float64Array.from({ length: count }, () => {
    if (of === 'positive') return Math.abs(random.normal()) + 0.1
    if (of === 'count') return random.below(40)
    if (of === 'share') return 0.01 + 0.98 * random.next()
    if (of === 'bit') return random.below(2)
    level = (of === 'reverting' ? 0.8 * level : 0) + random.normal()
    return level
  })
}

/** Where a value holds a number that is none; `undefined` where all are finite. */
export function placeNotFinite(value: unknown, mayHoldNaN = false, place = ''): string | undefined {
  if (typeof value === 'number')
    return Number.isFinite(value) || (mayHoldNaN && Number.isNaN(value))
      ? undefined
      : `${place} ${value}`
  if (value instanceof Map) return placeNotFinite([...value.values()], mayHoldNaN, place)
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, held] of Object.entries(value)) {
    // A normal law is a Student t of infinite degrees, and says so.
    const found =
      key === 'degrees' ? undefined : placeNotFinite(held, mayHoldNaN, `${place}.${key}`)
    if (found !== undefined) return found
  }
  return undefined
}

/** A case of one series. */
export function one(
  name: string,
  input: string,
  call: SeriesCase['call'],
  rest: Partial<SeriesCase> = {},
): SeriesCase {
  return { name, inputs: [input], call, ...rest }
}

/** A case of two series. */
export function pair(
  name: string,
  inputs: readonly [string, string],
  call: SeriesCase['call'],
  rest: Partial<SeriesCase> = {},
): SeriesCase {
  return { name, inputs, call, ...rest }
}

/** A case of a function that takes several series as one argument. */
export function many(
  name: string,
  input: string,
  call: (series: Float64Array[]) => unknown,
  rest: Partial<SeriesCase> = {},
): SeriesCase {
  return { name, inputs: [input, input], call: (a, b) => call([a, b]), ...rest }
}

/** A case of a function of numbers. */
export function numbers(
  name: string,
  inputs: readonly NumberInput[],
  call: NumberCase['call'],
): NumberCase {
  return { name, inputs, call }
}

/** Of a `SeriesCase`: equal values have an answer of numbers. */
export const answered: Pick<SeriesCase, 'ofConstant'> = { ofConstant: 'numbers' }
