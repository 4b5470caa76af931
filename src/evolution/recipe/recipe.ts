import { createHash } from 'node:crypto'
import { canonicalJson } from '../../base/index.ts'
import type { Dial } from './dial.ts'

/** How two numbers stand to each other; a crossing holds at the one bar at which it comes to be. */
export const comparisons = ['above', 'below', 'crosses-above', 'crosses-below'] as const
export type Comparison = (typeof comparisons)[number]

/** A line of a feature over bars of the recipe. */
export type RecipeReading = {
  readonly kind: 'reading'
  /** As in `coinswarm/features`. */
  readonly feature: string
  /** Its arguments, by the dials of its ingredient. */
  readonly parameters: readonly number[]
  readonly line: string
}

/** A price of the newest bar. */
export const recipePrices = ['close', 'open', 'high', 'low'] as const
export type RecipePrice = { readonly kind: 'price'; readonly of: (typeof recipePrices)[number] }

export type Condition =
  /** A reading against a level. */
  | {
      readonly kind: 'level'
      readonly of: RecipeReading
      readonly is: Comparison
      readonly level: number
    }
  /** A price against `factor` times another. */
  | {
      readonly kind: 'pair'
      readonly of: RecipeReading | RecipePrice
      readonly is: Comparison
      readonly than: RecipeReading | RecipePrice
      readonly factor: number
    }
  /** Two lines of one feature. */
  | {
      readonly kind: 'lines'
      readonly of: RecipeReading
      readonly is: Comparison
      readonly than: string
    }

export const recipeSides = ['long', 'short', 'both'] as const
export type RecipeSide = (typeof recipeSides)[number]

/** A strategy as data: what is looked at, when it goes in and when out. */
export type Recipe = {
  readonly version: 1
  /**
   * What it is when it is in; `both`: long when all of `entry` hold, short when any of `exit` does.
   */
  readonly side: RecipeSide
  /** Length of the bars that its features are over. Unit: minutes. */
  readonly minutes: number
  /** All must hold to go in: 1 to 4. */
  readonly entry: readonly Condition[]
  /** Any one is enough to go out, or to the other side, and keeps it from going in: up to 4. */
  readonly exit: readonly Condition[]
  /** Distances from the close at the entry, in average true ranges; 0 for none. */
  readonly stopAtr: number
  readonly targetAtr: number
  /** Window of that range, in bars of the recipe. */
  readonly atrBars: number
  /** Longest time to hold, in bars of the recipe; 0 for as long as it takes. */
  readonly holdBars: number
  /** Wanted share of equity, above 0. */
  readonly size: number
}

/** Most conditions of either kind. */
export const conditionsMax = 4

/** Lengths of bars that a recipe may look at. Unit: minutes. */
export const recipeMinutes: readonly number[] = [1, 5, 15, 30, 60, 120, 240, 480, 720, 1_440]

/** The numbers of a recipe besides those of its conditions. */
export type RecipeNumber = 'stopAtr' | 'targetAtr' | 'atrBars' | 'holdBars' | 'size'
export const recipeDials: Readonly<Record<RecipeNumber, Dial>> = {
  stopAtr: { name: 'stopAtr', low: 0.5, high: 12, usual: 3, perOne: 10, isLog: true },
  targetAtr: { name: 'targetAtr', low: 0.5, high: 24, usual: 6, perOne: 10, isLog: true },
  atrBars: { name: 'atrBars', low: 5, high: 50, usual: 14, perOne: 1 },
  holdBars: { name: 'holdBars', low: 1, high: 500, usual: 48, perOne: 1, isLog: true },
  size: { name: 'size', low: 0.05, high: 1, usual: 0.1, perOne: 100 },
}

/** What a price is compared with is multiplied by that. */
export const factorDial: Dial = { name: 'factor', low: 0.9, high: 1.1, usual: 1, perOne: 500 }

function emaPair(is: Comparison): Condition {
  const [of, than] = [readingOf('ema', 9, 'ema'), readingOf('ema', 21, 'ema')]
  return { kind: 'pair', of, is, than, factor: 1 }
}

function readingOf(feature: string, period: number, line: string): RecipeReading {
  return { kind: 'reading', feature, parameters: [period], line }
}

/** What breeding begins with, as the agent `first`: EMA 9/21, RSI 14, volume 1.2 times its mean. */
export const firstRecipe: Recipe = inOrder({
  version: 1,
  side: 'long',
  minutes: 60,
  entry: [
    emaPair('above'),
    { kind: 'level', of: readingOf('rsi', 14, 'rsi'), is: 'above', level: 50 },
    { kind: 'level', of: readingOf('rsi', 14, 'rsi'), is: 'below', level: 70 },
    { kind: 'level', of: readingOf('relativeVolume', 20, 'ratio'), is: 'above', level: 1.2 },
  ],
  exit: [emaPair('below')],
  ...{ stopAtr: 3, targetAtr: 0, atrBars: 14, holdBars: 0, size: 0.1 },
})

/** SHA-256 of a recipe, in hex: the same for equal ones, in whatever order they are written. */
export function recipeHash(recipe: Recipe): string {
  return createHash('sha256')
    .update(canonicalJson(inOrder(recipe)))
    .digest('hex')
}

/** The same recipe as all its equals are written: conditions in one order, each once. */
export function inOrder(recipe: Recipe): Recipe {
  const { entry, exit } = recipe
  // A window that nothing is measured by makes no difference.
  const atrBars = usesRange(recipe) ? recipe.atrBars : recipeDials.atrBars.usual
  return { ...recipe, atrBars, entry: sorted(entry), exit: sorted(exit) }
}

/** Whether anything is measured in average true ranges. */
export function usesRange({ stopAtr, targetAtr }: Recipe): boolean {
  return stopAtr > 0 || targetAtr > 0
}

function sorted(conditions: readonly Condition[]): readonly Condition[] {
  const byText = new Map(conditions.map((condition) => [sortKey(condition), condition]))
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, condition]) => condition)
}

/** What is compared comes first, so that turning a dial rarely moves a condition. */
function sortKey(condition: Condition): string {
  const words = [condition.kind, nameOf(condition.of), condition.is].join(' ')
  return `${words} ${canonicalJson(condition)}`
}

function nameOf(of: RecipeReading | RecipePrice): string {
  return of.kind === 'price' ? of.of : `${of.feature}.${of.line}`
}
