import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker as Thread } from 'node:worker_threads'
import { JobCrew, type Worker } from './job-crew.ts'
import type { SweepAnswer, SweepJob, SweepPlan } from './sweep-plan.ts'
import type { SweepProgram } from './sweep-worker-main.ts'

const name: SweepProgram = 'sweep-worker-main'
/** Beside this file, in `src` and in `dist` alike. */
export const threadProgram: string = fileURLToPath(
  new URL(`./${name}${path.extname(import.meta.url)}`, import.meta.url),
)

/** Runs jobs in threads of this process. */
export class ThreadRunner extends JobCrew {
  /** @param threads - How many; whole, 1 or more. */
  constructor(plan: SweepPlan, threads: number) {
    super(
      Array.from({ length: threads }, () =>
        threadWorker(new Thread(threadProgram, { workerData: plan })),
      ),
    )
  }
}

/** A thread as a worker. One that ends by itself, or throws what no job explains, is lost. */
export function threadWorker(thread: Thread): Worker {
  return {
    send: (job: SweepJob) => thread.postMessage(job, []),
    listen(onAnswer: (answer: SweepAnswer) => void, onLost: (reason: Error) => void): void {
      thread.on('message', onAnswer)
      thread.on('error', onLost)
      thread.on('exit', (code) => onLost(new Error(`a thread ended by itself, ${code}`)))
    },
    close: async () => {
      await thread.terminate()
    },
  }
}
