import { harmonicNames, harmonicTemplates, measures } from './harmonic-templates.ts'

const count = measures.length
const [XA_OX, AB_XA, BC_AB, XC_XA, CD_BC, AD_XA, CD_XC, CD_AB] = [0, 1, 2, 3, 4, 5, 6, 7] as const

/** The bounds of all templates, in one row of `count` a pattern; NaN where there is none. */
const mins = new Float64Array(harmonicNames.length * count).fill(Number.NaN)
const maxs = new Float64Array(harmonicNames.length * count).fill(Number.NaN)
harmonicNames.forEach((name, pattern) => {
  measures.forEach((measure, i) => {
    const [min, max] = harmonicTemplates[name][measure] ?? [Number.NaN, Number.NaN]
    mins[pattern * count + i] = min
    maxs[pattern * count + i] = max
  })
})

/** How many measures each has. */
const used = Uint8Array.from(harmonicNames, (name) => Object.keys(harmonicTemplates[name]).length)

/** The last six swings, oldest first; a swing that is not known yet is NaN. */
export type SwingPrices = Float64Array

/** Room for `matchHarmonic` to answer in, made once. */
export class HarmonicMatch {
  /** 1 for the first of `harmonicNames`; 0 for none. */
  code = 0
  /** 0 to 1. */
  confidence = 0
  /** Where D is expected, or was found within. */
  zoneLow: number = Number.NaN
  zoneHigh: number = Number.NaN
  readonly found: Float64Array = new Float64Array(count)
}

/**
 * The pattern that fits the swings O, X, A, B, C, D best. With D not known yet (NaN) it is one
 * whose conditions on D leave a price at all: its reversal zone.
 *
 * A measure may miss its bounds by `tolerance` of them. Confidence is 1 less the mean miss, in
 * tolerances, over the measures of a pattern: 1 when every one is met exactly. Among equals the one
 * with more measures counts, then the earlier.
 *
 * @param swings - O, X, A, B, C, D. O may be NaN, which leaves out patterns that need it.
 * @param tolerance - Share of a bound. Above 0.
 * @param reached - How far price has gone since the last swing: a zone it has passed is none.
 */
export function matchHarmonic(
  swings: SwingPrices,
  tolerance: number,
  reached: number,
  match: HarmonicMatch,
): void {
  measure(swings, match.found)
  const isForming = Number.isNaN(swings[5])
  let best = -1
  let confidence = 0
  for (let pattern = 0; pattern < harmonicNames.length; pattern += 1) {
    const score = fit(pattern, match.found, tolerance, isForming)
    const isEven = Math.abs(score - confidence) < 1e-12
    const isFuller = best >= 0 && (used[pattern] as number) > (used[best] as number)
    if (!(score > confidence && !isEven) && !(isEven && isFuller)) continue
    if (!findZone(pattern, swings, tolerance, match)) continue
    if (isForming && isPast(swings, reached, match)) continue
    best = pattern
    confidence = score
  }
  match.code = best + 1
  match.confidence = confidence
  if (best >= 0) findZone(best, swings, tolerance, match)
}

/** Whether price has gone beyond the far edge of the zone. */
function isPast(
  swings: SwingPrices,
  reached: number,
  { zoneLow, zoneHigh }: HarmonicMatch,
): boolean {
  return (swings[4] as number) > (swings[3] as number) ? reached < zoneLow : reached > zoneHigh
}

function measure(swings: SwingPrices, found: Float64Array): void {
  const x = swings[1] as number
  const a = swings[2] as number
  const b = swings[3] as number
  const c = swings[4] as number
  const d = swings[5] as number
  const xa = Math.abs(a - x)
  const ab = Math.abs(b - a)
  const bc = Math.abs(c - b)
  const xc = Math.abs(c - x)
  const cd = Math.abs(d - c)
  found[XA_OX] = xa / Math.abs(x - (swings[0] as number))
  found[AB_XA] = ab / xa
  found[BC_AB] = bc / ab
  found[XC_XA] = xc / xa
  found[CD_BC] = cd / bc
  found[AD_XA] = Math.abs(a - d) / xa
  found[CD_XC] = cd / xc
  found[CD_AB] = cd / ab
}

/** 0 to 1; NaN when a measure misses by more than `tolerance`, or is missing. */
function fit(pattern: number, found: Float64Array, tolerance: number, isForming: boolean): number {
  let misses = 0
  let judged = 0
  for (let i = 0; i < count; i += 1) {
    const min = mins[pattern * count + i] as number
    if (Number.isNaN(min) || (isForming && i >= CD_BC)) continue
    const max = maxs[pattern * count + i] as number
    const value = found[i] as number
    const miss = value < min ? (min - value) / min : value > max ? (value - max) / max : 0
    // Written so that a measure that is missing fails too.
    if (!(value - value === 0 && miss <= tolerance)) return Number.NaN
    misses += miss / tolerance
    judged += 1
  }
  return judged === 0 ? Number.NaN : 1 - misses / judged
}

/**
 * Where all conditions on D meet. @returns Whether they do.
 * Written for a D below C; the other way is the same with prices held upside down.
 */
function findZone(
  pattern: number,
  swings: SwingPrices,
  tolerance: number,
  match: HarmonicMatch,
): boolean {
  const side = (swings[4] as number) > (swings[3] as number) ? 1 : -1
  const x = side * (swings[1] as number)
  const a = side * (swings[2] as number)
  const b = side * (swings[3] as number)
  const c = side * (swings[4] as number)
  let low = Number.NEGATIVE_INFINITY
  let high = Number.POSITIVE_INFINITY
  for (let i: number = CD_BC; i < count; i += 1) {
    const min = (mins[pattern * count + i] as number) * (1 - tolerance)
    const max = (maxs[pattern * count + i] as number) * (1 + tolerance)
    if (Number.isNaN(min)) continue
    const from = i === AD_XA ? a : c
    const unit = i === CD_BC ? c - b : i === AD_XA ? a - x : i === CD_XC ? c - x : a - b
    low = Math.max(low, from - max * Math.abs(unit))
    high = Math.min(high, from - min * Math.abs(unit))
  }
  match.zoneLow = side > 0 ? low : -high
  match.zoneHigh = side > 0 ? high : -low
  return low <= high
}
