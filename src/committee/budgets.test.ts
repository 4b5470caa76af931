import { describe, expect, it } from 'vitest'
import { Random } from '../base/index.ts'
import { dayUs } from '../domain/index.ts'
import { Attribution } from './attribution.ts'
import { Budgets } from './budgets.ts'

/** What agent `a` brings a bar on average in regime `r`, in units of its spread. */
function budgetsAfter(
  bars: number,
  means: readonly (readonly number[])[],
  instruments = 1,
): Budgets {
  const regimes = 2
  const terms = { seed: 1, instruments, costPerSide: 0, regimes, streams: [] }
  const attribution = new Attribution(means.length, terms)
  const chance = Random.stream(4, 'budgets')
  for (let bar = 0; bar < bars; bar += 1)
    for (const [agent, of] of means.entries())
      for (const [regime, mean] of of.entries())
        attribution.shapley.add(agent, regime, mean + chance.normal())
  const budgets = new Budgets(attribution, means.length)
  budgets.onTime(dayUs)
  return budgets
}

describe('budgets', () => {
  it('are what is asked for until something is known', () => {
    const budgets = budgetsAfter(499, [[5, -5]])
    expect([budgets.of(0, 0), budgets.of(0, 1)]).toEqual([1, 1])
  })

  it('grow in a regime in which an agent brought something and shrink where it cost', () => {
    const budgets = budgetsAfter(1_000, [
      [0.2, -0.2],
      [0, 0],
    ])
    expect([budgets.of(0, 0), budgets.of(0, 1)]).toEqual([1.5, 0.25])
    for (const regime of [0, 1]) {
      expect(budgets.of(1, regime)).toBeGreaterThan(0.25)
      expect(budgets.of(1, regime)).toBeLessThan(1.5)
    }
  })

  it('move less far by bars of instruments that move together', () => {
    const [alone, among] = [1, 15].map((many) => budgetsAfter(1_000, [[0.07, 0]], many).of(0, 0))
    expect(alone).toBeGreaterThan(1.1)
    expect(alone).toBeLessThan(1.5)
    expect((among as number) - 1).toBeCloseTo(((alone as number) - 1) / Math.sqrt(9.4), 9)
  })

  it('move once a day', () => {
    const terms = { seed: 1, instruments: 1, costPerSide: 0, regimes: 1, streams: [] }
    const attribution = new Attribution(1, terms)
    const budgets = new Budgets(attribution, 1)
    budgets.onTime(dayUs)
    for (let bar = 0; bar < 600; bar += 1) attribution.shapley.add(0, 0, bar % 3)
    budgets.onTime(2 * dayUs - 1)
    expect(budgets.of(0, 0)).toBe(1)
    budgets.onTime(2 * dayUs)
    expect(budgets.of(0, 0)).toBe(1.5)
    const again = new Budgets(attribution, 1)
    again.load(JSON.parse(JSON.stringify(budgets.save())))
    expect(again.save()).toEqual(budgets.save())
  })
})
