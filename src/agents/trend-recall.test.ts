import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AskedAgent } from '../../test/conformance/asked-agent.ts'
import { seatOf, trendingMarket } from '../../test/simulation/null-scene.ts'
import type { Recall, RecallQuestion, Recollection } from './recall.ts'
import { trend } from './trend.ts'

const rows = 600
const markets = [trendingMarket(1, rows)]
const agent = seatOf(trend, { minutes: 60, hurdle: 0 })

/** What it asks for at each bar, by what it is told; and what it asked memory. */
function asked(recall?: Recall): readonly number[] {
  const of = new AskedAgent(agent, { markets, ...(recall === undefined ? {} : { recall }) })
  const wishes: number[] = []
  for (let row = 0; row < rows; row += 1) if (of.moveTo(row)) wishes.push(of.opine()?.exposure ?? 0)
  return wishes
}

function telling(came: Recollection | undefined, weight = 1): Recall {
  return { weight, similar: () => came }
}

const ten = { count: 10, weight: 10, wins: 1 }
const plain = asked()

describe('trend with memory', () => {
  it('asks for the ten most similar on the side it speaks for, once a word', () => {
    const questions: RecallQuestion[] = []
    const wishes = asked({
      weight: 1,
      similar: (question) => {
        questions.push(question)
        return undefined
      },
    })
    expect(wishes).toEqual(plain)
    const spoken = plain.filter((wish) => wish !== 0)
    expect(questions.map(({ exposure }) => Math.sign(exposure))).toEqual(spoken.map(Math.sign))
    expect(questions.every(({ most }) => most === 10)).toBe(true)
  })

  it('asks for more where they paid and for less where they lost, and never for the other side', () => {
    const paid = asked(telling({ ...ten, mean: 0.02, deviation: 0.01 }))
    const lost = asked(telling({ ...ten, mean: -0.02, deviation: 0.01 }))
    plain.forEach((wish, n) => {
      if (wish === 0) return
      expect(Math.abs(paid[n] ?? 0)).toBeGreaterThanOrEqual(Math.abs(wish))
      expect(Math.abs(lost[n] ?? 0)).toBeLessThan(Math.abs(wish))
      expect((lost[n] ?? 0) * wish).toBeGreaterThanOrEqual(0)
    })
  })

  it('is surer by half more at most where all ten paid alike, and by half less where they lost', () => {
    // The share that Kelly bets at the payoff ratio it assumes, by how sure it is.
    const kellyAt = (sure: number): number => {
      const wins = 0.5 + 0.3 * (sure - 0.5)
      return Math.max(0, wins - (1 - wins) / 1.5)
    }
    const paid = asked(telling({ ...ten, mean: 1, deviation: 0 }))
    const lost = asked(telling({ ...ten, mean: -1, deviation: 0 }))
    const of = new AskedAgent(agent, { markets })
    const looked: number[] = []
    for (let row = 0, n = 0; row < rows; row += 1) {
      if (!of.moveTo(row)) continue
      const { exposure = 0, confidence = 0.5 } = of.opine() ?? {}
      const at = n
      n += 1
      if (confidence <= 0.5) continue
      looked.push(at)
      const sure = 0.5 + (confidence - 0.5) / 0.3
      const each = exposure / kellyAt(sure)
      expect(paid[at]).toBeCloseTo(each * kellyAt(Math.min(1, 1.5 * sure)), 9)
      expect(lost[at]).toBeCloseTo(each * kellyAt(sure / 2), 9)
    }
    expect(looked.length).toBeGreaterThan(5)
  })

  it('goes by half of it at half the weight, and by nothing where it tells nothing', () => {
    const none = asked(telling({ ...ten, mean: 0, deviation: 0 }))
    expect(none).toEqual(plain)
    const came = { ...ten, mean: -0.02, deviation: 0.01 }
    const [half, whole] = [asked(telling(came, 0.5)), asked(telling(came, 1))]
    plain.forEach((wish, n) => {
      if (wish === 0) return
      expect(Math.abs(half[n] ?? 0)).toBeLessThan(Math.abs(wish))
      expect(Math.abs(half[n] ?? 0)).toBeGreaterThan(Math.abs(whole[n] ?? 0))
    })
  })

  it('learns its payoff ratio where the desk says so, and by no more than its bound', () => {
    const came = { ...ten, mean: 0.001, deviation: 0.01 }
    const paying = (payoff: number, payoffWeight?: number): readonly number[] =>
      asked({
        weight: 1,
        ...(payoffWeight === undefined ? {} : { payoffWeight }),
        similar: () => ({ ...came, payoff }),
      })
    const told = asked(telling(came))
    expect(paying(4)).toEqual(told)
    expect(paying(4, 0)).toEqual(told)
    expect(paying(1.5, 1)).toEqual(told)
    const [more, most, less, least] = [paying(2, 1), paying(3, 1), paying(1.2, 1), paying(0.75, 1)]
    told.forEach((wish, n) => {
      if (wish === 0) return
      const size = (of: readonly number[]): number => Math.abs(of[n] ?? 0)
      expect(size(more)).toBeGreaterThan(Math.abs(wish))
      expect(size(most)).toBeGreaterThanOrEqual(size(more))
      expect(size(less)).toBeLessThan(Math.abs(wish))
      expect(size(least)).toBeLessThanOrEqual(size(less))
    })
    for (const payoff of [1e9, Infinity]) expect(paying(payoff, 1)).toEqual(most)
    expect(paying(1e-9, 1)).toEqual(least)
    for (const payoff of [0, -1, Number.NaN]) expect(paying(payoff, 1)).toEqual(told)
  })

  it('stays within its bounds whatever memory says', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(0, -1, 1e308, -1e308, Infinity, NaN))
    fc.assert(
      fc.property(
        number,
        number,
        fc.double({ min: 0, max: 10, noNaN: true }),
        (mean, deviation, weight) => {
          const wishes = asked(telling({ count: 10, weight, wins: 0.5, mean, deviation }))
          expect(wishes.every((wish) => Math.abs(wish) <= 0.5)).toBe(true)
          wishes.forEach((wish, n) => expect(wish * (plain[n] ?? 0)).toBeGreaterThanOrEqual(0))
        },
      ),
      { numRuns: 40 },
    )
  })
})
