import { programBeside } from '../program-beside.ts'
import { Worker as Thread } from 'node:worker_threads'
import { JobCrew, type Worker } from './job-crew.ts'
import type { Numbered } from './job-runner.ts'
import type { SweepPlan } from './sweep-plan.ts'
import type { SweepProgram } from './sweep-worker-main.ts'

const name: SweepProgram = 'sweep-worker-main'
export const threadProgram: string = programBeside(import.meta.url, name)

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
export function threadWorker<Job extends Numbered, Answer extends Numbered>(
  thread: Thread,
): Worker<Job, Answer> {
  return {
    send: (job: Job) => thread.postMessage(job, []),
    listen(onAnswer: (answer: Answer) => void, onLost: (reason: Error) => void): void {
      thread.on('message', onAnswer)
      thread.on('error', onLost)
      thread.on('exit', (code) => onLost(new Error(`a thread ended by itself, ${code}`)))
    },
    close: async () => {
      await thread.terminate()
    },
  }
}
