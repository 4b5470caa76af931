import { parentPort, workerData } from 'node:worker_threads'
import { reasonOf } from '../../base/index.ts'
import { deskPaths } from '../desk-folder.ts'
import { headerIn } from '../desk-header.ts'
import { MemoryReader } from './memory-reader.ts'
import { tellManagers } from './tell-managers.ts'
import { tellMemory } from './tell-memory.ts'

/** What `memoryBeside` starts; named here so that nobody moves it without noticing. */
export type MemoryProgram = 'memory-worker-main'

/** Whose memory is read, and whether what today brought is left out. */
export type MemoryTask = { readonly folder: string; readonly isDelayed: boolean }

/** `MemoryTold` as JSON, so that nothing is left to do for who waits; or why there is none. */
export type MemoryAnswer =
  | { readonly isDone: true; readonly json: string }
  | { readonly isDone: false; readonly why: string }

function answer(reader: MemoryReader, { folder, isDelayed }: MemoryTask): MemoryAnswer {
  try {
    const recallWeight = headerIn(deskPaths(folder).journal)?.setup.recallWeight ?? 0
    const managers = tellManagers(folder)
    const told = tellMemory(reader.readOn(), { recallWeight, isDelayed, managers })
    return { isDone: true, json: JSON.stringify(told) }
  } catch (error) {
    return { isDone: false, why: reasonOf(error) }
  }
}

const task = workerData as MemoryTask
const reader = new MemoryReader(task.folder)
parentPort?.on('message', () => parentPort?.postMessage(answer(reader, task), []))
