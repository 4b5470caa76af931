// @module-tag long

import { describe, expect, it } from 'vitest'
import { marketOf, sceneSetup, seatOf } from '../../../test/simulation/null-scene.ts'
import { uncounted } from '../../../test/simulation/uncounted.ts'
import { defineAgent } from '../../agents/index.ts'
import { Random } from '../../base/index.ts'
import { hourUs } from '../../domain/index.ts'
import type { Trial } from '../../engine/index.ts'
import { outside } from '../../features/index.ts'
import { type TestedClaim, weekGrid } from '../../research/index.ts'
import type { CommitLog } from '../../sources/index.ts'
import type { Subject } from './load-subject.ts'
import { testTrading, type TradingQuestion } from './test-trading.ts'

/** Holds half all the time. */
const deaf = defineAgent({
  name: 'deaf',
  summary: '',
  parameters: {},
  features: () => ({}),
  opine: (view) => (view.position > 0 ? undefined : { exposure: 0.5, confidence: 0.6 }),
})

/** Holds half while the code is as busy as usual, and nothing while it is quiet. */
const hearing = defineAgent({
  name: 'hearing',
  summary: '',
  parameters: {},
  features: () => ({ commits: outside('commits24h') }),
  opine: (view) => {
    const commits = view.features.commits.value
    if (Number.isNaN(commits)) return undefined
    return { exposure: commits > 3 ? 0.5 : 0, confidence: 0.6 }
  },
})

/**
 * Half a year of hours. Days are busy or quiet by chance; in a market that is led, prices rise on
 * busy days and fall on quiet ones.
 */
function sceneOf(seed: number, isLed: boolean): Subject {
  const random = Random.stream(seed, 'trading-scene')
  const hours = 26 * 168
  const commits: number[] = []
  let isBusy = true
  const market = marketOf('BTC-USD.SIM', hours, (row) => {
    if (row % 72 === 0) isBusy = random.next() < 0.5
    if (row % 4 === 0 && (isBusy || row % 24 === 0)) commits.push(row)
    return (isLed ? (isBusy ? 0.0012 : -0.0012) : 0) + 0.004 * random.normal()
  })
  const ts = market.bars.ts
  const log: CommitLog = {
    path: 'made up',
    tsEvent: Float64Array.from(commits, (row) => ts[row] as number),
    author: new Int32Array(commits.length),
    sha256: '',
  }
  const grid = weekGrid((ts[0] as number) - hourUs, ts[hours - 1] as number, hourUs)
  return { name: 'made up', market, log, grid }
}

function asked(subject: Subject, more: Partial<TradingQuestion> = {}): TestedClaim | string {
  const arms = {
    control: sceneSetup([seatOf(deaf)]),
    treatment: sceneSetup([seatOf(hearing)]),
  }
  const question = { arms, subject, lagUs: 0, seeds: [1], permutations: 19, confidence: 0.95 }
  return testTrading({ ...question, seed: 1, trials: uncounted, ...more })
}

function claimOf(subject: Subject, more: Partial<TradingQuestion> = {}): TestedClaim {
  const claim = asked(subject, more)
  if (typeof claim === 'string') throw new Error(claim)
  return claim
}

describe('testTrading', () => {
  it('finds a source that leads prices: no shift does as well', () => {
    const { effect, low, test, samples } = claimOf(sceneOf(1, true))
    expect(effect).toBeGreaterThan(5)
    expect(low).toBeGreaterThan(0)
    expect(test).toMatchObject({ probability: 1 / 20, shifts: 19 })
    expect(test.nullMean).toBeLessThan(effect / 2)
    expect(samples).toBe(26 * 7)
  })

  it('cries wolf about as often as it says when the source knows nothing', () => {
    const seeds = Array.from({ length: 60 }, (_, seed) => seed + 1)
    const low = seeds.filter((seed) => {
      return claimOf(sceneOf(seed, false), { permutations: 19, seed }).test.probability <= 0.2
    })
    // Three errors of a share of 60 around a fifth.
    expect(low.length / seeds.length).toBeGreaterThan(0.045)
    expect(low.length / seeds.length).toBeLessThan(0.355)
  })

  it('writes a trial for each arm and seed, and none for a shift', () => {
    const seen: Trial[] = []
    const trials = {
      ...uncounted,
      record: (trial: Trial) => seen.push(trial),
    }
    claimOf(sceneOf(1, true), { trials, seeds: [1, 2] })
    expect(seen.map(({ agents }) => agents)).toEqual([['deaf'], ['deaf'], ['hearing'], ['hearing']])
    expect(new Set(seen.map(({ dataHash }) => dataHash)).size).toBe(2)
    expect(new Set(seen.map(({ configurationHash }) => configurationHash)).size).toBe(4)
  })

  it('says why it cannot ask', () => {
    const { market, log, grid } = sceneOf(1, true)
    const dead = { ...log, tsEvent: log.tsEvent.slice(0, 1), author: log.author.slice(0, 1) }
    expect(asked({ name: 'dead', market, log: dead, grid })).toMatch(/nothing to say of 8\d %/)
    const ts = market.bars.ts
    const bars = market.bars.slice(0, 8 * 168)
    const short = weekGrid((ts[0] as number) - hourUs, ts[8 * 168 - 1] as number, hourUs)
    const subject = { name: 'short', market: { ...market, bars }, log, grid: short }
    expect(asked(subject)).toBe('only 56 days were traded, 64 at least are asked')
  })
})
