// @module-tag long

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { agentByName, type AgentKind } from '../../agents/index.ts'
import { defined } from '../../base/index.ts'
import type { Micros } from '../../domain/index.ts'
import type { BacktestSetup } from '../../engine/index.ts'
import { GeneratedMarket, type LoadedBars, takeRows } from '../../market/index.ts'
import { parseAxis, type SearchName, searchNames, type SweepAxis } from '../../research/index.ts'
import { wideLimits } from '../../risk/index.ts'
import { defaultCosts } from '../../venue/index.ts'
import { TrialFile } from '../trial-file.ts'
import type { JobRunner } from './job-runner.ts'
import { JobWorker } from './job-worker.ts'
import { runSweep, type SweepRun } from './run-sweep.ts'
import type { SweepDefinition, SweepGround } from './sweep-definition.ts'
import { sharedStretches, type SweepAnswer, type SweepJob } from './sweep-plan.ts'
import { ThreadRunner } from './thread-runner.ts'

const kind: AgentKind = defined(agentByName('trend'), 'trend')
const market: readonly LoadedBars[] = takeRows(
  new GeneratedMarket({ seed: 3 }),
  9_000,
  'a made-up market',
).slice(0, 1)
const ground: SweepGround = {
  stretches: [{ market, warmUntil: 0 as Micros }],
  scoring: 'joined',
}
const setup: Omit<BacktestSetup, 'agents'> = {
  seed: 1,
  quorum: 1,
  limits: wideLimits,
  costs: defaultCosts,
  cash: 10_000_000_000_000n,
  rebalanceMin: 0.05,
}

function axis(text: string): SweepAxis {
  const parsed = parseAxis(kind.parameters, text)
  if (!parsed.ok) throw new Error(parsed.error)
  return parsed.value
}

function defined24(search: SearchName, isPruning = false): SweepDefinition {
  return {
    ...{ agent: 'trend', base: { hurdle: 0, minutes: 5 }, search, budget: 24, gridPoints: 4 },
    ...{ axes: [axis('fast=2..20'), axis('slow=5..60')], objective: 'sharpe', isPruning, setup },
  }
}

/** Runs jobs here, in another order than they were asked for; `most` of them, then it fails. */
class BackwardsRunner implements JobRunner {
  readonly #own = new JobWorker({ ...defined24('grid'), kind, ...ground })
  #left: number
  ran = 0

  constructor(most = Number.POSITIVE_INFINITY) {
    this.#left = most
  }

  async run(jobs: readonly SweepJob[], onAnswer: (answer: SweepAnswer) => void): Promise<void> {
    for (const job of jobs.toReversed()) {
      if (this.#left === 0) throw new Error('the power went')
      this.#left -= 1
      this.ran += 1
      onAnswer(this.#own.run(job))
    }
  }

  async close(): Promise<void> {}
}

function folder(): string {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'sweep-'))
  onTestFinished(() => fs.rmSync(made, { recursive: true }))
  return made
}

type Sweeping = { readonly definition: SweepDefinition; readonly runner: JobRunner }

function sweep(deskFolder: string, { definition, runner }: Sweeping): Promise<SweepRun> {
  const trials = new TrialFile(deskFolder)
  return runSweep({ definition, kind, ...ground, runner, deskFolder, trials })
}

describe.each(searchNames)('a sweep by %s', (name) => {
  it('comes to the same in any order, and stopped in between', async () => {
    const definition = defined24(name, true)
    const whole = await sweep(folder(), { definition, runner: new BackwardsRunner() })
    expect(whole.trials.map(({ n }) => n)).toEqual(whole.trials.map((_, n) => n))
    const kept = folder()
    await expect(sweep(kept, { definition, runner: new BackwardsRunner(13) })).rejects.toThrow(
      'the power went',
    )
    const rest = new BackwardsRunner()
    const resumed = await sweep(kept, { definition, runner: rest })
    expect(resumed.hash).toBe(whole.hash)
    expect(resumed.resumed).toBe(13)
    expect(rest.ran).toBeLessThanOrEqual(whole.trials.length - 13)
    expect(resumed.counted).toBe(whole.counted)
  })
})

it('threads, one or two, come to what one runner does', async () => {
  const definition = defined24('tpe')
  const whole = await sweep(folder(), { definition, runner: new BackwardsRunner() })
  for (const threads of [1, 2]) {
    const runner = new ThreadRunner(
      { ...definition, ...ground, stretches: sharedStretches(ground.stretches) },
      threads,
    )
    onTestFinished(() => runner.close())
    expect((await sweep(folder(), { definition, runner })).hash).toBe(whole.hash)
  }
})

it('counts every configuration once, and what was given up too', async () => {
  const deskFolder = folder()
  const definition = defined24('random', true)
  const first = await sweep(deskFolder, { definition, runner: new BackwardsRunner() })
  const configurations = new Set(first.trials.map(({ point }) => point.join(' ')))
  expect(first.counted).toBe(configurations.size)
  const again = await sweep(deskFolder, { definition, runner: new BackwardsRunner(0) })
  expect([again.counted, again.hash]).toEqual([first.counted, first.hash])
  const more = { ...definition, search: 'grid' as const, gridPoints: 5 }
  const other = await sweep(deskFolder, { definition: more, runner: new BackwardsRunner() })
  expect(other.counted).toBeGreaterThan(first.counted)
})

it('gives up only what is worse than the median of those before', async () => {
  const definition = { ...defined24('cma-es', true), budget: 60 }
  const { trials } = await sweep(folder(), { definition, runner: new BackwardsRunner() })
  const pruned = trials.filter(({ prunedAt }) => prunedAt !== null)
  expect(pruned.length).toBeGreaterThan(0)
  for (const { hash, summary, figure, stages, prunedAt } of pruned) {
    expect([hash, summary, figure]).toEqual([null, null, null])
    expect(stages).toHaveLength((prunedAt ?? 0) + 1)
  }
  expect(trials.filter(({ summary }) => summary !== null).length).toBeGreaterThan(20)
})

it('goes on past trials that cannot run, and past lines that are torn', async () => {
  const deskFolder = folder()
  const definition = defined24('grid')
  const odd: AgentKind = {
    ...kind,
    seat: (given) => {
      const agent = kind.seat(given)
      if (!agent.ok || given['fast'] !== 2) return agent
      return { ok: false, error: 'fast is too fast' }
    },
  }
  const own = new JobWorker({ ...definition, kind: odd, ...ground })
  const runner: JobRunner = {
    run: async (jobs, onAnswer) => jobs.forEach((job) => onAnswer(own.run(job))),
    close: async () => {},
  }
  const trials = new TrialFile(deskFolder)
  const options = { definition, kind: odd, ...ground, runner, deskFolder, trials }
  const first = await runSweep(options)
  const failed = first.trials.filter(({ error }) => error === 'fast is too fast')
  expect([failed.length, first.trials.length, first.counted]).toEqual([4, 16, 12])
  const file = path.join(deskFolder, 'sweeps', `${first.id}.jsonl`)
  fs.writeFileSync(file, `${fs.readFileSync(file, 'utf8').slice(0, -40)}`)
  fs.appendFileSync(file, '\nnull\n{"n":"x"}\n{"n":3,"hash":')
  expect((await runSweep(options)).hash).toBe(first.hash)
})

it('refuses a space of which nothing can run', async () => {
  const never: AgentKind = {
    ...kind,
    seat: (given) =>
      given['fast'] === undefined ? kind.seat(given) : { ok: false, error: 'fast is too fast' },
  }
  const definition = defined24('grid')
  const worker = new JobWorker({ ...definition, kind: never, ...ground })
  const runner: JobRunner = {
    run: async (jobs, onAnswer) => jobs.forEach((job) => onAnswer(worker.run(job))),
    close: async () => {},
  }
  const deskFolder = folder()
  const trials = new TrialFile(deskFolder)
  await expect(
    runSweep({ definition, kind: never, ...ground, runner, deskFolder, trials }),
  ).rejects.toThrow('None of the 16 configurations can run (fast is too fast); vary other values.')
})
