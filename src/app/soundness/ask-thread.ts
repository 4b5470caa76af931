import { programBeside } from '../program-beside.ts'
import { threadAnswer } from '../thread-answer.ts'
import { Worker } from 'node:worker_threads'
import type { SoundnessAnswer, SoundnessPlan } from './soundness-plan.ts'
import type { SoundnessProgram } from './soundness-worker-main.ts'

const name: SoundnessProgram = 'soundness-worker-main'
const program = programBeside(import.meta.url, name)

/** Has a backtest done again in a thread of its own. One that ends without an answer says so. */
export function askThread(plan: SoundnessPlan): Promise<SoundnessAnswer> {
  const lost = (why: string): SoundnessAnswer => ({ hash: undefined, endurance: undefined, why })
  return threadAnswer(new Worker(program, { workerData: plan }), {
    failed: (message) => lost(`The thread failed: ${message}.`),
    ended: (code) => lost(`The thread ended by itself (${code}).`),
  })
}
