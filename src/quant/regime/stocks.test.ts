import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sharedColumn } from '../../../test/golden/quant/shared-columns.ts'
import { Random } from '../../base/index.ts'
import { fitHiddenMarkov, nameRegimes, scoreForecasts } from './index.ts'

const table = 'data/reference/sp500_ret_1990_1999.csv'

describe.skipIf(!existsSync(`../shared/${table}`))('returns of the S&P 500, 1990 to 1999', () => {
  const returns = sharedColumn(table, 'ret_pct')
  const half = Math.floor(returns.length / 2)

  it('are forecast better by three regimes of the first half than by their long run', () => {
    const options = { states: 3, kind: 'diagonal-gaussian', restarts: 4 } as const
    const random = Random.fromSeed(1)
    const fit = fitHiddenMarkov(returns.slice(0, half), { ...options, random })
    if (fit === undefined) throw new Error('there is no fit')
    expect(new Set(nameRegimes(fit.model)).size).toBe(3)
    const scores = scoreForecasts(fit.model, returns, { from: half }) ?? []
    expect(scores.map(({ horizon }) => horizon)).toEqual([1, 2, 3])
    for (const score of scores) {
      expect(score.logScore).toBeGreaterThan(score.baseLogScore)
      expect(score.brier).toBeLessThan(score.baseBrier)
    }
  })
})
