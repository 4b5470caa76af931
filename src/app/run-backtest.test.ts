import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { agentByName } from '../agents/index.ts'
import { defined } from '../base/index.ts'
import { generateMarket, type LoadedBars } from '../market/index.ts'
import { summariseOverfitting } from '../research/index.ts'
import { wideLimits } from '../risk/index.ts'
import { defaultCosts } from '../venue/index.ts'
import { type JudgedBacktest, judgeBacktest } from './run-backtest.ts'
import { TrialFile } from './trial-file.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-judged-'))
afterAll(() => rmSync(folder, { recursive: true }))

function judged(desk: string, fast: number, slow: number, rows = 20_000): JudgedBacktest {
  return judgedOn(generateMarket({ seed: 3, rows }).slice(0, 1), desk, fast, slow)
}

function judgedOn(
  market: readonly LoadedBars[],
  desk: string,
  fast: number,
  slow: number,
): JudgedBacktest {
  const seated = defined(agentByName('trend'), 'trend').seat({ fast, slow })
  if (!seated.ok) throw new Error('trend was not seated')
  const setup = {
    seed: 1,
    agents: [seated.value],
    quorum: 1,
    limits: wideLimits,
    costs: defaultCosts,
    cash: 10_000_000_000_000n,
    rebalanceMin: 0.05,
  }
  return judgeBacktest({ setup, market, trials: new TrialFile(path.join(folder, desk)) })
}

it('settles each trial, and judges the next one by what came of those before', () => {
  const first = judged('a', 20, 60)
  expect(first.overfitting).toMatchObject({ trials: 1, settled: 1 })
  expect(first.overfitting.deflated).toBe(first.overfitting.probabilistic)
  const second = judged('a', 5, 40)
  expect(second.overfitting).toMatchObject({
    trials: 2,
    settled: 2,
    // One other trial has no variance.
    sharpeVariance: { from: 'estimator' },
    effectiveTrials: 2,
  })
  expect(second.overfitting.deflated).toBeLessThan(second.overfitting.probabilistic ?? 0)
  const again = judged('a', 5, 40)
  expect(again.overfitting).toEqual(second.overfitting)
  expect(again.verdict.join(' ')).toContain('This is trial 2 on these data')
  const lines = readFileSync(path.join(folder, 'a', 'trials.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('{"kind":"data"'))
  expect(lines.map((line) => line.includes('"kind":"settled"'))).toEqual([
    false,
    true,
    false,
    true,
    false,
    true,
  ])
})

it('settles a run that never traded, without figures and with the reason', () => {
  const idle = judged('b', 20, 60, 30)
  expect(idle.run.fills).toHaveLength(0)
  expect(idle.overfitting).toMatchObject({ settled: 0, deflated: undefined })
  expect(idle.overfitting.absent.join(' ')).toContain('there are 0')
  expect(summariseOverfitting(idle.overfitting)).toMatchObject({ trials: 1, dsr: null, psr: null })
})

it('says that nothing was traded for want of volume', () => {
  const market = generateMarket({ seed: 3, rows: 4_000 }).slice(0, 1)
  for (const { bars } of market) bars.volume.fill(0)
  const { verdict } = judgedOn(market, 'dry', 5, 40)
  expect(verdict[0]).toContain('No trade was made')
  expect(verdict[1]).toContain('costs.participationMax')
})
