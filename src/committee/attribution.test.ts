import { describe, expect, it } from 'vitest'
import { defined, Random } from '../base/index.ts'
import { hourUs } from '../domain/index.ts'
import { Attribution } from './attribution.ts'
import type { Brought } from './brought.ts'
import { BroughtSums } from './brought-sums.ts'
import { amongInstruments } from './moves-together.ts'
import { SkillBook } from './skill-book.ts'
import { SkilledCommittee } from './skilled-committee.ts'

type Session = { readonly attribution: Attribution; readonly result: number; readonly bars: number }

/** Hourly bars; the first agent knows the next one more often than not, the others do not. */
function session(bars: number, costPerSide = 0): Session {
  const agents = 6
  const book = new SkillBook(agents, 1)
  const everybody = { name: 'all', has: Array.from({ length: agents }, () => true) }
  const nobody = { name: 'none', has: [] }
  const streams = [everybody, nobody]
  const attribution = new Attribution(agents, {
    seed: 5,
    instruments: 1,
    costPerSide,
    regimes: 1,
    streams,
  })
  const horizonsUs = Array.from({ length: agents }, (_, a) => (a % 2 === 0 ? 1 : 24) * hourUs)
  const seat = { book, horizonsUs, quorum: 1, outcomeWeight: 4, costPerSide, attribution }
  const committee = new SkilledCommittee(seat)
  committee.pace = 0.004 / Math.sqrt(hourUs)
  const chance = Random.stream(7, 'attribution')
  let close = 100
  let result = 0
  let held = 0
  for (let bar = 1; bar <= bars; bar += 1) {
    committee.onBar(bar * hourUs, close, 0)
    const up = chance.next() < 0.5
    for (let a = 0; a < agents; a += 1) {
      const knows = a === 0 && chance.next() < 0.7
      const side = (knows ? up : chance.next() < 0.5) ? 1 : -1
      const speaks = chance.next() < 0.8
      committee.hear(a, speaks ? { exposure: 0.3 * side, confidence: 0.6 } : undefined)
    }
    const wish = committee.decide() ? committee.exposure : 0
    const next = close * (up ? 1.01 : 0.99)
    result += wish * (next / close - 1) - costPerSide * Math.abs(wish - held)
    held = wish
    close = next
  }
  committee.onBar((bars + 1) * hourUs, close, 0)
  return { attribution, result, bars }
}

describe('what each agent brought', () => {
  it('adds up to what the decisions came to, costs and all', () => {
    for (const cost of [0, 0.0036]) {
      const { attribution, result } = session(1_500, cost)
      const shares = [0, 1, 2, 3, 4, 5].map((a) => attribution.shapley.of(a).total)
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(result, 9)
      expect(attribution.streams.of(0).total).toBeCloseTo(result, 9)
      expect(attribution.streams.of(1).total).toBe(0)
    }
  })

  it('is more than nothing for who knows, and may be nothing for the others', () => {
    const { attribution, bars } = session(3_000)
    for (const sums of [attribution.shapley, attribution.without]) {
      const [knows, ...others] = [0, 1, 2, 3, 4, 5].map((a) => sums.of(a))
      expect(knows?.bars).toBe(bars)
      expect(defined(knows, 'agent').interval[0]).toBeGreaterThan(0)
      expect(others.filter(({ interval }) => interval[0] > 0)).toEqual([])
    }
  })

  it('does not count what the price did while nobody decided', () => {
    const brought = (isReleased: boolean): number => {
      const book = new SkillBook(1, 1)
      for (let k = 0; k < 400; k += 1) {
        const settled = { agent: 0, regime: 0, confidence: 0.7, believed: 0.7, weight: 1 }
        book.settle(settled, k % 10 < 7)
      }
      const streams = [{ name: 'all', has: [true] }]
      const attribution = new Attribution(1, {
        seed: 5,
        instruments: 1,
        costPerSide: 0,
        regimes: 1,
        streams,
      })
      const terms = { quorum: 1, outcomeWeight: 1, costPerSide: 0 }
      const committee = new SkilledCommittee({ book, horizonsUs: [hourUs], attribution, ...terms })
      committee.onBar(hourUs, 100, 0)
      committee.hear(0, { exposure: 0.5, confidence: 0.7 })
      expect(committee.decide()).toBe(true)
      expect(committee.exposure).toBeCloseTo(0.5)
      if (isReleased) committee.release()
      committee.onBar(1_000 * hourUs, 200, 0)
      return attribution.shapley.of(0).total
    }
    expect([brought(false), brought(true)]).toEqual([0.5, 0])
  })

  it.each([1, 4, 14])('has an interval that holds what %i instruments brought together', (many) => {
    const [runs, rho] = [200, 0.6]
    let [plain, wide] = [0, 0]
    for (let seed = 1; seed <= runs; seed += 1) {
      const random = Random.fromSeed(seed)
      const sums = new BroughtSums(1, 1)
      for (let bar = 0; bar < 300; bar += 1) {
        const common = Math.sqrt(rho) * random.normal()
        for (let i = 0; i < many; i += 1)
          sums.add(0, 0, common + Math.sqrt(1 - rho) * random.normal())
      }
      const holds = ({ interval: [low, high] }: Brought): boolean => low <= 0 && high >= 0
      if (holds(sums.of(0))) plain += 1
      if (holds(amongInstruments(sums.of(0), many))) wide += 1
    }
    expect(wide / runs).toBeGreaterThan(0.91)
    expect(wide / runs).toBeLessThan(0.985)
    expect(plain / runs).toBeLessThan({ 1: 1, 4: 0.85, 14: 0.65 }[many] ?? 0)
  })

  it('misses nothing of who counts for nothing, also after a stop has closed what was held', () => {
    const book = new SkillBook(2, 1)
    for (let k = 0; k < 1_000; k += 1) {
      const confidence = k % 2 === 0 ? 0.8 : 0.6
      const settled = { agent: 0, regime: 0, confidence, believed: confidence, weight: 1 }
      book.settle(settled, k % 20 < 20 * confidence)
    }
    const costs = { costPerSide: 0.001 }
    const terms = { seed: 5, instruments: 1, regimes: 1, streams: [], ...costs }
    const attribution = new Attribution(2, terms)
    const seat = { book, horizonsUs: [hourUs, hourUs], quorum: 1, outcomeWeight: 1e-4 }
    const committee = new SkilledCommittee({ ...seat, ...costs, attribution })
    committee.pace = 0.004 / Math.sqrt(hourUs)
    let [wished, left] = [0, 0]
    for (let bar = 1; bar <= 200; bar += 1) {
      committee.onBar(bar * hourUs, 100 * 1.001 ** bar, 0)
      committee.isFlat = bar % 20 === 10
      committee.hear(0, { exposure: 1, confidence: bar % 20 < 5 ? 0.8 : 0.6 })
      committee.hear(1, { exposure: -1, confidence: 0.6 })
      const before = committee.exposure
      committee.decide()
      wished += committee.exposure
      if (committee.isFlat && committee.exposure < before) left += 1
    }
    expect(wished).toBeGreaterThan(10)
    expect(left).toBe(10)
    expect(attribution.shapley.of(1).total).toBe(0)
    expect(attribution.without.of(1).total).toBe(0)
    expect(attribution.without.of(0).total).toBeCloseTo(attribution.shapley.of(0).total, 12)
  })

  it('goes on the same after it was saved and brought back', () => {
    const { attribution } = session(200)
    const again = new Attribution(6, attribution.terms)
    again.load(JSON.parse(JSON.stringify(attribution.save())))
    expect(again.save()).toEqual(attribution.save())
    expect(again.random.next()).toBe(attribution.random.next())
  })
})
