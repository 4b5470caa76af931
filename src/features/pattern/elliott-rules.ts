/** What the legs between swings add up to, in the order of their codes: the first has code 1. */
export const elliottNames = [
  'impulse',
  'zigzag',
  'flat',
  'triangle',
  'double-three',
  'triple-three',
] as const

/** One of `elliottNames`. */
export type ElliottName = (typeof elliottNames)[number]

/** How near to a Fibonacci ratio counts as at it. */
const near = 0.03
const one = [0.618, 1, 1.618]
const wave2 = [0.382, 0.5, 0.618, 0.786]
const wave3 = [1, 1.618, 2.618, 4.236]
const wave4 = [0.236, 0.382, 0.5]
const flatB = [1, 1.236, 1.382]
const inTriangle = [0.618, 0.786]
const connector = [0.382, 0.5, 0.618, 0.786]

/**
 * Rules are said of a pattern that begins upwards: of one that begins downwards prices are negated
 * first. `p` holds prices of swings, oldest first, and the pattern begins at `at`.
 * Each answers with a confidence, 0 when a rule is broken: 1 more than the guidelines met, over 1
 * more than the guidelines there are.
 */
type Rule = (p: Float64Array, at: number) => number

function price(p: Float64Array, at: number): number {
  return p[at] as number
}

/** Length of the leg that begins at `at`. */
function leg(p: Float64Array, at: number): number {
  return Math.abs(price(p, at + 1) - price(p, at))
}

function isNear(ratio: number, wanted: readonly number[]): number {
  for (let i = 0; i < wanted.length; i += 1)
    if (Math.abs(ratio - (wanted[i] as number)) <= near * (wanted[i] as number)) return 1
  return 0
}

/**
 * Waves 1 to `waves` of an impulse. Three rules nothing may break: wave 2 never goes back beyond
 * the start of wave 1; wave 3 is never the shortest of 1, 3 and 5; wave 4 never comes back to
 * where wave 1 ended. Wave 3 also ends beyond wave 1. A fifth that falls short of the third is
 * allowed.
 */
export function impulse(p: Float64Array, at: number, waves: number): number {
  if (waves >= 2 && price(p, at + 2) <= price(p, at)) return 0
  if (waves >= 3 && price(p, at + 3) <= price(p, at + 1)) return 0
  if (waves >= 4 && price(p, at + 4) <= price(p, at + 1)) return 0
  const first = leg(p, at)
  if (waves >= 5 && leg(p, at + 2) < first && leg(p, at + 2) < leg(p, at + 4)) return 0
  let met = 0
  if (waves >= 2) met += isNear(leg(p, at + 1) / first, wave2)
  if (waves >= 3) met += isNear(leg(p, at + 2) / first, wave3)
  if (waves >= 4) met += isNear(leg(p, at + 3) / leg(p, at + 2), wave4)
  if (waves >= 5) met += isNear(leg(p, at + 4) / first, one)
  return (1 + met) / waves
}

/** A-B-C: B gives back less than all of A, and C goes beyond it. */
function zigzag(p: Float64Array, at: number): number {
  const b = leg(p, at + 1) / leg(p, at)
  if (b >= 0.9 || price(p, at + 3) <= price(p, at + 1)) return 0
  return (1 + isNear(b, wave2) + isNear(leg(p, at + 2) / leg(p, at), one)) / 3
}

/** A-B-C: B gives back nine tenths of A or more, up to 1.382, and C at least 0.618 of A. */
function flat(p: Float64Array, at: number): number {
  const b = leg(p, at + 1) / leg(p, at)
  const c = leg(p, at + 2) / leg(p, at)
  if (b < 0.9 || b > 1.382 * (1 + near) || c < 0.618 * (1 - near) || c > 2.618) return 0
  return (1 + isNear(b, flatB) + isNear(c, one)) / 3
}

/** A-B-C-D-E, each leg shorter than the one before: highs fall and lows rise. */
function triangle(p: Float64Array, at: number): number {
  let met = 0
  for (let i = 1; i < 5; i += 1) {
    const ratio = leg(p, at + i) / leg(p, at + i - 1)
    if (ratio >= 1) return 0
    met += isNear(ratio, inTriangle)
  }
  return (1 + met) / 5
}

/** A zigzag or a flat. */
function three(p: Float64Array, at: number): number {
  return Math.max(zigzag(p, at), flat(p, at))
}

/** Threes joined by an X that gives back less than all of the one before it. */
function threes(p: Float64Array, at: number, count: number): number {
  let confidence = 0
  let met = 0
  for (let i = 0; i < count; i += 1) {
    const begin = at + 4 * i
    const part = three(p, begin)
    if (part === 0) return 0
    confidence += part / count
    if (i === 0) continue
    // The X before it.
    const way = Math.abs(price(p, begin - 1) - price(p, begin - 4))
    const back = leg(p, begin - 1) / way
    if (back >= 1) return 0
    met += isNear(back, connector)
  }
  // Half for the parts, half for what joins them.
  return (confidence + (1 + met) / count) / 2
}

const doubleThree: Rule = (p, at) => threes(p, at, 2)
const tripleThree: Rule = (p, at) => threes(p, at, 3)
const wholeImpulse: Rule = (p, at) => impulse(p, at, 5)

/** Swings each pattern has, its first and its last among them. */
export const elliottSwings: readonly number[] = [6, 4, 4, 6, 8, 12]

/** In the order of `elliottNames`. */
export const elliottRules: readonly Rule[] = [
  wholeImpulse,
  zigzag,
  flat,
  triangle,
  doubleThree,
  tripleThree,
]
