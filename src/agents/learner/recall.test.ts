import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { patternBars, sessionOf } from '../../../test/simulation/pattern-market.ts'
import { defined } from '../../base/index.ts'
import type { InstrumentId } from '../../domain/index.ts'
import type { Agent } from '../agent.ts'
import { LearnerMind } from './learner-mind.ts'
import { patternLearner } from './pattern-learner.ts'
import type { PatternRecord } from './pattern-record.ts'
import { believe, type Edge } from './posterior.ts'
import { recallForNew, recallPatterns } from './recall.ts'
import { RecalledPatterns } from './recalled-patterns.ts'

const planted = { rows: 3_000, noise: 0.004, planted: 0.015 }
/** Falls three times in a row, the last with much volume. */
const key = 2

function learner(given: Readonly<Record<string, number>> = {}): Agent {
  const seated = patternLearner.seat(given)
  return defined(seated.ok ? seated.value : undefined, 'learner')
}

function mindOf(mind: unknown): LearnerMind {
  return defined(mind instanceof LearnerMind ? mind : undefined, 'mind')
}

function fresh(given: Readonly<Record<string, number>> = {}, seed = 1): LearnerMind {
  return mindOf(learner(given).makeMind?.(seed))
}

/** One that has looked at a market in which something is planted, and has archived it. */
function taught(seed: number): LearnerMind {
  return mindOf(sessionOf(learner(), patternBars({ ...planted, seed }).bars, seed).mind)
}

function recordOf(of: Partial<PatternRecord>): PatternRecord {
  return {
    ...{ learner: 'pattern-learner 0', instrumentId: 'P-USD.SIM' as InstrumentId, moat: 'market' },
    ...{ kind: 'long', key, traits: [], bins: [], sizes: [], features: '', value: 0.01 },
    ...{ deviation: 0.01, evidence: 60, probability: 0.99, count: 60, claims: 0, claimValue: 0 },
    ...{ age: 100, rested: 0, decay: 1, quality: 0.66, verdict: 'archive', ...of },
  }
}

const anything = fc.record({
  key: fc.nat({ max: 5 }),
  mean: fc.double({ noDefaultInfinity: true, noNaN: true }),
  quality: fc.double({ noDefaultInfinity: true, noNaN: true }),
})

describe('what is recalled', () => {
  it('moves a belief by no more than is stated, whatever archives hold', () => {
    const terms = fc.record({
      cost: fc.double({ min: 0.0001, max: 0.1, noNaN: true }),
      prior: fc.integer({ min: 1, max: 1_000 }),
    })
    const seen = fc.record({
      own: fc.double({ min: 0, max: 30, noNaN: true }),
      mean: fc.double({ min: -0.05, max: 0.05, noNaN: true }),
      peers: fc.double({ min: 0, max: 20, noNaN: true }),
      peerMean: fc.double({ min: -0.05, max: 0.05, noNaN: true }),
    })
    fc.assert(
      fc.property(terms, seen, fc.array(anything, { maxLength: 12 }), (of, known, told) => {
        const recalled = new RecalledPatterns(of)
        recalled.take(told, [])
        const { own, mean, peers, peerMean } = known
        const all = own + peers
        const without: Edge = { mean: 0, error: 0, deviation: 0, evidence: 0 }
        const beliefs = { prior: of.prior, variance: 0.0001, peerMean, peerEvidence: peers }
        believe(without, own, mean, own * 0.0001, beliefs)
        for (let k = 0; k < 6; k += 1) {
          const r = recalled.evidence(k, all)
          expect(r).toBeLessThanOrEqual(Math.max(0, Math.min(4, of.prior / 2) - all))
          const edge: Edge = { ...without }
          const added = { ...beliefs }
          recalled.addTo(added, k, all)
          believe(edge, own, mean, own * 0.0001, added)
          const share = r / (all + of.prior + r)
          const reach = share * (2 * of.cost + Math.abs(without.mean))
          expect(Math.abs(edge.mean - without.mean)).toBeLessThanOrEqual(reach + 1e-12)
          if (all === 0) expect(Math.abs(edge.mean)).toBeLessThanOrEqual((2 / 3) * of.cost + 1e-12)
          if (all >= 4) expect(edge).toEqual(without)
        }
      }),
    )
  })

  it('asks for twice the edge of what failed elsewhere, and not for ever', () => {
    const recalled = new RecalledPatterns({ cost: 0.01, prior: 8 })
    recalled.take([], [3])
    expect([0, 19.9, 20].map((known) => recalled.hurdle(3, known))).toEqual([2, 2, 1])
    expect(recalled.hurdle(4, 0)).toBe(1)
  })

  it('comes back as it was from what was saved, and nothing is saved of nothing', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anything, { selector: (each) => each.key }), (told) => {
        const mind = fresh()
        expect(JSON.stringify(mind.save())).not.toContain('recalled')
        mind.recalled.take(told, [1])
        const again = fresh()
        again.load(JSON.parse(JSON.stringify(mind.save())))
        expect(JSON.stringify(again.save())).toBe(JSON.stringify(mind.save()))
        again.load(fresh().save())
        expect(again.recalled.isEmpty).toBe(true)
      }),
    )
  })
})

describe('a learner of a new team', () => {
  it('recalls what paid elsewhere and in its own past, and is warned of what failed elsewhere', () => {
    const [own, other, foreign] = [fresh(), fresh(), fresh({ variant: 1 })]
    own.valued.put(recordOf({ key: 5, value: 0.002 }))
    other.valued.put(recordOf({ kind: 'short', value: 0.001 }))
    other.valued.put(recordOf({ key: 7 }))
    other.failed.put(recordOf({ key: 7 }))
    foreign.valued.put(recordOf({ key: 9 }))
    recallPatterns(own, [own, undefined, other, foreign])
    const { recalled } = own
    expect([5, key, 7, 9].map((each) => recalled.evidence(each, 0))).toEqual([2.64, 2.64, 0, 0])
    expect([5, key, 7, 9].map((each) => recalled.hurdle(each, 0))).toEqual([1, 1, 2, 1])
    const beliefs = { prior: 8, variance: 0.0001, peerMean: 0, peerEvidence: 0 }
    recalled.addTo(beliefs, key, 0)
    expect(beliefs.peerMean).toBeCloseTo(-0.0082, 12)
  })

  it('begins with it only where it has not begun', () => {
    const [seen, late] = [taught(1), fresh()]
    recallForNew([seen, late])
    expect(seen.recalled.isEmpty).toBe(true)
    expect(late.recalled.evidence(key, 0)).toBeGreaterThan(1)
  })

  it('tries sooner what paid elsewhere, and is believed no more for it', () => {
    const teachers = [1, 2, 3].map(taught)
    const firstOf = (seed: number, hears: boolean): { tries: number; most: number } => {
      const { bars, stands } = patternBars({ ...planted, rows: 700, seed })
      const agent = learner()
      const mind = fresh({}, seed)
      if (hears) recallPatterns(mind, [...teachers, mind])
      const { opinions } = sessionOf({ ...agent, makeMind: () => mind }, bars, seed)
      const said = opinions.filter((each, row) => stands[row] === true && each !== undefined)
      return { tries: said.length, most: Math.max(0.5, ...said.slice(0, 1).map(confidenceOf)) }
    }
    const seeds = Array.from({ length: 30 }, (_, k) => 100 + k)
    const sum = (hears: boolean): number =>
      seeds.reduce((all, seed) => all + firstOf(seed, hears).tries, 0)
    expect(sum(true)).toBeGreaterThan(sum(false))
    expect(Math.max(...seeds.map((seed) => firstOf(seed, true).most))).toBe(0.5)
  })

  it('gains nothing on noise, whatever it recalls', () => {
    let [claimed, count, won, squares] = [0, 0, 0, 0]
    for (let seed = 1; seed <= 40; seed += 1) {
      const mind = fresh({}, seed)
      const teller = fresh()
      for (let k = 0; k < 24; k += 1)
        teller.valued.put(recordOf({ key: k, kind: (k * seed) % 2 === 0 ? 'long' : 'short' }))
      recallPatterns(mind, [teller, mind])
      const { bars } = patternBars({ seed: 1_000 + seed, rows: 1_000, noise: 0.012, planted: 0 })
      const { opinions } = sessionOf({ ...learner(), makeMind: () => mind }, bars, seed)
      for (const [row, said] of opinions.entries()) {
        const [now, next] = [bars.close[row], bars.close[row + 1]]
        if (said === undefined || now === undefined || next === undefined) continue
        const came = Math.sign(said.exposure) * (next / now - 1)
        count += 1
        claimed += said.confidence - 0.5
        won += came
        squares += came * came
      }
    }
    expect(count).toBeGreaterThan(200)
    expect(Math.abs(won)).toBeLessThan(3 * Math.sqrt(squares))
    expect(won / count).toBeLessThan(0.0072)
    expect(claimed / count).toBeLessThan(0.01)
  })
})

function confidenceOf(opinion: { readonly confidence: number } | undefined): number {
  return opinion?.confidence ?? 0.5
}
