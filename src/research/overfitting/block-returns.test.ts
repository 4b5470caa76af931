import { expect, it } from 'vitest'
import type { Micros } from '../../domain/index.ts'
import { blockReturns } from './block-returns.ts'

function run(equity: readonly number[]): Parameters<typeof blockReturns>[0] {
  const { length } = equity
  return {
    equity: {
      length,
      ts: Float64Array.from(equity, (_, i) => 1_000 + i + 1),
      equity: Float64Array.from(equity),
      exposure: new Float32Array(length),
    },
    startEquity: 100,
    from: 1_000 as Micros,
    to: (1_000 + length) as Micros,
  }
}

it('multiplies to what the run made, over 96 equal stretches', () => {
  const equity = Array.from({ length: 960 }, (_, i) => 100 + 10 * Math.sin(i / 50) + i / 100)
  const returns = blockReturns(run(equity)) ?? new Float64Array()
  expect(returns).toHaveLength(96)
  expect(returns[0]).toBeCloseTo((equity[9] as number) / 100 - 1, 6)
  expect(returns[95]).toBeCloseTo((equity[959] as number) / (equity[949] as number) - 1, 6)
  const made = returns.reduce((product, value) => product * (1 + value), 100)
  expect(made).toBeCloseTo(equity[959] as number, 3)
})

it('is nothing of fewer bars, and nought once nothing is left', () => {
  expect(blockReturns(run(Array.from({ length: 95 }, () => 100)))).toBeUndefined()
  const ruined = blockReturns(run(Array.from({ length: 96 }, (_, i) => (i < 50 ? 100 : -5))))
  expect([ruined?.[49], ruined?.[50], ruined?.[51]]).toEqual([0, -1, 0])
})
