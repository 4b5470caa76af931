import { createHash } from 'node:crypto'
import { canonicalJson, type Json } from '../base/index.ts'
import { type Disk, readText, replaceFile } from '../kernel/index.ts'

/** The state of a desk after an event: a place to start replaying from. */
export type Snapshot = {
  readonly sequence: number
  /** Hash of the desk's state, as in the checkpoint event of that sequence. */
  readonly stateHash: string
  readonly state: Json
}

/**
 * Raised when what a desk remembers is written differently. Snapshots of another form are passed
 * over like damaged ones, and the journal is run again from an older place.
 */
const form = 2
/** How many snapshots stay on disk: an older one is the way out of a bad newer one. */
const kept = 3
const namePattern = /^snapshot-(\d{16})\.json$/

/**
 * Keeps `snapshot` in `folder` and removes all but the newest three. After a crash there is the
 * whole file or none. @throws DiskError; RangeError for a number JSON cannot carry
 */
export function writeSnapshot(disk: Disk, folder: string, snapshot: Snapshot): void {
  disk.makeFolder(folder)
  const content = canonicalJson({ ...snapshot })
  const text = `{"form":${form},"sha256":"${digest(content)}","snapshot":${content}}\n`
  replaceFile(disk, folder, nameOf(snapshot.sequence), new TextEncoder().encode(text))
  for (const name of names(disk, folder).slice(kept)) disk.remove(`${folder}/${name}`)
}

/**
 * The newest snapshot that is whole, of the state it says it is of, and not ahead of the journal.
 * Others are passed over: they only save time. @param head - Sequence at which the journal ends.
 */
export function newestSnapshot(disk: Disk, folder: string, head: number): Snapshot | undefined {
  for (const name of names(disk, folder)) {
    const snapshot = parse(readText(disk, `${folder}/${name}`) ?? '')
    if (snapshot !== undefined && snapshot.sequence <= head) return snapshot
  }
  return undefined
}

function nameOf(sequence: number): string {
  return `snapshot-${String(sequence).padStart(16, '0')}.json`
}

/** Newest first. */
function names(disk: Disk, folder: string): string[] {
  return disk
    .list(folder)
    .filter((name) => namePattern.test(name))
    .toReversed()
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

const framePattern = /^\{"form":(\d+),"sha256":"([0-9a-f]{64})","snapshot":(\{.*\})\}\n$/s

function parse(text: string): Snapshot | undefined {
  const [, written, sha256, content] = framePattern.exec(text) ?? []
  if (Number(written) !== form) return undefined
  if (content === undefined || digest(content) !== sha256) return undefined
  // The hash holds, so this has the form that `writeSnapshot` writes, whoever wrote it.
  const snapshot: Snapshot = JSON.parse(content)
  return digest(canonicalJson(snapshot.state)) === snapshot.stateHash ? snapshot : undefined
}
