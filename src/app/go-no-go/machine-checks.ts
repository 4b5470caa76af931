import { deskPaths } from '../desk-folder.ts'
import { deskFolderChecks } from '../doctor-folder.ts'
import { journalFolders, journalsAmong, verifyJournal } from '../../journal/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import { type GoFinding, go, type GoQuestion, noGo, notRun } from './go-check.ts'

/** Room on the disk, and a journal of this version's format. */
export function machineChecks(folder: string): readonly GoQuestion[] {
  return [
    { name: 'disk', isSafety: true, ask: () => diskFinding(folder) },
    { name: 'version', isSafety: true, ask: () => versionFinding(folder) },
  ]
}

/** What is only doubtful for a desk on paper is a NO GO for one with money. */
async function diskFinding(folder: string): Promise<GoFinding> {
  const details: string[] = []
  for (const { ask } of deskFolderChecks(folder)) {
    const { status, detail } = await ask()
    if (status !== 'ok') return noGo(detail)
    details.push(detail)
  }
  return go(details.join('; '))
}

/** Nothing but a journal of this version's own format, whole, will do. */
function versionFinding(folder: string): GoFinding {
  const [newest] = journalsAmong(nodeDisk.list(folder))
  if (newest === undefined) return notRun('there is no journal in this folder')
  const { version } = journalFolders()
  if (newest.version > version)
    return noGo(`the journal is of format ${newest.version} and this version knows ${version}`)
  if (newest.version < version)
    return noGo(`the journal is of format ${newest.version}; run coinswarm journal migrate`)
  const { journal, anchor } = deskPaths(folder)
  const { ok, events, faults } = verifyJournal(journal, anchor, nodeDisk)
  if (!ok) return noGo(`the journal is damaged: ${faults[0]?.message ?? 'see journal verify'}`)
  return go(`a journal of this version's format, ${events} events, every byte as written`)
}
