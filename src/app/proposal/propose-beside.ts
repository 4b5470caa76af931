import { Worker } from 'node:worker_threads'
import { programBeside } from '../program-beside.ts'
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
  const answer = new Promise<ProposeAnswer>((resolve) => {
    const lost = (why: string): void => resolve({ isDone: false, why })
    thread.on('message', (said: ProposeAnswer) => {
      resolve(said)
      void thread.terminate()
    })
    thread.on('error', (error) => lost(`the thread failed: ${error.message}`))
    thread.on('exit', (code) => lost(`the thread ended by itself (${code})`))
  })
  return {
    answer,
    stop: async () => {
      await thread.terminate()
    },
  }
}
