import { parentPort, workerData } from 'node:worker_threads'
import { reasonOf } from '../../base/index.ts'
import { type KnownResults, knownResults } from '../../memory/index.ts'
import { memoryOfDesk } from './run-memory.ts'

/** What `agreeDaily` starts; named here so that nobody moves it without noticing. */
export type AgreeProgram = 'agree-worker-main'

/** Whose memory is read, and up to when. @see AgreeAnswer */
export type AgreeTask = { readonly folder: string; readonly ts: number }

/** `early`: the journal on the disk does not reach that time yet. */
export type AgreeAnswer =
  | { readonly kind: 'known'; readonly known: readonly KnownResults[] }
  | { readonly kind: 'early' }
  | { readonly kind: 'failed'; readonly why: string }

/** What was known before `ts`, whenever it is looked up: so a day proposes the same. */
function answer({ folder, ts }: AgreeTask): AgreeAnswer {
  try {
    const { book, asOf } = memoryOfDesk(folder)
    if (asOf <= ts) return { kind: 'early' }
    const known = knownResults(book.episodes.filter(({ knownAt }) => knownAt < ts))
    return { kind: 'known', known }
  } catch (error) {
    return { kind: 'failed', why: reasonOf(error) }
  }
}

parentPort?.postMessage(answer(workerData as AgreeTask), [])
