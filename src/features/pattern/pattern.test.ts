import { describe, expect, it } from 'vitest'
import { overBars } from '../over-bars.ts'
import { ArgumentError } from '../../quant/index.ts'
import { elliottWaves } from './elliott.ts'
import { elliottNames } from './elliott-rules.ts'
import { type HarmonicName, harmonicNames } from './harmonic-templates.ts'
import { harmonics, sizeForStop } from './harmonics.ts'
import { zigzag } from './zigzag.ts'

/** Closes that go straight from one swing to the next, `steps` bars each, and a little beyond. */
function path(swings: readonly number[], steps = 5): Float64Array {
  const last = swings.at(-1) ?? 0
  const before = swings.at(-2) ?? 0
  const all = [...swings, last + 0.4 * (before - last)]
  const out = [all[0] as number]
  for (let i = 1; i < all.length; i += 1)
    for (let step = 1; step <= steps; step += 1)
      out.push(
        (all[i - 1] as number) + (((all[i] as number) - (all[i - 1] as number)) * step) / steps,
      )
  return Float64Array.from(out)
}

/** Legs one after the other from `start`, each with its sign. */
function swingsOf(start: number, legs: readonly number[]): number[] {
  const out = [start]
  for (const leg of legs) out.push((out.at(-1) ?? 0) + leg)
  return out
}

/** The same market upside down, around 1,000. */
function flipped(swings: readonly number[]): number[] {
  return swings.map((price) => 2_000 - price)
}

/** Rising swings before X would be found as well: these lead to it without a pattern. */
const lead = 1_012

/** X, A, B, C and D of a pattern that ends with a low: XA is 100 up, D comes down. */
function xabcd(ab: number, bc: number, d: { cd?: number; ad?: number; xc?: number }): number[] {
  const [x, a] = [1_000, 1_100]
  const b = a - 100 * ab
  const c = b + (a - b) * bc
  const cd =
    d.cd !== undefined
      ? (c - b) * d.cd
      : d.ad !== undefined
        ? c - (a - 100 * d.ad)
        : (c - x) * (d.xc ?? 0)
  return [x, a, b, c, c - cd]
}

/** Exact examples, all of them with every ratio in the middle of its bounds or at its number. */
const examples: Readonly<Record<HarmonicName, readonly number[]>> = {
  abcd: [1_000, 1_100, 1_060, 1_085.2, 1_045.2].map((price, i) => (i === 0 ? 900 : price)),
  gartley: xabcd(0.618, 0.65, { ad: 0.786 }),
  butterfly: xabcd(0.786, 0.5, { ad: 1.27 }),
  bat: xabcd(0.45, 0.6, { ad: 0.886 }),
  'alternate-bat': xabcd(0.382, 0.8, { ad: 1.13 }),
  crab: xabcd(0.618, 0.886, { ad: 1.618 }),
  'deep-crab': xabcd(0.886, 0.6, { ad: 1.618 }),
  shark: xabcd(0.5, 1.4, { ad: 0.95 }),
  cypher: (() => {
    const [x, a, b] = [1_000, 1_100, 1_050]
    const c = x + 1.33 * 100
    return [x, a, b, c, c - 0.786 * (c - x)]
  })(),
  'five-0': (() => {
    // X a low, A a high, B below X, C far above, D half way back.
    const [x, a] = [1_000, 1_100]
    const b = a - 137
    const c = b + 137 * 1.9
    return [x, a, b, c, c - 0.5 * (c - b)]
  })(),
  // O high, drives down: X, B and D are lows.
  'three-drives': swingsOf(1_300, [-100, 70, -70 * 1.42, 70 * 1.42 * 0.7, -70 * 1.42 * 0.7 * 1.45]),
  'nen-star': xabcd(0.618, 1.4, { ad: 1.272 }),
  'anti-gartley': xabcd(0.7, 1.36, { ad: 1.272 }),
  'anti-bat': xabcd(0.45, 1.2, { ad: 1.128 }),
}

const spec = harmonics(0.01, 0.03)

function told(swings: readonly number[]): {
  code: number
  row: number
  lines: ReturnType<typeof read>
} {
  const close = path(swings)
  const lines = read(close)
  const row = lines.pattern.findLastIndex((code) => code !== 0)
  return { code: lines.pattern[row] ?? 0, row, lines }
}

function read(
  close: Float64Array,
): Readonly<
  Record<
    | 'pattern'
    | 'confidence'
    | 'forming'
    | 'zoneLow'
    | 'zoneHigh'
    | 'target1'
    | 'target2'
    | 'target3'
    | 'stop'
    | 'riskReward',
    Float64Array
  >
> {
  return overBars(spec, { close })
}

describe.each(harmonicNames)('%s', (name) => {
  const swings = examples[name]
  const whole = name === 'three-drives' ? swings : [lead, ...swings]

  it.each([
    ['rising', whole, 1],
    ['falling', flipped(whole), -1],
  ] as const)('is told when D is known, %s', (_, market, side) => {
    const { code, row, lines } = told(market)
    expect(harmonicNames[Math.abs(code) - 1]).toBe(name)
    expect(Math.sign(code)).toBe(side)
    expect(lines.confidence[row]).toBeGreaterThan(0.5)
    const d = market.at(-1) ?? 0
    const madeAt = path(market).indexOf(d)
    expect(row).toBeGreaterThan(madeAt)
    expect(side * ((lines.target1[row] ?? 0) - d)).toBeGreaterThan(0)
    expect(side * ((lines.target2[row] ?? 0) - (lines.target1[row] ?? 0))).toBeGreaterThan(0)
    expect(side * ((lines.target3[row] ?? 0) - (lines.target2[row] ?? 0))).toBeGreaterThan(0)
    expect(side * (d - (lines.stop[row] ?? 0))).toBeGreaterThanOrEqual(0)
    expect(lines.riskReward[row]).toBeGreaterThan(0)
  })

  it('has D in the zone of what was forming, before D was made', () => {
    const close = path(whole)
    const { forming, zoneLow, zoneHigh } = read(close)
    const d = whole.at(-1) ?? 0
    const madeAt = close.indexOf(d)
    const row = madeAt - 1
    expect(forming[row]).not.toBe(0)
    // Another of the same start may be the better guess; the zone still has to hold what it says.
    if (harmonicNames[Math.abs(forming[row] ?? 0) - 1] !== name) return
    expect(d).toBeGreaterThanOrEqual((zoneLow[row] ?? Number.NaN) - 1e-9)
    expect(d).toBeLessThanOrEqual((zoneHigh[row] ?? Number.NaN) + 1e-9)
  })
})

it('is silent about swings of no pattern', () => {
  const close = path(swingsOf(1_000, [100, -20, 90, -15, 120, -25, 140, -20]))
  expect(read(close).pattern.every((code) => code === 0)).toBe(true)
})

it('sizes a position so that its stop costs what may be lost', () => {
  expect(sizeForStop(100, 95, 0.01)).toBeCloseTo(0.2, 12)
  expect(sizeForStop(100, 100, 0.01)).toBeUndefined()
  expect(() => sizeForStop(0, 1, 0.01)).toThrow(ArgumentError)
  expect(() => sizeForStop(100, 95, 1)).toThrow('risk must be above 0 and below 1, was 1')
})

const waves = elliottWaves(0.01)

/** The patterns told in degree 0 of a market, by name and side. */
function elliottTold(swings: readonly number[]): string[] {
  const { pattern0 } = overBars(waves, { close: path(swings) })
  return [...pattern0]
    .filter((code) => code !== 0)
    .map((code) => `${code > 0 ? '+' : '-'}${elliottNames[Math.abs(code) - 1]}`)
}

const impulseLegs = [100, -61.8, 161.8, -61.8, 100]

describe('Elliott waves', () => {
  it.each([
    ['impulse', impulseLegs],
    ['zigzag', [100, -50, 100]],
    ['flat', [100, -100, 100]],
    ['triangle', [200, -200 * 0.786, 200 * 0.786 * 0.618, -200 * 0.786 * 0.618 * 0.786, 60]],
    ['double-three', [100, -50, 100, -75, 100, -50, 100]],
    ['triple-three', [100, -50, 100, -75, 100, -50, 100, -75, 100, -50, 100]],
  ] as const)('%s is told up and down', (name, legs) => {
    const swings = swingsOf(1_000, legs)
    expect(elliottTold(swings)).toContain(`+${name}`)
    expect(elliottTold(flipped(swings))).toContain(`-${name}`)
  })

  it.each([
    ['wave 2 beyond the start', [100, -110, 250, -61.8, 100]],
    ['wave 3 the shortest', [100, -30, 80, -40, 100]],
    ['wave 4 into wave 1', [100, -61.8, 161.8, -110, 150]],
  ] as const)('no impulse with %s', (_, legs) => {
    expect(elliottTold(swingsOf(1_000, legs))).not.toContain('+impulse')
  })

  it('counts the wave under way, with the price that ends the count', () => {
    const close = path(swingsOf(1_000, impulseLegs))
    const { wave0, invalidation0, confidence0 } = overBars(waves, { close })
    const counts = [...wave0].filter((wave, row) => row > 0 && wave !== wave0[row - 1])
    expect(counts.slice(0, 4)).toEqual([2, 3, 4, 5])
    expect(invalidation0[wave0.indexOf(3)]).toBe(1_000)
    expect(invalidation0[wave0.indexOf(5)]).toBe(1_100)
    expect(confidence0[wave0.indexOf(5)]).toBe(1)
  })

  it('gives the count up when price passes the level', () => {
    const close = path(swingsOf(1_000, [100, -61.8, 161.8, -130]))
    const { wave0 } = overBars(waves, { close })
    const row = wave0.lastIndexOf(4)
    expect(row).toBeGreaterThan(0)
    expect(wave0[row + 1]).toBe(0)
    expect(close[row + 1]).toBeLessThan(1_100)
  })

  it('sees in a higher degree what is too large for a lower one to be a swing of it', () => {
    const large = swingsOf(
      1_000,
      impulseLegs.map((leg) => leg * 5),
    )
    const { pattern4 } = overBars(elliottWaves(0.01), { close: path(large, 40) })
    expect([...pattern4].filter((code) => code !== 0).length).toBeGreaterThan(0)
  })
})

it.each([0, 1, -0.1, Number.NaN])('declines a reversal of %s', (reversal) => {
  expect(() => zigzag(reversal)).toThrow(ArgumentError)
  expect(() => harmonics(reversal)).toThrow(ArgumentError)
  expect(() => harmonics(0.03, reversal)).toThrow(ArgumentError)
  expect(() => elliottWaves(reversal)).toThrow('reversal must be above 0')
})
