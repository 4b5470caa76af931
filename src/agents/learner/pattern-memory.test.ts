import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import type { InstrumentId } from '../../domain/index.ts'
import { normalCdf } from '../../quant/index.ts'
import { clusterPatterns, patternDistance } from './cluster-patterns.ts'
import { PatternArchive } from './pattern-archive.ts'
import { type PatternRecord, qualityOf, verdictOf } from './pattern-record.ts'
import { patternStats, patternViews } from './pattern-stats.ts'
import { believe, type Edge } from './posterior.ts'

const ids = ['BTC-USD.KRAKEN', 'ETH-USD.KRAKEN'] as InstrumentId[]

const anyRecord: fc.Arbitrary<PatternRecord> = fc
  .record({
    instrumentId: fc.constantFrom(...ids),
    moat: fc.constantFrom('market' as const, 'code' as const),
    kind: fc.constantFrom('long' as const, 'short' as const),
    bins: fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 2 })),
    value: fc.double({ min: -0.02, max: 0.02, noNaN: true }),
    evidence: fc.integer({ min: 1, max: 99 }),
    probability: fc.double({ min: 0, max: 1, noNaN: true }),
    claims: fc.nat({ max: 30 }),
    claimValue: fc.double({ min: -0.02, max: 0.02, noNaN: true }),
    age: fc.nat({ max: 3_000 }),
    decay: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ bins, ...of }) => ({
    ...of,
    bins,
    learner: 'pattern-learner',
    key: 3 * bins[0] + bins[1],
    traits: ['rsi', 'volume'],
    sizes: [5, 3],
    features: `rsi ${bins[0]}, volume ${bins[1]}`,
    deviation: 0.01,
    count: of.evidence,
    rested: 1,
    quality: qualityOf(of.probability, of.evidence),
    verdict: verdictOf(of.evidence, of.evidence, of.probability, false),
  }))

/** One of each pattern, as learners keep them. */
const someRecords = fc.uniqueArray(anyRecord, {
  maxLength: 40,
  selector: ({ instrumentId, key, kind }) => `${instrumentId} ${key} ${kind}`,
})

describe('clusters of patterns', () => {
  it('hold every pattern once, near its leader, whatever the order', () => {
    fc.assert(
      fc.property(someRecords, fc.nat(), (records, seed) => {
        const clusters = clusterPatterns(records, 0.3)
        expect(new Set(clusters.flatMap(({ members }) => members))).toEqual(new Set(records))
        expect(clusters.flatMap(({ members }) => members)).toHaveLength(records.length)
        for (const { leader, members, radius } of clusters) {
          expect(radius).toBeLessThanOrEqual(0.3)
          for (const each of members) {
            expect(each.kind).toBe(leader.kind)
            expect(each.evidence).toBeLessThanOrEqual(leader.evidence)
            expect(patternDistance(leader, each)).toBeLessThanOrEqual(radius)
          }
        }
        const cut = seed % (records.length + 1)
        const mixed = [...records.slice(cut).reverse(), ...records.slice(0, cut)]
        expect(clusterPatterns(mixed, 0.3)).toEqual(clusters)
      }),
    )
  })

  it('are told by what their members come to', () => {
    const [base] = fc.sample(anyRecord, { seed: 1, numRuns: 1 })
    const of = (bin: number, value: number, evidence: number): PatternRecord => ({
      ...(base as PatternRecord),
      ...{ kind: 'long', bins: [bin, 0], key: 3 * bin, value, evidence },
      features: `rsi ${bin}, volume 0`,
    })
    const clusters = clusterPatterns([of(0, 0.01, 10), of(1, 0.02, 30), of(4, 0, 20)], 0.2)
    expect(clusters.map(({ patterns, evidence }) => [patterns, evidence])).toEqual([
      [2, 40],
      [1, 20],
    ])
    expect(clusters[0]).toMatchObject({ name: 'rsi 1, volume 0' })
    expect(clusters[0]?.value).toBeCloseTo(0.0175, 12)
    expect(clusters[0]?.valueDeviation).toBeCloseTo(0.00433, 5)
    expect(clusters[0]?.radius).toBe(0.125)
  })
})

describe('figures of patterns', () => {
  it('add up, by whatever they are told apart', () => {
    fc.assert(
      fc.property(someRecords, (records) => {
        const stats = patternStats(records)
        const evidence = records.reduce((sum, each) => sum + each.evidence, 0)
        for (const view of patternViews) {
          const groups = stats[view]
          expect(groups.reduce((sum, each) => sum + each.patterns, 0)).toBe(records.length)
          expect(groups.reduce((sum, each) => sum + each.evidence, 0)).toBe(evidence)
          expect(groups.every(({ patterns }) => patterns > 0)).toBe(true)
        }
        const young = records.filter(({ age }) => age < 24).length
        expect(stats.age.find(({ name }) => name === 'below 24 bars')?.patterns ?? 0).toBe(young)
      }),
    )
  })
})

describe('an archive', () => {
  it('keeps those worth most, one of a key', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 40 }), (records) => {
        const archive = new PatternArchive(4, ({ value }) => value)
        const latest = new Map<number, PatternRecord>()
        for (const record of records) {
          latest.set(record.key, record)
          const gone = archive.put(record)
          if (gone !== undefined) {
            expect(archive.has(gone.key)).toBe(false)
            latest.delete(gone.key)
            for (const { value } of archive.records)
              expect(value).toBeGreaterThanOrEqual(gone.value)
          }
        }
        expect(archive.records.length).toBeLessThanOrEqual(4)
        expect(new Set(archive.records)).toEqual(new Set(latest.values()))
        const again = new PatternArchive(4, ({ value }) => value)
        again.load(JSON.parse(JSON.stringify(archive.save())))
        expect(JSON.stringify(again.records)).toBe(JSON.stringify(archive.records))
      }),
    )
  })
})

describe('what is believed of a pattern', () => {
  const edge: Edge = { mean: 0, error: 0, deviation: 0, evidence: 0 }
  const nothing = { prior: 8, variance: 0.0001, peerMean: 0, peerEvidence: 0 }

  it('is no edge before anything is seen, and what was seen in the end', () => {
    believe(edge, 0, 0, 0, nothing)
    expect(edge).toMatchObject({ mean: 0, deviation: 0.01, evidence: 0 })
    believe(edge, 1e6, 0.02, 1e6 * 0.0004, nothing)
    expect(edge.mean).toBeCloseTo(0.02, 5)
    expect(edge.deviation).toBeCloseTo(0.02, 4)
    expect(edge.error).toBeCloseTo(0.02 / 1_000, 6)
  })

  it('is as sure as it may be: the truth lies within its error as often as it says', () => {
    const chance = Random.stream(3, 'posterior')
    let within = 0
    const draws = 4_000
    for (let k = 0; k < draws; k += 1) {
      const truth = (0.01 / Math.sqrt(8)) * chance.normal()
      const outcomes = Array.from({ length: 12 }, () => truth + 0.01 * chance.normal())
      const mean = outcomes.reduce((a, b) => a + b, 0) / 12
      const spread = outcomes.reduce((a, b) => a + (b - mean) * (b - mean), 0)
      believe(edge, 12, mean, spread, nothing)
      if (Math.abs(truth - edge.mean) < edge.error) within += 1
    }
    expect(within / draws).toBeGreaterThan(2 * normalCdf(1) - 1 - 0.03)
    expect(within / draws).toBeLessThan(2 * normalCdf(1) - 1 + 0.03)
  })
})
