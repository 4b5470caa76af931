import { programBeside } from '../program-beside.ts'
import { Worker } from 'node:worker_threads'
import type { SoundnessAnswer, SoundnessPlan } from './soundness-plan.ts'
import type { SoundnessProgram } from './soundness-worker-main.ts'

const name: SoundnessProgram = 'soundness-worker-main'
const program = programBeside(import.meta.url, name)

/** Has a backtest done again in a thread of its own. One that ends without an answer says so. */
export function askThread(plan: SoundnessPlan): Promise<SoundnessAnswer> {
  return new Promise((resolve) => {
    const lost = (why: string): void => resolve({ hash: undefined, endurance: undefined, why })
    const thread = new Worker(program, { workerData: plan })
    thread.on('message', (answer: SoundnessAnswer) => {
      resolve(answer)
      void thread.terminate()
    })
    thread.on('error', (error) => lost(`The thread failed: ${error.message}.`))
    thread.on('exit', (code) => lost(`The thread ended by itself (${code}).`))
  })
}
