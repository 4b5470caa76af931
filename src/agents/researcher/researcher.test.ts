import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defined, Random } from '../../base/index.ts'
import { hourUs, type InstrumentId, micros } from '../../domain/index.ts'
import { adjustProbabilities } from '../../quant/index.ts'
import type { MoatColumn } from '../moat.ts'
import { explainNews, type Finding, type ResearchNews } from './finding.ts'
import { foundOf, Researcher, type ResearchedBar } from './researcher.ts'
import { testGranger, testTransfer } from './test-lead.ts'
import { TestLedger } from './test-ledger.ts'

const instrumentId = 'BTC-USD.KRAKEN' as InstrumentId
const columns: readonly MoatColumn[] = [
  { moat: 'code', column: 'commits' },
  { moat: 'logistics', column: 'shipments' },
]

/** How much the changes of the first column move the market six bars later. */
type World = { readonly seed: number; readonly bars: number; readonly toVolatility: number }

/** Bars; both columns are walks of their own, and silent at first. */
function worldOf({ seed, bars, toVolatility }: World): readonly ResearchedBar[] {
  const chance = Random.stream(seed, 'world')
  const changes: number[] = []
  let [close, one, two] = [100, 50, 1_000]
  return Array.from({ length: bars }, (_, row) => {
    const change = chance.normal()
    changes.push(change)
    one += change
    two += 20 * chance.normal()
    const before = changes[row - 6] ?? 0
    close *= Math.exp(0.005 * Math.exp(toVolatility * before) * chance.normal())
    const values = row < 100 ? [Number.NaN, Number.NaN] : [one, two]
    return { ts: micros((row + 1) * hourUs), close, values }
  })
}

function newsOf(bars: readonly ResearchedBar[], restartAt = -1): readonly ResearchNews[] {
  let researcher = new Researcher({ instrumentId, columns })
  return bars.flatMap((bar, row) => {
    if (row === restartAt) {
      const saved = JSON.parse(JSON.stringify(researcher.save()))
      researcher = new Researcher({ instrumentId, columns })
      researcher.load(saved)
    }
    return researcher.onBar(bar)
  })
}

const findings = (news: readonly ResearchNews[]): readonly Finding[] =>
  news.filter((each) => each.kind === 'finding')

describe('a deep researcher', () => {
  const led = worldOf({ seed: 1, bars: 3_100, toVolatility: 0.4 })
  const news = newsOf(led)

  it('finds what leads, at the lag at which it leads, and not what does not', () => {
    const found = foundOf(news)
    const all = [2, 3, 4, 5, 6].flatMap((seed) => {
      return foundOf(newsOf(worldOf({ seed, bars: 3_100, toVolatility: 0.4 })))
    })
    expect(all.length).toBeGreaterThan(5 * 10)
    // By transfer entropy it foretells returns too: not their side, but their size.
    const others = all.filter(({ column, target, test, lag }) => {
      const isSeen = target === 'volatility' || test === 'transfer-entropy'
      return column !== 'commits' || !isSeen || lag !== 6
    })
    expect(others.length).toBeLessThanOrEqual(0.1 * all.length)
    const [best] = found
    expect(best?.pCorrected).toBeLessThan(1e-6)
    const last = defined(
      findings(news).findLast((each) => each.isFound && each.test === 'granger'),
      'found',
    )
    expect(last.interval[0]).toBeGreaterThan(0.1)
    expect(last.effect).toBeLessThan(last.interval[1])
    const said = explainNews(last)
    expect(said).toMatch(/^code commits leads volatility by 6 bars of an hour or longer: granger/)
    expect(said).toMatch(/granger 0\.\d+ \(0\.\d+ to 0\./)
    expect(said).toMatch(/\), p [\d.e-]+, corrected [\d.e-]+, n \d+$/)
  })

  it('publishes every test, corrected for all before it, and the end of every round', () => {
    const rounds = news.filter((each) => each.kind === 'round-done')
    expect(rounds).toHaveLength(6)
    expect(rounds.map(({ testsEver }) => testsEver)).toEqual([24, 48, 72, 96, 120, 144])
    expect(findings(news)).toHaveLength(144)
    for (const { p, pCorrected, interval, effect, n } of findings(news)) {
      expect(pCorrected).toBeGreaterThanOrEqual(p - 1e-15)
      expect(interval[0]).toBeLessThanOrEqual(effect)
      expect(interval[1]).toBeGreaterThanOrEqual(effect)
      expect(n).toBeGreaterThan(250)
    }
    const [first] = rounds
    expect(explainNews(defined(first, 'round'))).toMatch(
      / in 24 tests \(0 not possible, 24 in the run/,
    )
  })

  it('finds next to nothing where there is nothing', () => {
    const all = [11, 12, 13].flatMap((seed) =>
      newsOf(worldOf({ seed, bars: 3_100, toVolatility: 0 })),
    )
    expect(findings(all)).toHaveLength(432)
    expect(foundOf(all).length).toBeLessThanOrEqual(4)
    const small = findings(all).filter(({ p }) => p <= 0.05).length / 432
    expect(small).toBeLessThan(0.1)
    const done = defined(
      all.findLast((each) => each.kind === 'round-done' && each.found === 0),
      'round',
    )
    expect(explainNews(done)).toMatch(/^nothing was found in 24 tests/)
  })

  it('says what it could not test, and why', () => {
    const silent = newsOf(led.slice(0, 530).map((bar) => ({ ...bar, values: [Number.NaN, 5] })))
    expect(findings(silent)).toEqual([])
    const whys = silent.flatMap((each) =>
      each.kind === 'untested' ? [`${each.column} ${each.why}`] : [],
    )
    expect(new Set(whys)).toEqual(new Set(['commits silent', 'shipments constant']))
    expect(explainNews(defined(silent[0], 'news'))).toBe(
      'code commits was not tested: only 0 rows in a row are known',
    )
    const none = new Researcher({ instrumentId, columns: [] })
    expect(led.slice(0, 600).flatMap((bar) => none.onBar(bar))).toEqual([])
  })

  it('says the same after a restart in the middle of a round', () => {
    const short = led.slice(0, 1_600)
    expect(JSON.stringify(newsOf(short, 1_011))).toBe(JSON.stringify(newsOf(short)))
  })
})

describe('a test of a lead', () => {
  it('has the truth in its interval as often as it says, on either side', () => {
    const chance = Random.stream(5, 'lead')
    for (const rho of [-0.3, 0.2]) {
      let within = 0
      for (let run = 0; run < 300; run += 1) {
        const cause = Float64Array.from({ length: 300 }, () => chance.normal())
        const rest = Math.sqrt(1 - rho * rho)
        const effect = cause.map((_, i) => rho * (cause[i - 4] ?? 0) + rest * chance.normal())
        const { interval } = defined(testGranger(cause, effect, 4), 'lead')
        if (interval[0] <= rho && rho <= interval[1]) within += 1
      }
      expect(within / 300).toBeGreaterThan(0.91)
      expect(within / 300).toBeLessThan(0.99)
    }
  })

  it('is wrong as often as it says where there is nothing, in wild markets too', () => {
    const chance = Random.stream(8, 'null')
    const wild = (): Float64Array =>
      Float64Array.from({ length: 400 }, () => chance.normal() * Math.exp(0.7 * chance.normal()))
    let [granger, transfer] = [0, 0]
    for (let run = 0; run < 800; run += 1) {
      const [cause, effect] = [wild(), wild()]
      if (defined(testGranger(cause, effect, 6), 'lead').p <= 0.05) granger += 1
      if (defined(testTransfer(cause, effect, 6), 'lead').p <= 0.05) transfer += 1
    }
    for (const wrong of [granger, transfer]) {
      expect(wrong / 800).toBeGreaterThan(0.03)
      expect(wrong / 800).toBeLessThan(0.075)
    }
  })

  it('sees by transfer entropy what is no line, and says nothing of what stands still', () => {
    const chance = Random.stream(6, 'transfer')
    const cause = Float64Array.from({ length: 1_000 }, () => chance.normal())
    const effect = cause.map((_, i) => Math.abs(cause[i - 2] ?? 0) + 0.5 * chance.normal())
    const transfer = defined(testTransfer(cause, effect, 2), 'lead')
    expect(transfer.p).toBeLessThan(1e-9)
    expect(transfer.interval[0]).toBeGreaterThan(0.02)
    expect(defined(testGranger(cause, effect, 2), 'lead').p).toBeGreaterThan(0.001)
    const still = new Float64Array(1_000)
    expect(testTransfer(cause, still, 2)).toBeUndefined()
    expect(testGranger(still, effect, 2)).toBeUndefined()
  })
})

describe('a ledger of tests', () => {
  it('corrects each for all before it, as all of them at once would be', () => {
    const p = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.001, 1))
    fc.assert(
      fc.property(fc.array(p, { minLength: 1, maxLength: 60 }), (all) => {
        let ledger = new TestLedger()
        for (const [i, each] of all.entries()) {
          const said = ledger.take(each)
          const known = adjustProbabilities(all.slice(0, i + 1), 'benjamini-yekutieli')
          expect(said).toBeCloseTo(known.probabilities[i] ?? Number.NaN, 12)
          const again = new TestLedger()
          again.load(JSON.parse(JSON.stringify(ledger.save())))
          ledger = again
        }
        expect(ledger.count).toBe(all.length)
      }),
    )
  })

  it('forgets the oldest beyond five thousand', () => {
    const ledger = new TestLedger()
    const harmonic = 9.0945
    for (let k = 0; k < 5_000; k += 1) ledger.take(0.5)
    expect(ledger.take(0.000_01)).toBeCloseTo(0.05 * harmonic, 5)
    for (let k = 0; k < 4_999; k += 1) ledger.take(0.9)
    expect(ledger.take(0.000_02)).toBeCloseTo(0.1 * harmonic, 5)
    expect(ledger.count).toBe(10_001)
  })

  it('finds something in one of three of them seldom, where there is nothing', () => {
    const runs = 200
    let wrong = 0
    for (let seed = 1; seed <= runs; seed += 1) {
      const chance = Random.stream(seed, 'ledgers')
      let found = 0
      for (let of = 0; of < 3; of += 1) {
        const ledger = new TestLedger({ round: 48, ledgers: 3 })
        for (let k = 0; k < 1_000; k += 1) if (ledger.take(chance.next()) <= 0.05) found += 1
      }
      if (found > 0) wrong += 1
    }
    expect(wrong / runs).toBeLessThan(0.07)
  })
})
