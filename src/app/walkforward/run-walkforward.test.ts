// @module-tag long

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { agentByName } from '../../agents/index.ts'
import { defined } from '../../base/index.ts'
import { type Micros, minuteUs } from '../../domain/index.ts'
import { columnsSha256, GeneratedMarket, type LoadedBars, takeRows } from '../../market/index.ts'
import {
  combinatorialWindows,
  nestWindows,
  parseAxis,
  type Span,
  type SweepAxis,
  type WalkPlan,
  walkWindows,
} from '../../research/index.ts'
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

const first = defined(market[0], 'a market').bars
const span = {
  from: ((first.ts[0] as number) - minuteUs) as Micros,
  to: first.ts[first.length - 1] as Micros,
  ...{ barUs: minuteUs, purgeUs: 30 * minuteUs },
}

function made(plan: ReturnType<typeof walkWindows>): WalkPlan {
  if (!plan.ok) throw new Error(plan.error)
  return plan.value
}

const rolling = made(walkWindows({ ...span, folds: 3, trainShare: 0.4, scheme: 'rolling' }))
const groups = { groups: 4, testGroups: 2, embargoUs: 120 * minuteUs }
const combinatorial = made(combinatorialWindows({ ...span, ...groups }))
const within = (plan: WalkPlan): WalkPlan => made(nestWindows(plan, { ...span, folds: 3 }))

/** What a thread does, here. */
function runnerFor(plan: SweepPlan): JobRunner {
  const own = new JobWorker({ ...plan, kind, stretches: stretchesOver(plan.stretches) })
  return {
    run: async (jobs, onAnswer) => jobs.forEach((job) => onAnswer(own.run(job))),
    close: async () => {},
  }
}

type Walked = WalkResult & { readonly lines: number }

async function walked(
  of: readonly LoadedBars[],
  plan: WalkPlan = rolling,
  choice: 'best' | 'steadiest' | 'inner' = 'best',
): Promise<Walked> {
  const deskFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'walk-'))
  onTestFinished(() => fs.rmSync(deskFolder, { recursive: true }))
  const trials = new TrialFile(deskFolder)
  const options = { definition, kind, market: of, plan, choice, trials, deskFolder }
  const result = await runWalkForward({ ...options, runnerFor })
  const lines = fs.readFileSync(path.join(deskFolder, 'trials.jsonl'), 'utf8').split('\n')
  return { ...result, lines: lines.filter((line) => line.includes('"agents"')).length }
}

const chosen = ({ walk }: WalkResult): readonly unknown[] =>
  walk.folds.map(({ parameters, inSample, rule }) => [parameters, inSample, rule])

/** The same market with other prices in some spans, as far as these are shut. */
function otherIn(spans: readonly Span[]): readonly LoadedBars[] {
  return market.map((of) => {
    const bars = of.bars.slice(0, of.bars.length)
    const names = ['open', 'high', 'low', 'close'] as const
    for (const name of names) bars[name] = bars[name].slice()
    for (const { from, to } of spans)
      for (let row = bars.rowAt(from + 1); row < bars.rowAt(to + 1); row += 1)
        for (const name of names) bars[name][row] = 2 * (bars[name][row] as number) - (row % 2)
    return { ...of, bars, sha256: columnsSha256(bars) }
  })
}

/** Everything from the test of a fold on. */
function fromTest(plan: WalkPlan, fold: number): readonly Span[] {
  return [{ from: plan.windows[fold]?.test[0]?.from ?? span.from, to: span.to }]
}

it.each([
  ['at once', rolling, 'best'],
  ['by inner folds', within(rolling), 'best'],
  ['by a rule that inner folds choose', within(rolling), 'inner'],
] as const)('chooses %s by what was before, and comes to the same twice', async (_, plan, rule) => {
  const one = await walked(market, plan, rule)
  expect(one.walk.folds).toHaveLength(3)
  expect((await walked(market, plan, rule)).hash).toBe(one.hash)
  for (const fold of [0, 1, 2]) {
    const other = await walked(otherIn(fromTest(plan, fold)), plan, rule)
    expect(chosen(other).slice(0, fold + 1)).toEqual(chosen(one).slice(0, fold + 1))
    expect(other.walk.folds.slice(0, fold)).toEqual(one.walk.folds.slice(0, fold))
    expect(other.walk.folds[fold]?.hash).not.toBe(one.walk.folds[fold]?.hash)
  }
})

it.each([
  ['at once', combinatorial],
  ['by inner folds', within(combinatorial)],
])('combinatorial splits choose %s, and read no price that they are tried on', async (_, plan) => {
  const one = await walked(market, plan)
  expect([one.walk.folds.length, one.walk.paths.length]).toEqual([6, 3])
  for (const fold of [0, 2, 4]) {
    const other = await walked(otherIn(plan.windows[fold]?.test ?? []), plan)
    expect(chosen(other)[fold]).toEqual(chosen(one)[fold])
    expect(other.walk.folds[fold]?.hash).not.toBe(one.walk.folds[fold]?.hash)
    expect(chosen(other)).not.toEqual(chosen(one))
  }
  for (const { stitched } of one.walk.paths) {
    expect(stitched.ts[stitched.length - 1]).toBe(span.to)
    expect(stitched.length).toBe(6_000)
  }
  expect(one.walk.spread?.sharpes).toHaveLength(3)
})

it('takes the best of each sweep, and begins its test flat with its indicators warm', async () => {
  const { walk } = await walked(market)
  for (const { window, inSample, summary, rank, trained } of walk.folds) {
    expect(inSample).toBe(trained?.returnPct)
    expect(summary?.trades).toBeGreaterThan(0)
    expect(Math.abs(rank ?? 9)).toBeLessThanOrEqual(1)
    expect((window.test[0]?.from ?? 0) - (window.train[0]?.to ?? 0)).toBe(30 * minuteUs)
  }
  const tests = walk.folds.map(({ window }) => window.test[0])
  expect(walk.stitched.ts[0]).toBe((tests[0]?.from ?? 0) + minuteUs)
  expect(walk.stitched.ts[walk.stitched.length - 1]).toBe(tests.at(-1)?.to)
  expect(walk.degradation.rank).toBeTypeOf('number')
})

it('chooses by the mean of inner folds, each from flat', async () => {
  const { walk } = await walked(market, within(rolling))
  const [one] = walk.folds
  expect(one?.window.inner).toHaveLength(3)
  expect(one?.inSample).not.toBe(one?.trained?.returnPct)
})

it('writes every trial down, of its part and of the whole, and each test', async () => {
  // A sweep of 6 to choose, one for the order, both on the whole too; and the test.
  const each = 4 * 6 + 1
  for (const choice of ['best', 'steadiest'] as const) {
    const { lines, counted } = await walked(market, rolling, choice)
    expect([lines, counted]).toEqual([3 * each, 6])
  }
})
