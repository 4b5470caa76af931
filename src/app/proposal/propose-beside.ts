import { Worker } from 'node:worker_threads'
import { programBeside } from '../program-beside.ts'
import { threadAnswer } from '../thread-answer.ts'
import type { ProposeAnswer, ProposeProgram } from './propose-worker-main.ts'

const name: ProposeProgram = 'propose-worker-main'
const program = programBeside(import.meta.url, name)

/** A look that is under way in a thread of its own. */
export type Look = {
  /** Never rejects. */
  readonly answer: Promise<ProposeAnswer>
  /** Gives it up; it is counted all the same once it has looked. */
  readonly stop: () => Promise<void>
}

/** Looks back on the voices of a desk beside it: the desk itself goes on meanwhile. */
export function proposeBeside(folder: string): Look {
  const thread = new Worker(program, { workerData: folder })
  const answer = threadAnswer<ProposeAnswer>(thread, {
    failed: (message) => ({ isDone: false, why: `the thread failed: ${message}` }),
    ended: (code) => ({ isDone: false, why: `the thread ended by itself (${code})` }),
  })
  return {
    answer,
    stop: async () => {
      await thread.terminate()
    },
  }
}
