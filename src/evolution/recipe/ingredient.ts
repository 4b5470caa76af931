import type { IndicatorSpec } from '../../features/index.ts'
import type { Dial } from './dial.ts'

/** One of the numbers of an ingredient, and what it may be compared with. */
export type IngredientLine = {
  readonly name: string
  /**
   * `price`: with prices and other lines that are prices; a dial: with a level on it; `other`: with
   * the lines `beside` alone.
   */
  readonly reads: 'price' | 'other' | Dial
  /** Lines of the same feature that it may be compared with. */
  readonly beside?: readonly string[]
}

/** A feature that recipes may ask for, with the ranges in which it is worth looking at. */
export type Ingredient = {
  /** The function of `coinswarm/features` that makes it. */
  readonly name: string
  /** Its arguments, in order. What else the function takes is left at its default. */
  readonly dials: readonly Dial[]
  readonly lines: readonly IngredientLine[]
  readonly make: (parameters: readonly number[]) => IndicatorSpec
}

/** A line whose level is looked at. */
export function levelLine(
  name: string,
  level: Omit<Dial, 'name' | 'perOne'> & { readonly perOne?: number },
  beside: readonly string[] = [],
): IngredientLine {
  return { name, reads: { name: 'level', perOne: 1, ...level }, beside }
}

/** A line that says nothing but on which side of 0 it is, or of the lines beside it. */
export function zeroLine(name: string, beside: readonly string[] = []): IngredientLine {
  return levelLine(name, { low: 0, high: 0, usual: 0 }, beside)
}

export function priceLine(name: string): IngredientLine {
  return { name, reads: 'price' }
}

/** Bars of a window. */
export function windowDial(usual: number, low = 2, high = 200, name = 'period'): Dial {
  return { name, low, high, usual, perOne: 1, isLog: true }
}

/** An ingredient of one window. */
export function windowed(
  name: string,
  make: (period: number) => IndicatorSpec,
  period: Dial,
  lines: readonly IngredientLine[],
): Ingredient {
  return { name, dials: [period], lines, make: ([bars = period.usual]) => make(bars) }
}
