import {
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { UserError } from '../base/index.ts'
import { makeFolder } from '../kernel/index.ts'
import { isHoldTaken, type KernelHold, takeHold } from './kernel-hold.ts'
import {
  isOfThisKernel,
  isOutOfSight,
  mayBeAlive,
  ownIdentity,
  type ProcessIdentity,
} from './process-identity.ts'

/** The right to be the one desk of a folder. */
export type Lock = {
  /** Rises by one with every acquisition, for ever: whoever holds the highest is the desk. */
  readonly token: number
  readonly folder: string
  /** Whether nobody has taken over since. Asked before anything leaves the desk. */
  isHeld(): boolean
  /** Gives the folder free. May be called twice. */
  release(): void
}

/**
 * Takes the folder for this process. The lock is the file with the highest token,
 * `desk-000007.lock`; it appears whole, by a link, so of two who try the same token one wins. A
 * lock whose process is dead is passed over. The newest file is never removed, so tokens only rise.
 * Beside it the kernel holds `desk.held` for us, which tells the living from the dead where process
 * numbers do not: between containers on one volume.
 *
 * @throws UserError `desk-in-use` when another desk may be running, naming its pid
 */
export function acquireLock(folder: string): Lock {
  makeFolder(folder)
  const hold = takeHold(folder)
  if (hold === 'taken') throw inUse(folder, lockHolder(folder) ?? 'another process')
  try {
    return winLock(folder, hold)
  } catch (error) {
    hold?.letGo()
    throw error
  }
}

/**
 * Whether a folder goes on being held by whoever holds it now under `token`. For a process that
 * works for the desk: it has no lock of its own, and stops when the desk has lost its.
 */
export function watchLock(folder: string, token: number): () => boolean {
  const text = textOf(fileOf(folder, token, 'lock'))
  return () => text !== undefined && isHeldAs(folder, token, text)
}

/** Who holds the folder, as `process 7`; `undefined` when nobody alive does. Touches nothing. */
export function lockHolder(folder: string): string | undefined {
  const newest = entries(folder).at(-1)
  if (newest?.isHeld !== true) return undefined
  const owner = ownerOf(`${folder}/${newest.name}`)
  if (owner === undefined) return `a process named in ${newest.name}`
  return mayHold(owner, isHoldTaken(folder)) ? processOf(owner) : undefined
}

/** Which process holds the folder, dead or alive; `undefined` when none does, or cannot be read. */
export function lockOwner(folder: string): ProcessIdentity | undefined {
  const newest = entries(folder).at(-1)
  if (newest?.isHeld !== true) return undefined
  const owner = ownerOf(`${folder}/${newest.name}`)
  if (owner === undefined) return undefined
  const { hasHold: _ours, ...identity } = owner
  return identity
}

/** @param hold - Ours, of the kernel; nothing where it has none to give. */
function winLock(folder: string, hold: KernelHold | undefined): Lock {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const newest = entries(folder).at(-1)
    if (newest?.isHeld === true) requireDead(folder, newest)
    const token = (newest?.token ?? 0) + 1
    const taken = take(folder, token, hold !== undefined)
    if (taken !== undefined) return heldLock({ folder, token, text: taken, hold })
  }
  throw inUse(folder, 'another process')
}

/** Losing the race for a token this often means that somebody else keeps winning it. */
const attemptsMax = 5
const pattern = /^desk-(\d{6,15})\.(lock|free)$/

type Entry = { readonly name: string; readonly token: number; readonly isHeld: boolean }

/** All lock files, lowest token first. */
function entries(folder: string): Entry[] {
  const found: Entry[] = []
  if (!existsSync(folder)) return found
  for (const name of readdirSync(folder)) {
    const match = pattern.exec(name)
    if (match !== null) found.push({ name, token: Number(match[1]), isHeld: match[2] === 'lock' })
  }
  return found.sort((a, b) => a.token - b.token)
}

function fileOf(folder: string, token: number, state: 'lock' | 'free'): string {
  return `${folder}/desk-${String(token).padStart(6, '0')}.${state}`
}

function requireDead(folder: string, entry: Entry): void {
  const path = `${folder}/${entry.name}`
  const owner = ownerOf(path)
  // Given free or passed over since we looked: the race for the next token will tell.
  if (!existsSync(path)) return
  if (owner === undefined) throw inUse(folder, `a process named in ${entry.name}`)
  if (mayHold(owner, false)) throw inUse(folder, nameOf(owner))
}

/**
 * Whether an owner may still have its folder. One whose hold the kernel knows of is believed gone
 * without it where we could not see its process: in another container, or under another name.
 */
function mayHold(owner: Owner, isTaken: boolean): boolean {
  if (isTaken) return true
  const isOutOfReach = isOutOfSight(owner) || owner.host !== ownIdentity().host
  if (isOutOfReach && owner.hasHold && isOfThisKernel(owner)) return false
  return mayBeAlive(owner)
}

function nameOf(owner: Owner): string {
  return processOf(owner) + (owner.host === ownIdentity().host ? '' : ` on ${owner.host}`)
}

function processOf(owner: Owner): string {
  return `process ${owner.pid}${isOutOfSight(owner) ? ' of another container' : ''}`
}

function inUse(folder: string, owner: string): UserError {
  return new UserError(
    'desk-in-use',
    `${folder} is in use by ${owner}; stop that desk first, or give this one another folder with --desk`,
  )
}

/** @returns What the file says; `undefined` when somebody else was quicker. */
function take(folder: string, token: number, hasHold: boolean): string | undefined {
  const identity = ownIdentity()
  const text = `${JSON.stringify({ ...identity, hasHold })}\n`
  const beside = `${folder}/desk-${identity.pid}-${token}.taking`
  const path = fileOf(folder, token, 'lock')
  writeFileSync(beside, text, { mode: 0o600, flush: true })
  try {
    linkSync(beside, path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return undefined
    throw error
  } finally {
    rmSync(beside, { force: true })
  }
  // Whoever looked long ago may link a token that was used, given free or removed since.
  const rivals = entries(folder).filter((entry) => entry.name !== path.slice(folder.length + 1))
  const isOutrun = rivals.some((entry) => entry.token >= token)
  if (isOutrun) rmSync(path, { force: true })
  else for (const old of rivals) rmSync(`${folder}/${old.name}`, { force: true })
  return isOutrun ? undefined : text
}

function heldLock(of: {
  readonly folder: string
  readonly token: number
  readonly text: string
  readonly hold: KernelHold | undefined
}): Lock {
  const { folder, token, text, hold } = of
  let isReleased = false
  const isHeld = (): boolean => !isReleased && isHeldAs(folder, token, text)
  return {
    token,
    folder,
    isHeld,
    release: () => {
      if (isHeld()) renameSync(fileOf(folder, token, 'lock'), fileOf(folder, token, 'free'))
      if (!isReleased) hold?.letGo()
      isReleased = true
    },
  }
}

/** Whoever removes the files by hand lets tokens begin again: the same number may be another's. */
function isHeldAs(folder: string, token: number, text: string): boolean {
  const isNewest = entries(folder).at(-1)?.token === token
  return isNewest && textOf(fileOf(folder, token, 'lock')) === text
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** Who took a folder, and whether the kernel held it for them. */
type Owner = ProcessIdentity & { readonly hasHold: boolean }

function ownerOf(path: string): Owner | undefined {
  try {
    const read: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof read !== 'object' || read === null) return undefined
    const { pid, host, bootId, startedAt, space, hasHold } = { ...nobody, ...read }
    if (typeof pid !== 'number' || typeof host !== 'string') return undefined
    const words = { bootId: String(bootId), startedAt: String(startedAt), space: String(space) }
    return { pid, host, ...words, hasHold: hasHold === true }
  } catch {
    return undefined
  }
}

const nobody: Readonly<Record<keyof Owner, unknown>> = {
  pid: undefined,
  host: undefined,
  bootId: '',
  startedAt: '',
  space: '',
  hasHold: false,
}
