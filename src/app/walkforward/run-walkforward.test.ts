import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { agentByName } from '../../agents/index.ts'
import { defined } from '../../base/index.ts'
import { minuteUs } from '../../domain/index.ts'
import { columnsSha256, GeneratedMarket, type LoadedBars, takeRows } from '../../market/index.ts'
import { parseAxis, type SweepAxis, type WalkWindow, walkWindows } from '../../research/index.ts'
import { wideLimits } from '../../risk/index.ts'
import { defaultCosts } from '../../venue/index.ts'
import type { JobRunner } from '../sweep/job-runner.ts'
import { JobWorker } from '../sweep/job-worker.ts'
import type { SweepDefinition } from '../sweep/sweep-definition.ts'
import { stretchesOver, type SweepPlan } from '../sweep/sweep-plan.ts'
import { TrialFile } from '../trial-file.ts'
import { runWalkForward, type WalkResult } from './run-walkforward.ts'

const kind = defined(agentByName('trend'), 'trend')
const market = takeRows(new GeneratedMarket({ seed: 4 }), 6_000, 'made up').slice(0, 1)

function axis(text: string): SweepAxis {
  const parsed = parseAxis(kind.parameters, text)
  if (!parsed.ok) throw new Error(parsed.error)
  return parsed.value
}

const definition: SweepDefinition = {
  ...{ agent: 'trend', base: { hurdle: 0, minutes: 3 }, search: 'grid', budget: 6, gridPoints: 4 },
  ...{ axes: [axis('fast=3|6|9'), axis('slow=15|40')], objective: 'returnPct', isPruning: false },
  setup: {
    ...{ seed: 1, quorum: 1, limits: wideLimits, costs: defaultCosts, rebalanceMin: 0.05 },
    cash: 10_000_000_000_000n,
  },
}

function windows(of: readonly LoadedBars[]): readonly WalkWindow[] {
  const [bars] = of.map((each) => each.bars)
  const made = walkWindows({
    from: (defined(bars, 'bars').ts[0] as number) - minuteUs,
    to: defined(bars, 'bars').ts[defined(bars, 'bars').length - 1] as number,
    ...{ barUs: minuteUs, folds: 3, trainShare: 0.4, scheme: 'rolling', purgeUs: 30 * minuteUs },
  } as Parameters<typeof walkWindows>[0])
  if (!made.ok) throw new Error(made.error)
  return made.value
}

/** What a thread does, here. */
function runnerFor(plan: SweepPlan): JobRunner {
  const own = new JobWorker({ ...plan, kind, stretches: stretchesOver(plan.stretches) })
  return {
    run: async (jobs, onAnswer) => jobs.forEach((job) => onAnswer(own.run(job))),
    close: async () => {},
  }
}

async function walked(
  of: readonly LoadedBars[],
  choice: 'best' | 'steadiest' = 'best',
): Promise<WalkResult & { readonly counted: number }> {
  const deskFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'walk-'))
  onTestFinished(() => fs.rmSync(deskFolder, { recursive: true }))
  const trials = new TrialFile(deskFolder)
  const options = { definition, kind, market: of, windows: windows(of), choice, trials, deskFolder }
  const result = await runWalkForward({ ...options, runnerFor })
  const lines = fs.readFileSync(path.join(deskFolder, 'trials.jsonl'), 'utf8').split('\n')
  return { ...result, counted: lines.filter((line) => line.includes('"agents"')).length }
}

/** The same market with other prices from the test of `fold` on. */
function otherFrom(fold: number): readonly LoadedBars[] {
  return market.map((of) => {
    const bars = of.bars.slice(0, of.bars.length)
    for (const name of ['open', 'high', 'low', 'close'] as const) bars[name] = bars[name].slice()
    const from = windows(market)[fold]?.test.from ?? 0
    for (let row = bars.rowAt(from + 1); row < bars.length; row += 1)
      for (const name of ['open', 'high', 'low', 'close'] as const)
        bars[name][row] = 2 * (bars[name][row] as number) - (row % 2)
    return { ...of, bars, sha256: columnsSha256(bars) }
  })
}

it('chooses in every fold by what was before, and comes to the same twice', async () => {
  const first = await walked(market)
  expect(first.walk.folds).toHaveLength(3)
  expect((await walked(market)).hash).toBe(first.hash)
  for (const fold of [0, 1, 2]) {
    const other = await walked(otherFrom(fold))
    const parameters = (of: WalkResult, most: number): unknown =>
      of.walk.folds.slice(0, most).map((each) => each.parameters)
    expect(parameters(other, fold + 1)).toEqual(parameters(first, fold + 1))
    expect(other.walk.folds.slice(0, fold)).toEqual(first.walk.folds.slice(0, fold))
    expect(other.walk.folds[fold]?.hash).not.toBe(first.walk.folds[fold]?.hash)
  }
})

it('takes the best of each sweep, and begins its test flat with its indicators warm', async () => {
  const { walk } = await walked(market)
  for (const { window, inSample, summary } of walk.folds) {
    expect(inSample).toBeTypeOf('number')
    expect(summary?.trades).toBeGreaterThan(0)
    expect(window.test.from - window.train.to).toBe(30 * minuteUs)
  }
  const spans = walk.folds.map(({ window }) => window.test)
  expect(walk.stitched.ts[0]).toBe((spans[0]?.from ?? 0) + minuteUs)
  expect(walk.stitched.ts[walk.stitched.length - 1]).toBe(spans.at(-1)?.to)
})

it('writes every trial of every fold down, of its part and of the whole, and each test', async () => {
  expect((await walked(market)).counted).toBe(3 * (6 + 6 + 1))
  expect((await walked(market, 'steadiest')).counted).toBe(3 * (6 + 6 + 1))
})
