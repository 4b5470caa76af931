import { makeFolder, nodeDisk } from '../../kernel/index.ts'
import { ownPid } from '../start-venue-process.ts'
import type { RunEvents } from './run-events.ts'
import type { RunTruth } from './run-truth.ts'
import { writeAnalysis } from './write-analysis.ts'

/** Tables in a desk folder that somebody asks just now. */
const folderName = 'analysis'

let made = 0

/**
 * Writes a run into tables in the folder of a desk, has them asked, and removes them.
 *
 * @param folder - Of the desk. Only its owner may look into what is made there.
 * @throws UserError `journal-damaged`, `journal-newer`, and what `task` throws
 */
export async function withAnalysis<Result>(
  run: RunEvents,
  folder: string,
  task: (path: string, told: RunTruth) => Promise<Result>,
): Promise<Result> {
  const place = `${folder}/${folderName}`
  makeFolder(place)
  made += 1
  const path = `${place}/${ownPid()}-${made}.sqlite`
  const remove = (): void => {
    if (nodeDisk.exists(path)) nodeDisk.remove(path)
  }
  // Of a process of the same number that was killed.
  remove()
  try {
    return await task(path, await writeAnalysis(run, path))
  } finally {
    remove()
  }
}
