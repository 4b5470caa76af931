import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { fitHiddenMarkov, nameRegimes, scoreForecasts } from './index.ts'

const file = '../shared/data/reference/sp500_ret_1990_1999.csv'

describe.skipIf(!existsSync(file))('returns of the S&P 500, 1990 to 1999', () => {
  const lines = readFileSync(file, 'utf8').trim().split('\n').slice(1)
  const returns = Float64Array.from(lines, (line) => Number(line.split(',').at(-1)))
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
