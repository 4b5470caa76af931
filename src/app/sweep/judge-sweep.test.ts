import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { agentByName } from '../../agents/index.ts'
import { defined, Random } from '../../base/index.ts'
import { BarColumns, type Micros } from '../../domain/index.ts'
import {
  columnsSha256,
  GeneratedMarket,
  type LoadedBars,
  PricePath,
  takeRows,
} from '../../market/index.ts'
import { parseAxis, standings, type SweepAxis } from '../../research/index.ts'
import { wideLimits } from '../../risk/index.ts'
import { defaultCosts } from '../../venue/index.ts'
import { judgeBacktest } from '../run-backtest.ts'
import { TrialFile } from '../trial-file.ts'
import { type JudgedSweep, judgeSweep } from './judge-sweep.ts'
import type { JobRunner } from './job-runner.ts'
import { JobWorker } from './job-worker.ts'
import { runSweep } from './run-sweep.ts'
import type { SweepDefinition } from './sweep-definition.ts'

const kind = defined(agentByName('cross'), 'cross')
const rows = 4_000
const like = defined(takeRows(new GeneratedMarket({ seed: 3 }), rows, 'made up')[0], 'a market')

/** A walk whose drift is up for a while, then down for as long; 0 for one without any. */
function market(seed: number, drift: number): readonly LoadedBars[] {
  const bars = new BarColumns(rows)
  const path = new PricePath(600_000, Random.stream(seed, 'walk'))
  const random = Random.stream(seed, 'steps')
  for (let row = 0; row < rows; row += 1) {
    const way = Math.floor(row / 100) % 2 === 0 ? drift : -drift
    path.advance(0.001 * (way + random.normal()), 0.001)
    const { open, high, low, close } = path
    bars.push(like.bars.ts[row] as number, open, high, low, close, 1e7)
  }
  return [{ ...like, bars, sha256: columnsSha256(bars) }]
}

function axis(text: string): SweepAxis {
  const parsed = parseAxis(kind.parameters, text)
  if (!parsed.ok) throw new Error(parsed.error)
  return parsed.value
}

const definition: SweepDefinition = {
  ...{
    agent: 'cross',
    base: { minutes: 1 },
    search: 'grid',
    budget: 16,
    gridPoints: 4,
    isPruning: false,
  },
  ...{ axes: [axis('fast=3|8|20|40'), axis('slow=60|100|200|400')], objective: 'sharpe' },
  setup: {
    ...{ seed: 1, quorum: 1, limits: wideLimits, rebalanceMin: 0.05 },
    // Free, so that trading less is no skill.
    costs: { ...defaultCosts, feeTakerPpm: 0, feeMakerPpm: 0, slippage: 0 },
    cash: 10_000_000_000_000n,
  },
}

type Judged = JudgedSweep & { readonly trials: TrialFile }

async function judged(of: readonly LoadedBars[], isBackwards = false): Promise<Judged> {
  const deskFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'judged-'))
  onTestFinished(() => fs.rmSync(deskFolder, { recursive: true }))
  const stretches = [{ market: of, warmUntil: 0 as Micros }]
  const ground = { stretches, scoring: 'joined' as const }
  const worker = new JobWorker({ ...definition, ...ground, kind })
  const runner: JobRunner = {
    run: async (jobs, onAnswer) =>
      (isBackwards ? jobs.toReversed() : jobs).forEach((job) => onAnswer(worker.run(job))),
    close: async () => {},
  }
  const trials = new TrialFile(deskFolder)
  const swept = await runSweep({ definition, kind, ...ground, trials, deskFolder, runner })
  const best = defined(standings(definition.axes, swept.trials, 'sharpe')[0], 'a best trial')
  return { ...judgeSweep(swept, best.trial, { definition, kind, market: of, trials }), trials }
}

it('says of noise that the best is nothing, about as often as it may', {
  tags: ['long'],
}, async () => {
  const runs: JudgedSweep[] = []
  for (let seed = 0; seed < 16; seed += 1) runs.push(await judged(market(seed, 0)))
  const mean = runs.reduce((sum, { selection }) => sum + (selection.overfitting ?? 0), 0) / 16
  expect(mean).toBeGreaterThan(0.4)
  const alarms = (of: (run: JudgedSweep) => number | undefined): number =>
    runs.filter((run) => (of(run) ?? 1) < 0.05).length
  // At a level of 0.05 and 16 runs, more than 3 come once in a hundred times.
  expect(alarms(({ selection }) => selection.overHold?.consistent)).toBeLessThanOrEqual(3)
  expect(alarms(({ selection }) => selection.overRandom?.consistent)).toBeLessThanOrEqual(3)
  expect(alarms(({ overfitting }) => 1 - (overfitting.deflated ?? 0))).toBeLessThanOrEqual(3)
})

it('finds an edge that is there, the same in any order', async () => {
  const of = market(5, 0.5)
  const { selection, overfitting, trials, best } = await judged(of)
  expect(selection.overfitting).toBeLessThan(0.1)
  expect(selection.overHold?.consistent).toBeLessThan(0.05)
  expect(selection.overRandom?.consistent).toBeLessThan(0.05)
  expect(selection).toMatchObject({ compared: 16, randomRuns: 19, absent: [] })
  expect(overfitting).toMatchObject({ trials: 16, settled: 16 })
  const again = await judged(of, true)
  expect([again.selection, again.overfitting]).toEqual([selection, overfitting])

  // A backtest in the same desk folder knows as much.
  const seated = kind.seat({ ...definition.base, ...best.parameters })
  const agents = seated.ok ? [seated.value] : []
  const after = judgeBacktest({ setup: { ...definition.setup, agents }, market: of, trials })
  expect(after.overfitting).toEqual(overfitting)
  expect(after.overfitting.effectiveTrials).toBeLessThan(16)
})
