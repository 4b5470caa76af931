import { parentPort, workerData } from 'node:worker_threads'
import { reasonOf } from '../../base/index.ts'
import type { Micros } from '../../domain/index.ts'
import type { DeskSnapshot } from '../desk-view.ts'
import { PastDesk } from './past-desk.ts'
import type { PastTask } from './past-run.ts'

/** What `PastBeside` starts; named here so that nobody moves it without noticing. */
export type PastProgram = 'past-worker-main'

/** The desk as it was, or why that is not known. */
export type PastAnswer =
  | { readonly isDone: true; readonly snapshot: DeskSnapshot }
  | { readonly isDone: false; readonly why: string }

/** What the thread is asked: a moment, or to make later ones easier to reach, bit by bit. */
export type PastWish = Micros | 'lay'

/** What it says: how far it has come, any number of times, then the answer; if more is to lay. */
export type PastWord = { readonly reached: Micros } | PastAnswer | { readonly isMore: boolean }

const say = (word: PastWord): void => parentPort?.postMessage(word, [])
const desk = new PastDesk(workerData as PastTask)

async function answer(at: Micros): Promise<PastAnswer> {
  try {
    return { isDone: true, snapshot: await desk.look(at, (reached) => say({ reached })) }
  } catch (error) {
    return { isDone: false, why: reasonOf(error) }
  }
}

/** Saves time alone: who looks is told what is amiss. */
async function lay(): Promise<{ readonly isMore: boolean }> {
  try {
    return { isMore: await desk.lay() }
  } catch {
    return { isMore: false }
  }
}

async function heed(wish: PastWish): Promise<void> {
  say(wish === 'lay' ? await lay() : await answer(wish))
}

// One after another: a run that is gone on with is at one place at a time.
let last: Promise<void> = Promise.resolve()
parentPort?.on('message', (wish: PastWish) => {
  last = last.then(() => heed(wish))
})
