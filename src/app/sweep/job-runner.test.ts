// @module-tag long
import { Worker as Thread } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { agentByName } from '../../agents/index.ts'
import { JobCrew, type Worker } from './job-crew.ts'
import { JobWorker } from './job-worker.ts'
import { sharedStretches, type SweepAnswer, type SweepJob, type SweepPlan } from './sweep-plan.ts'
import { threadProgram, threadWorker } from './thread-runner.ts'
import { defined, Random } from '../../base/index.ts'
import type { Micros } from '../../domain/index.ts'
import { GeneratedMarket, takeRows } from '../../market/index.ts'
import { wideLimits } from '../../risk/index.ts'
import { defaultCosts } from '../../venue/index.ts'
import type { JobRunner } from './job-runner.ts'

/** A runner, and what can befall it. */
type RunnerStage = {
  readonly runner: JobRunner
  /** Ends one of its workers, whatever it is at. */
  readonly loseOne: () => Promise<void>
  readonly close: () => Promise<void>
}

function jobs(count: number, from = 0): readonly SweepJob[] {
  return Array.from({ length: count }, (_, k) => ({
    ...{ n: from + k, bounds: [], keepsReturns: true },
    parameters: { fast: 3 + ((from + k) % 5), slow: 20 + from + k },
  }))
}

/** What a runner must hold, whoever does the work. */
function jobRunnerCases(
  name: string,
  stage: (workers: number) => RunnerStage,
  /** What comes of a job, worked out here. */
  truth: (job: SweepJob) => SweepAnswer,
): void {
  const ran = async (runner: JobRunner, asked: readonly SweepJob[]): Promise<SweepAnswer[]> => {
    const told: SweepAnswer[] = []
    await runner.run(asked, (answer) => told.push(answer))
    return told
  }
  const byNumber = (told: readonly SweepAnswer[]): SweepAnswer[] =>
    told.toSorted((a, b) => a.n - b.n)

  it(`${name} answers every job once, each with what comes of it alone`, async () => {
    const { runner, close } = stage(2)
    const asked = jobs(12)
    expect(byNumber(await ran(runner, asked))).toEqual(asked.map(truth))
    expect(byNumber(await ran(runner, asked.toReversed()))).toEqual(asked.map(truth))
    expect(await ran(runner, [])).toEqual([])
    await close()
  })

  it(`${name} is asked twice for one job, and answers it once`, async () => {
    const { runner, close } = stage(2)
    const asked = jobs(3)
    expect(byNumber(await ran(runner, [...asked, ...asked]))).toEqual(asked.map(truth))
    await close()
  })

  it(`${name} gives the job of a worker that is lost to another`, async () => {
    const { runner, loseOne, close } = stage(2)
    const asked = jobs(10)
    const told: SweepAnswer[] = []
    let isLost = false
    await runner.run(asked, (answer) => {
      told.push(answer)
      if (!isLost) void loseOne()
      isLost = true
    })
    expect(byNumber(told)).toEqual(asked.map(truth))
    expect(byNumber(await ran(runner, jobs(3, 20)))).toEqual(jobs(3, 20).map(truth))
    await close()
  })

  it(`${name} says when nobody is left, and tells nothing after`, async () => {
    const { runner, loseOne, close } = stage(1)
    const told: SweepAnswer[] = []
    const run = runner.run(jobs(500), (answer) => {
      told.push(answer)
      if (told.length === 1) void loseOne()
    })
    await expect(run).rejects.toThrow(/^No worker of the sweep is left/)
    const { length } = told
    expect(length).toBeLessThan(500)
    expect(byNumber(told)).toEqual(jobs(500).slice(0, length).map(truth))
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(told).toHaveLength(length)
    await close()
  })

  it(`${name} ends a run whose listener fails, and is as good as before`, async () => {
    const { runner, close } = stage(2)
    const full = (): never => {
      throw new Error('the disk is full')
    }
    await expect(runner.run(jobs(6), full)).rejects.toThrow('the disk is full')
    expect(byNumber(await ran(runner, jobs(6)))).toEqual(jobs(6).map(truth))
    await close()
  })
}

const market = takeRows(new GeneratedMarket({ seed: 3 }), 600, 'made up').slice(0, 1)
const stretches = [{ market, warmUntil: 0 as Micros }]
const plan: SweepPlan = {
  ...{ agent: 'trend', base: { hurdle: 0, minutes: 1 }, objective: 'returnPct', scoring: 'joined' },
  setup: {
    ...{ seed: 1, quorum: 1, limits: wideLimits, costs: defaultCosts, rebalanceMin: 0.05 },
    cash: 10_000_000_000_000n,
  },
  stretches: sharedStretches(stretches),
}
const kind = defined(agentByName('trend'), 'trend')
const here = new JobWorker({ ...plan, kind, stretches })
const truth = (job: SweepJob): SweepAnswer => here.run(job)

function threads(count: number): RunnerStage {
  const all = Array.from({ length: count }, () => new Thread(threadProgram, { workerData: plan }))
  const runner = new JobCrew(all.map(threadWorker<SweepJob, SweepAnswer>))
  return {
    runner,
    loseOne: async () => {
      await all[0]?.terminate()
    },
    close: () => runner.close(),
  }
}

/**
 * A worker at the end of a bad line: answers come late, twice, again long after, and one that was
 * never asked for comes too. Lost, it still answers what it was at.
 */
class FarWorker implements Worker {
  readonly #random: Random
  #onAnswer: (answer: SweepAnswer) => void = () => {}
  #onLost: (reason: Error) => void = () => {}
  #isLost = false
  readonly #answered: SweepAnswer[] = []

  constructor(seed: number) {
    this.#random = Random.stream(seed, 'far-worker')
  }

  send(job: SweepJob): void {
    if (this.#isLost) return
    const answer = truth(job)
    this.#answered.push(answer)
    this.#later(answer)
    if (this.#random.next() < 0.5) this.#later(answer)
    if (this.#random.next() < 0.3) this.#later(defined(this.#answered[0], 'an answer'))
    if (this.#random.next() < 0.2) this.#later({ ...answer, n: 1_000_000 + job.n })
  }

  listen(onAnswer: (answer: SweepAnswer) => void, onLost: (reason: Error) => void): void {
    this.#onAnswer = onAnswer
    this.#onLost = onLost
  }

  lose(): void {
    this.#isLost = true
    this.#onLost(new Error('the line is dead'))
    this.#onLost(new Error('it is still dead'))
  }

  async close(): Promise<void> {
    this.#isLost = true
  }

  #later(answer: SweepAnswer): void {
    setTimeout(() => this.#onAnswer(answer), 4 * this.#random.next())
  }
}

function far(count: number): RunnerStage {
  const all = Array.from({ length: count }, (_, k) => new FarWorker(k))
  const runner = new JobCrew(all)
  return { runner, loseOne: async () => all[0]?.lose(), close: () => runner.close() }
}

describe('a runner of jobs', () => {
  jobRunnerCases('by threads', threads, truth)
  jobRunnerCases('over a bad line', far, truth)

  it('takes what a lost worker answers late for what it is', async () => {
    const slow = new FarWorker(5)
    const told: SweepAnswer[] = []
    const crew = new JobCrew([slow, new FarWorker(6)])
    const run = crew.run(jobs(4), (answer) => told.push(answer))
    slow.lose()
    await run
    expect(told.map(({ n }) => n).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3])
  })
})
