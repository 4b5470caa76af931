import { existsSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomRows } from '../../../test/golden/quant/made-regimes.ts'
import { sharedColumn } from '../../../test/golden/quant/shared-columns.ts'
import { Random } from '../../base/index.ts'
import { stationaryLaw, ViterbiDecoder } from './index.ts'
import { StateSmoother } from './state-smoother.ts'

type Chain = { readonly start: Float64Array; readonly transition: Float64Array }

/** Viterbi's algorithm as the textbook has it. */
function plainPath({ start, transition }: Chain, logDensity: Float64Array): number[] {
  const states = start.length
  const rows = logDensity.length / states
  let scores = Array.from(start, (share, j) => Math.log(share) + (logDensity[j] ?? 0))
  const from: number[][] = []
  for (let t = 1; t < rows; t += 1) {
    const before = scores
    const sources = before.map((_, j) => {
      const ways = before.map((score, i) => score + Math.log(transition[i * states + j] ?? 0))
      return ways.indexOf(Math.max(...ways))
    })
    scores = sources.map((i, j) => {
      const moved = (before[i] ?? 0) + Math.log(transition[i * states + j] ?? 0)
      return moved + (logDensity[t * states + j] ?? 0)
    })
    from.push(sources)
  }
  const path = [scores.indexOf(Math.max(...scores))]
  for (const sources of from.toReversed()) path.unshift(sources[path[0] ?? 0] ?? 0)
  return path
}

/** Posterior and moves by sums of whole products, unscaled: for few rows. */
function plainSmoothing({ start, transition }: Chain, logDensity: Float64Array): number[] {
  const states = start.length
  const rows = logDensity.length / states
  const density = Array.from(logDensity, Math.exp)
  const all = Array.from({ length: states }, (_, k) => k)
  const move = (i: number, j: number): number => transition[i * states + j] ?? 0
  const at = (t: number, k: number): number => density[t * states + k] ?? 0
  const ahead = [all.map((k) => (start[k] ?? 0) * at(0, k))]
  for (let t = 1; t < rows; t += 1)
    ahead.push(all.map((j) => at(t, j) * total(all, (i) => (ahead[t - 1]?.[i] ?? 0) * move(i, j))))
  const behind = [all.map(() => 1)]
  for (let t = rows - 1; t > 0; t -= 1) {
    const next = behind[0] ?? []
    behind.unshift(all.map((i) => total(all, (j) => move(i, j) * at(t, j) * (next[j] ?? 0))))
  }
  const whole = total(all, (k) => ahead[rows - 1]?.[k] ?? 0)
  const posterior = ahead.flatMap((row, t) =>
    row.map((a, k) => (a * (behind[t]?.[k] ?? 0)) / whole),
  )
  const moves = all.flatMap((i) =>
    all.map((j) =>
      total([...ahead.keys()].slice(1), (t) => {
        const before = (ahead[t - 1]?.[i] ?? 0) * move(i, j)
        return (before * at(t, j) * (behind[t]?.[j] ?? 0)) / whole
      }),
    ),
  )
  return [Math.log(whole), ...posterior, ...moves]
}

function total(over: readonly number[], of: (k: number) => number): number {
  return over.reduce((sum, k) => sum + of(k), 0)
}

function randomChain(states: number, random: Random): Chain {
  const start = randomRows(1, states, random)
  return { start, transition: randomRows(states, states, random) }
}

describe('the passes', () => {
  const sizes = fc.integer({ min: 1, max: 10 })

  it('take the path of the textbook, ties and all, with few states and many', () => {
    fc.assert(
      fc.property(fc.nat(), sizes, fc.boolean(), (seed, states, isTied) => {
        const random = Random.fromSeed(seed)
        const even = new Float64Array(states * states).fill(1 / states)
        const tied = { start: new Float64Array(states).fill(1 / states), transition: even }
        const chain = isTied ? tied : randomChain(states, random)
        const logDensity = Float64Array.from({ length: 30 * states }, () =>
          isTied ? -random.below(3) : 2 * random.normal(),
        )
        const path = new Uint8Array(30)
        new ViterbiDecoder(chain.start, chain.transition, 30).decode(logDensity, 30, path)
        expect([...path]).toEqual(plainPath(chain, logDensity))
      }),
      { numRuns: 200 },
    )
  })

  it('smooth as the textbook does, with few states and many', () => {
    fc.assert(
      fc.property(fc.nat(), sizes, (seed, states) => {
        const random = Random.fromSeed(seed)
        const chain = randomChain(states, random)
        const logDensity = Float64Array.from({ length: 8 * states }, () => random.normal())
        const smoother = new StateSmoother(states, 8)
        const log = smoother.run(chain.start, chain.transition, logDensity, 8)
        const wanted = plainSmoothing(chain, logDensity)
        const found = [log, ...smoother.posterior, ...smoother.moves]
        for (const [i, value] of wanted.entries()) expect(found[i]).toBeCloseTo(value, 11)
      }),
      { numRuns: 60 },
    )
  })

  it('do not underflow over many rows, nor where only rare states explain a row', () => {
    const chain = { start: Float64Array.of(1, 0), transition: Float64Array.of(1, 0, 1e-200, 1) }
    const rare = { ...chain, transition: Float64Array.of(1 - 1e-200, 1e-200, 0, 1) }
    const smoother = new StateSmoother(2, 4000)
    const low = new Float64Array(8000).fill(-700)
    expect(smoother.run(chain.start, chain.transition, low, 4000)).toBeCloseTo(-2_800_000, 4)
    const turn = Float64Array.of(0, -900, -900, 0, -900, 0)
    // Into the second state at once, at a price of 1e-200, rather than stay at e^-900 a row.
    expect(smoother.run(rare.start, rare.transition, turn, 3)).toBeCloseTo(Math.log(1e-200), 9)
    expect(smoother.posterior[3]).toBeCloseTo(1, 12)
  })
})

const table = 'data/reference/hamilton_rgnp.csv'
const hasTable = existsSync(`../shared/${table}`)

it.skipIf(!hasTable)('has the likelihood of growth and recession: Hamilton 1989', () => {
  const growth = sharedColumn(table, 'growth_pct')
  // His estimates, as statsmodels' documentation has them; state 0 is the recession.
  const means = [-0.3588, 1.1635]
  const echoes = [0.0135, -0.0575, -0.247, -0.2129]
  const variance = 0.5914
  const pair = Float64Array.of(0.7547, 0.2453, 0.0959, 0.9041)
  // A state is the last five regimes, the newest in the lowest bit.
  const transition = new Float64Array(32 * 32)
  for (let state = 0; state < 32; state += 1)
    for (const next of [0, 1])
      transition[state * 32 + ((state * 2 + next) % 32)] = pair[(state % 2) * 2 + next] as number
  const rows = growth.length - 4
  const logDensity = Float64Array.from({ length: rows * 32 }, (_, at) => {
    const [t, state] = [Math.floor(at / 32) + 4, at % 32]
    const gap = (lag: number): number =>
      (growth[t - lag] as number) - (means[(state >> lag) & 1] as number)
    const error = echoes.reduce((sum, echo, i) => sum - echo * gap(i + 1), gap(0))
    return -0.5 * (Math.log(2 * Math.PI * variance) + (error * error) / variance)
  })
  const start = stationaryLaw(transition) ?? new Float64Array(32)
  const found = new StateSmoother(32, rows).run(start, transition, logDensity, rows)
  expect(found).toBeCloseTo(-181.26339, 4)
})
