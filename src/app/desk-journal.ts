import { plainJson, UserError } from '../base/index.ts'
import type { DeskEvent } from '../domain/index.ts'
import { auditPlace, readJournal, type Verification, verifyJournal } from '../journal/index.ts'
import { nodeDisk } from '../kernel/index.ts'
import { type DeskPaths, deskPaths } from './desk-folder.ts'

/** Reads the whole journal of a desk folder and lists every fault. */
export function verifyDeskJournal(folder: string): Verification {
  const paths = existing(folder)
  return verifyJournal(paths.journal, paths.anchor, nodeDisk)
}

/** Every event of a desk's journal as a line of JSON: whole numbers as they are, money as text. */
export function* exportJournal(folder: string): Generator<string> {
  for (const { sequence, event } of readJournal(existing(folder).journal, nodeDisk))
    yield plainJson(JSON.stringify({ sequence, ...event }, plain))
}

/** JSON knows neither bigints nor NaN: text for the one, null for the other. */
function plain(_key: string, value: DeskEvent[keyof DeskEvent] | bigint): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}

function existing(folder: string): DeskPaths {
  const paths = deskPaths(folder)
  if (nodeDisk.exists(paths.journal)) return paths
  throw noJournal(folder)
}

/**
 * For who found nothing: declines a folder in which no desk ever was, mostly a name misspelt.
 *
 * @throws UserError `no-journal`
 */
export function requireDesk(folder: string): void {
  const places = [deskPaths(folder).journal, auditPlace(folder).folder]
  if (!places.some((place) => nodeDisk.exists(place))) throw noJournal(folder)
}

/** There is nothing in the folder to read. */
export function noJournal(folder: string): UserError {
  return new UserError(
    'no-journal',
    `There is no journal in ${folder}; start a desk with coinswarm up, or name its folder with --desk.`,
  )
}
