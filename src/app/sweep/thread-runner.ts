import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { UserError } from '../../base/index.ts'
import type { SweepAnswer, SweepJob, SweepPlan, SweepRunner } from './sweep-plan.ts'
import type { SweepProgram } from './sweep-worker-main.ts'

const name: SweepProgram = 'sweep-worker-main'
/** Beside this file, in `src` and in `dist` alike. */
const program = fileURLToPath(new URL(`./${name}${path.extname(import.meta.url)}`, import.meta.url))

/** Runs jobs in threads, each of which takes the next when it has answered. */
export class ThreadRunner implements SweepRunner {
  readonly #threads: readonly Worker[]

  constructor(plan: SweepPlan, threads: number) {
    this.#threads = Array.from({ length: threads }, () => new Worker(program, { workerData: plan }))
  }

  async run(jobs: readonly SweepJob[], onAnswer: (answer: SweepAnswer) => void): Promise<void> {
    const waiting = [...jobs]
    await Promise.all(this.#threads.map((thread) => serve(thread, waiting, onAnswer)))
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()))
  }
}

/** Gives one thread jobs for as long as there are any. */
async function serve(
  thread: Worker,
  waiting: SweepJob[],
  onAnswer: (answer: SweepAnswer) => void,
): Promise<void> {
  for (let job = waiting.shift(); job !== undefined; job = waiting.shift())
    onAnswer(await answerOf(thread, job))
}

function answerOf(thread: Worker, job: SweepJob): Promise<SweepAnswer> {
  return new Promise((resolve, reject) => {
    const onMessage = (answer: SweepAnswer): void => {
      settle()
      resolve(answer)
    }
    const onError = (error: Error): void => {
      settle()
      reject(error)
    }
    const onExit = (code: number): void =>
      onError(new UserError('sweep-thread', `A thread of the sweep ended by itself (${code}).`, 3))
    const settle = (): void => {
      thread.off('message', onMessage)
      thread.off('error', onError)
      thread.off('exit', onExit)
    }
    thread.on('message', onMessage)
    thread.on('error', onError)
    thread.on('exit', onExit)
    thread.postMessage(job, [])
  })
}
