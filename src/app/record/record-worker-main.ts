import { parentPort, workerData } from 'node:worker_threads'
import { UserError } from '../../base/index.ts'
import { type RecordName, recordReader, type RecordTask, type RecordWish } from './record-reader.ts'

/** What `RecordsBeside` starts; named here so that nobody moves it without noticing. */
export type RecordProgram = 'record-worker-main'

/** What the thread is asked, in the order in which it answers. */
export type RecordQuestion = { readonly name: RecordName; readonly wish: RecordWish }

/** What was read, or why that cannot be: in the words and with the code of a `UserError`. */
export type RecordSaid =
  | { readonly isDone: true; readonly answer: unknown }
  | {
      readonly isDone: false
      readonly code: string
      readonly why: string
      readonly exitCode: 2 | 3
    }

const reader = recordReader(workerData as RecordTask)

/** A bug of ours ends the thread, and who waits is told. */
async function read({ name, wish }: RecordQuestion): Promise<RecordSaid> {
  try {
    return { isDone: true, answer: await reader[name](wish) }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const { code, message, exitCode } = error
    return { isDone: false, code, why: message, exitCode }
  }
}

let last: Promise<void> = Promise.resolve()
parentPort?.on('message', (question: RecordQuestion) => {
  last = last.then(async () => parentPort?.postMessage(await read(question), []))
})
