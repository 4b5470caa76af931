import path from 'node:path'
import { UserError } from '../../base/index.ts'
import type { RunHeader } from '../../engine/index.ts'
import {
  type JournalEntry,
  readJournal,
  type Verification,
  verifyJournal,
} from '../../journal/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import { deskPaths } from '../desk-folder.ts'
import { rehearsedVenue } from '../desk-gateway.ts'
import { headerIn } from '../desk-header.ts'
import { noJournal } from '../desk-journal.ts'

/** What papers about a desk are made from. */
export type TrailSource = {
  readonly folder: string
  /** The desk's name: that of its folder. */
  readonly name: string
  readonly header: RunHeader
  /** Every byte was read, every hash checked. */
  readonly verified: Verification
  readonly trading: 'paper' | 'rehearsal'
  /** All that was verified, oldest first; what a running desk has written since is left out. */
  readonly events: () => Iterable<JournalEntry>
}

/**
 * Opens the journal of the desk in a folder and verifies it. Writes nothing; a desk may be writing.
 *
 * @throws UserError `no-journal`, `journal-damaged`, `journal-newer`
 */
export function openTrail(folder: string): TrailSource {
  const paths = deskPaths(folder)
  const header = headerIn(paths.journal)
  if (header === undefined) throw noJournal(folder)
  const verified = verifyJournal(paths.journal, paths.anchor, nodeDisk)
  const [fault] = verified.faults
  if (fault !== undefined)
    throw new UserError(
      'journal-damaged',
      `No paper is made from a journal that was changed: ${fault.file} at byte ${fault.offset}: ` +
        `${fault.message}; coinswarm journal verify lists all of it.`,
    )
  const isRehearsed = rehearsedVenue(header.source.market[0]) !== undefined
  return {
    folder,
    name: path.basename(path.resolve(folder)),
    header,
    verified,
    trading: isRehearsed ? 'rehearsal' : 'paper',
    *events() {
      for (const entry of readJournal(paths.journal, nodeDisk)) {
        if (entry.sequence > verified.events) return
        yield entry
      }
    },
  }
}

/** Stands on every page: no order of this program was ever a real one. */
export function simulatedMark({ trading }: TrailSource): string {
  return `SIMULATED (${trading}): no real trade took place, so no tax arises.`
}

/** What every paper says of the desk and of the record it was made from. */
export function sourceFacts(
  { name, header, trading, verified }: TrailSource,
  version: string,
): readonly (readonly [string, string])[] {
  const { head, events } = verified
  return [
    ['Desk', `${name}, number ${header.desk}`],
    ['Trading', trading],
    ['Market', header.source.label],
    ['Instruments', header.setup.instruments.map(({ id }) => id).join(', ')],
    ['Journal', `${events} events, every hash verified; head ${head.sequence}:${head.hash}`],
    ['Made by', `coinswarm ${version}`],
  ]
}
