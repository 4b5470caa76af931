// @module-tag long

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { sceneSetup } from '../../../test/simulation/null-scene.ts'
import {
  newsReader,
  plantedColumns,
  plantedMarket as market,
} from '../../../test/simulation/planted-scene.ts'
import type { AgentKind } from '../../agents/index.ts'
import { defined } from '../../base/index.ts'
import { hourUs, type Micros } from '../../domain/index.ts'
import { parseAxis, walkWindows } from '../../research/index.ts'
import { loadAgentKind } from '../load-agent.ts'
import { TrialFile } from '../trial-file.ts'
import { runWalkForward, type WalkResult } from '../walkforward/run-walkforward.ts'
import type { JobRunner } from './job-runner.ts'
import { JobWorker } from './job-worker.ts'
import { judgeSweep } from './judge-sweep.ts'
import { runSweep, type SweepRun } from './run-sweep.ts'
import type { SweepDefinition } from './sweep-definition.ts'
import { sharedStretches, stretchesOver, type SweepPlan } from './sweep-plan.ts'
import { ThreadRunner } from './thread-runner.ts'

const { agents: _, ...setup } = sceneSetup([])

type Scene = { readonly definition: SweepDefinition; readonly kind: AgentKind }

async function scene(): Promise<Scene> {
  const agent = newsReader()
  const kind = await loadAgentKind(agent)
  const axis = parseAxis(kind.parameters, 'cut=-10|0|5|10|20')
  if (!axis.ok) throw new Error(axis.error)
  const how = { search: 'grid', budget: 5, gridPoints: 8, objective: 'sharpe' } as const
  return {
    kind,
    definition: { ...how, agent, base: {}, axes: [axis.value], isPruning: false, setup },
  }
}

function folder(): string {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'sweep-outside-'))
  onTestFinished(() => fs.rmSync(made, { recursive: true }))
  return made
}

/** Threads, or for 0 of them what a thread does, here. */
function runnerOf(plan: SweepPlan, kind: AgentKind, threads: number): JobRunner {
  if (threads > 0) return new ThreadRunner(plan, threads)
  const own = new JobWorker({ ...plan, kind, stretches: stretchesOver(plan.stretches) })
  return {
    run: async (jobs, onAnswer) => jobs.forEach((job) => onAnswer(own.run(job))),
    close: async () => {},
  }
}

async function swept(
  { definition, kind }: Scene,
  planted: number | undefined,
  threads = 0,
  deskFolder = folder(),
): Promise<SweepRun> {
  const outside = planted === undefined ? undefined : plantedColumns(planted)
  const stretches = [{ market, outside, warmUntil: 0 as Micros }]
  const ground = { stretches, scoring: 'joined' as const }
  const shared = { ...definition, ...ground, stretches: sharedStretches(stretches) }
  const runner = runnerOf(shared, kind, threads)
  onTestFinished(() => runner.close())
  const trials = new TrialFile(deskFolder)
  return runSweep({ ...ground, definition, kind, runner, deskFolder, trials })
}

function best({ trials }: SweepRun): number {
  return Math.max(...trials.map(({ figure }) => figure ?? Number.NEGATIVE_INFINITY))
}

it('finds what is planted beside the bars, and nothing where nothing is', async () => {
  const of = await scene()
  const [planted, noise] = [await swept(of, 0.8), await swept(of, 0)]
  expect(best(planted)).toBeGreaterThan(3)
  expect(best(noise)).toBeLessThan(1)
})

it('comes to the same with one worker and with two', async () => {
  const of = await scene()
  const [one, two] = [await swept(of, 0.8, 1), await swept(of, 0.8, 2)]
  expect(two.hash).toBe(one.hash)
  expect(one.trials.every(({ error }) => error === null)).toBe(true)
})

it('is another sweep, with trials of other data, beside other columns', async () => {
  const of = await scene()
  const desk = folder()
  const [planted, noise] = [await swept(of, 0.8, 0, desk), await swept(of, 0, 0, desk)]
  expect(noise.id).not.toBe(planted.id)
  const lines = fs.readFileSync(path.join(desk, 'trials.jsonl'), 'utf8').trim().split('\n')
  const hashes = lines.flatMap((line) => (JSON.parse(line) as { dataHash?: string }).dataHash ?? [])
  expect(new Set(hashes).size).toBe(2)
  const again = await swept(of, 0.8, 0, desk)
  expect([again.id, again.resumed]).toEqual([planted.id, 5])
})

it('judges the best by the run that it was', async () => {
  const of = await scene()
  const deskFolder = folder()
  const run = await swept(of, 0.8, 0, deskFolder)
  const [first] = run.trials.toSorted((a, b) => (b.figure ?? 0) - (a.figure ?? 0))
  const ground = { market, outside: plantedColumns(0.8), trials: new TrialFile(deskFolder) }
  const judged = judgeSweep(run, defined(first, 'a trial'), { ...of, ...ground })
  expect(judged.overfitting.deflated).toBeDefined()
})

it('says in each trial what is missing where nothing is brought', async () => {
  const of = await scene()
  await expect(swept(of, undefined)).rejects.toThrow(/news\.sentiment/)
})

async function walked(of: Scene, planted: number, threads: number): Promise<WalkResult> {
  const first = defined(market[0], 'a market').bars
  const plan = walkWindows({
    from: ((first.ts[0] as number) - hourUs) as Micros,
    to: first.ts[first.length - 1] as Micros,
    ...{ barUs: hourUs, folds: 2, trainShare: 0.4, scheme: 'rolling', purgeUs: 24 * hourUs },
  })
  if (!plan.ok) throw new Error(plan.error)
  const deskFolder = folder()
  return runWalkForward({
    ...{ ...of, market, outside: plantedColumns(planted), plan: plan.value, choice: 'best' },
    ...{ deskFolder, trials: new TrialFile(deskFolder) },
    runnerFor: (made) => runnerOf(made, of.kind, threads),
  })
}

it('walked forward, earns where it was not chosen, by any number of workers', async () => {
  const of = await scene()
  const [one, two] = [await walked(of, 0.8, 0), await walked(of, 0.8, 2)]
  expect(two.hash).toBe(one.hash)
  expect(one.walk.curve.sharpe?.low).toBeGreaterThan(0)
  expect(one.walk.gained).toBe(2)
  const noise = await walked(of, 0, 0)
  expect(noise.walk.curve.sharpe?.low).toBeLessThan(0)
})
