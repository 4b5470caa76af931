import { UserError } from '../base/index.ts'
import type { DeskEvent } from '../domain/index.ts'
import { nobody, runHash, stateHash } from '../engine/index.ts'
import { MemoryJournal } from '../journal/index.ts'
import { deskPaths } from './desk-folder.ts'
import { noJournal } from './desk-journal.ts'
import { headerIn } from './desk-header.ts'
import { runAgain } from './run-again.ts'

/** What running a journal again came to. */
export type Replay = {
  /** SHA-256 of the state at the end. */
  readonly hash: string
  /** Every event followed from the bars, and every recorded state was arrived at. */
  readonly matches: boolean
  readonly events: number
  /** Checkpoints compared. */
  readonly checkpoints: number
  /** The same number a backtest of these bars prints. */
  readonly runHash: string
  /** Where and how it went another way. */
  readonly divergence: string | undefined
}

/**
 * Runs the journal of a desk folder again from its first record, comparing every event with what
 * stands there and every state with its recorded hash. Writes nothing.
 *
 * @throws UserError `no-journal`, `journal-damaged`, `journal-newer`
 */
export function replayJournal(folder: string): Promise<Replay> {
  return replayFrom(deskPaths(folder).journal, folder)
}

/** The same for the segments in `journal`, which are those of the desk in `folder`. */
export async function replayFrom(journal: string, folder: string): Promise<Replay> {
  const header = headerIn(journal)
  if (header === undefined) throw noJournal(folder)
  const decisions = new MemoryJournal()
  let events = 1
  try {
    const witness = {
      observer: nobody,
      onEvent: (_sequence: number, event: DeskEvent) => {
        events += 1
        decisions.append(event)
      },
    }
    return await runAgain({ folder, journal, header, witness }, ({ desk, checkpoints }) => {
      const matches = checkpoints.every((checkpoint) => checkpoint.isSame)
      return {
        hash: stateHash(desk),
        matches,
        events: events + checkpoints.length,
        checkpoints: checkpoints.length,
        runHash: runHash(decisions.decisionHash(), desk),
        divergence: matches ? undefined : 'a recorded state hash differs',
      }
    })
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'replay-diverged') throw error
    return {
      hash: '',
      matches: false,
      events,
      checkpoints: 0,
      runHash: '',
      divergence: error.message,
    }
  }
}
