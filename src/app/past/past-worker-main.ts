import { parentPort, workerData } from 'node:worker_threads'
import { reasonOf } from '../../base/index.ts'
import type { Micros } from '../../domain/index.ts'
import type { DeskSnapshot } from '../desk-view.ts'
import { pastDesk, type PastTask } from './past-desk.ts'

/** What `PastBeside` starts; named here so that nobody moves it without noticing. */
export type PastProgram = 'past-worker-main'

/** The desk as it was, or why that is not known. */
export type PastAnswer =
  | { readonly isDone: true; readonly snapshot: DeskSnapshot }
  | { readonly isDone: false; readonly why: string }

/** What the thread says: how far it has come, any number of times, and then the answer. */
export type PastWord = { readonly reached: Micros } | PastAnswer

const say = (word: PastWord): void => parentPort?.postMessage(word, [])

async function answer(task: PastTask, at: Micros): Promise<PastAnswer> {
  try {
    return { isDone: true, snapshot: await pastDesk(task, at, (reached) => say({ reached })) }
  } catch (error) {
    return { isDone: false, why: reasonOf(error) }
  }
}

parentPort?.on('message', (at: Micros) => {
  void answer(workerData as PastTask, at).then(say)
})
