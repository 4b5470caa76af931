import { parentPort, workerData } from 'node:worker_threads'
import { reasonOf } from '../../base/index.ts'
import { type Proposed, proposeForDesk } from './propose.ts'

/** What `proposeBeside` starts; named here so that nobody moves it without noticing. */
export type ProposeProgram = 'propose-worker-main'

/** What looking back came to, or why it came to nothing. */
export type ProposeAnswer =
  | { readonly isDone: true; readonly proposed: Proposed }
  | { readonly isDone: false; readonly why: string }

async function answer(folder: string): Promise<ProposeAnswer> {
  try {
    return { isDone: true, proposed: await proposeForDesk(folder) }
  } catch (error) {
    return { isDone: false, why: reasonOf(error) }
  }
}

parentPort?.postMessage(await answer(String(workerData)), [])
