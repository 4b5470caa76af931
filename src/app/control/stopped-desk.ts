import { UserError } from '../../base/index.ts'
import type { DeskEvent, Micros, Mode, ModeChanged } from '../../domain/index.ts'
import { acquireLock, readJournal, SegmentJournal } from '../../journal/index.ts'
import { nodeDisk } from '../../kernel/index.ts'
import { isSafer } from '../../risk/index.ts'
import { type DeskPaths, deskPaths } from '../desk-folder.ts'
import { noJournal } from '../desk-journal.ts'

/** How a desk that does not run will come up. */
export type StoppedDesk = {
  readonly mode: Mode
  readonly modeReason: string
  readonly isHold: boolean
  /** Of its last event. */
  readonly ts: Micros
  /** It has not come up since it was moved: what follows from that is not in its journal yet. */
  readonly isWaiting: boolean
}

/** What is wanted of it. */
export type StoppedMove = {
  readonly to: Mode
  readonly by: string
  readonly reason: string
  readonly isHold: boolean
}

/** Least size of a journal's file: nothing that is there already is made smaller. */
const segmentBytes = 65_536

/** Reads the journal of a desk that does not run. @throws UserError `no-journal`, `journal-…` */
export function stoppedDesk(folder: string): StoppedDesk {
  const { journal } = deskPaths(folder)
  let found: StoppedDesk | undefined
  for (const { event } of readJournal(journal, nodeDisk)) found = after(found ?? fresh, event)
  if (found === undefined) throw noJournal(folder)
  return found
}

/**
 * Writes a change of mode into the journal of a desk that does not run, so that it comes up in it.
 * No agent is loaded, nothing is sent. It is moved once: what a move leads to, such as orders that
 * are taken back, is written when the desk comes up, and nothing may stand before it.
 *
 * @param before - Called when the folder is held and the move will be made: to write it down.
 * @throws UserError `desk-in-use`, `no-journal`, `mode-refused`, `move-waits`, and what `before`
 *   throws.
 */
export function moveStoppedDesk(
  folder: string,
  move: StoppedMove,
  before: (desk: StoppedDesk) => void,
): StoppedDesk & { readonly from: Mode } {
  const paths = deskPaths(folder)
  if (!nodeDisk.exists(paths.journal)) throw noJournal(folder)
  const lock = acquireLock(paths.lock)
  try {
    const desk = stoppedDesk(folder)
    if (!isMove(desk, move)) throw refused(desk.mode)
    if (desk.isWaiting) throw waiting(desk.mode)
    before(desk)
    append(paths, changeOf(desk, move), () => lock.isHeld())
    return { ...stoppedDesk(folder), from: desk.mode }
  } finally {
    lock.release()
  }
}

/** A kill that held what is held can be followed by one that does not. */
function isMove({ mode, isHold }: StoppedDesk, move: StoppedMove): boolean {
  return mode !== move.to || (mode === 'emergency' && isHold && !move.isHold)
}

/** Whether the move takes a desk back from safety. */
export function isBack({ mode }: Pick<StoppedDesk, 'mode'>, to: Mode): boolean {
  return to !== mode && !isSafer(mode, to)
}

function changeOf({ mode, ts }: StoppedDesk, move: StoppedMove): ModeChanged {
  const { to, by: actor, reason, isHold } = move
  const held = isHold && to === 'emergency' ? ({ isHold: true } as const) : {}
  return { kind: 'mode-changed', ts, from: mode, to, actor, reason, ...held }
}

function append(
  { journal: folder, anchor }: DeskPaths,
  change: ModeChanged,
  mayWrite: () => boolean,
): void {
  const journal = SegmentJournal.open({ disk: nodeDisk, folder, anchor, segmentBytes, mayWrite })
  try {
    journal.append(change)
    journal.commit()
  } finally {
    journal.close()
  }
}

const fresh: StoppedDesk = {
  mode: 'normal',
  modeReason: '',
  isHold: false,
  ts: 0 as Micros,
  isWaiting: false,
}

function after(desk: StoppedDesk, event: DeskEvent): StoppedDesk {
  const ts = Math.max(desk.ts, timeOf(event)) as Micros
  if (event.kind !== 'mode-changed')
    return desk.ts === ts && !desk.isWaiting ? desk : { ...desk, ts, isWaiting: false }
  const modeReason = `${event.reason} (by ${event.actor})`
  return { mode: event.to, modeReason, isHold: event.isHold === true, ts, isWaiting: true }
}

/** Every time a desk takes over from an event; the run's own is that of the wall. */
function timeOf(event: DeskEvent): number {
  if (event.kind === 'run-started') return 0
  if (event.kind === 'submit') return event.order.ts
  return 'tsInit' in event ? event.tsInit : event.ts
}

function refused(mode: Mode): UserError {
  return new UserError('mode-refused', `The desk is in ${mode} already.`)
}

function waiting(mode: Mode): UserError {
  return new UserError(
    'move-waits',
    `The desk has not come up in ${mode} yet; start it with coinswarm up, then change its mode.`,
  )
}
