import { existsSync } from 'node:fs'
import { lockHolder, verifyJournal } from '../journal/index.ts'
import { nodeDisk } from '../kernel/index.ts'
import { deskPaths } from './desk-folder.ts'
import { broken, type DoctorQuestion, doubtful, type Finding, fine } from './doctor-question.ts'

/** Whether a desk is running in the folder, and whether what it wrote down is whole. */
export function deskChecks(folder: string): readonly DoctorQuestion[] {
  return [
    { name: 'desk', ask: () => deskState(folder) },
    { name: 'journal', ask: () => journalState(folder) },
  ]
}

function deskState(folder: string): Finding {
  const holder = lockHolder(deskPaths(folder).lock)
  return fine(holder === undefined ? 'none is running in this folder' : `running: ${holder}`)
}

function journalState(folder: string): Finding {
  const { journal, anchor, lock } = deskPaths(folder)
  if (!existsSync(journal)) return fine('none yet')
  const { ok, events, faults } = verifyJournal(journal, anchor, nodeDisk)
  if (ok) return fine(`${events} events, every byte as written`)
  // A desk at work moves the head while it is read.
  if (lockHolder(lock) !== undefined)
    return doubtful('the desk is running; stop it and ask again to have its journal verified')
  const first = faults[0]
  return broken(
    `${first?.file ?? journal}: ${first?.message ?? 'damaged'}; ` +
      'see coinswarm journal verify, and restore the folder from a backup',
  )
}
