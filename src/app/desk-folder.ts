import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { type JournalFolders, journalFolders, journalsAmong } from '../journal/index.ts'
import { type Disk, makeFolder, nodeDisk } from '../kernel/index.ts'

/** Where a desk keeps what. One folder, one desk. */
export type DeskPaths = {
  readonly folder: string
  readonly journal: string
  /** The head of the journal, outside of it, so that a cut journal is noticed. */
  readonly anchor: string
  readonly snapshots: string
  readonly lock: string
  readonly projection: string
  readonly catalog: string
}

/** Looks into the folder, if it is there: the journal is the one of the newest format. */
export function deskPaths(folder: string, disk: Disk = nodeDisk): DeskPaths {
  const [newest] = journalsAmong(disk.list(folder))
  return pathsWith(folder, newest ?? journalFolders())
}

/** The paths of a desk whose journal is in those folders. */
export function pathsWith(folder: string, { journal, anchor }: JournalFolders): DeskPaths {
  return {
    folder,
    journal: path.join(folder, journal),
    anchor: path.join(folder, anchor),
    snapshots: path.join(folder, 'snapshots'),
    lock: path.join(folder, 'lock'),
    projection: path.join(folder, 'desk.sqlite'),
    catalog: path.join(folder, 'catalog'),
  }
}

/** Sixteen hex digits drawn once per desk: part of every client order id. */
export function drawDeskKey(): string {
  return randomBytes(8).toString('hex')
}

/** The secret that keeps sessions of the page good over a restart; made at first use, 0600. */
export function deskSecret(folder: string): Uint8Array {
  const file = path.join(folder, 'page-secret')
  if (fs.existsSync(file)) {
    const known = Buffer.from(fs.readFileSync(file, 'utf8').trim(), 'hex')
    if (known.length === 32) return known
  }
  makeFolder(folder)
  const secret = randomBytes(32)
  fs.writeFileSync(file, `${secret.toString('hex')}\n`, { mode: 0o600 })
  return secret
}
