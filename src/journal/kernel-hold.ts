import { existsSync, writeFileSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'

/** A hold that is ours until it is let go, or until this process ends, however it ends. */
export type KernelHold = { readonly letGo: () => void }

/** Somebody who only looks is gone within this. Unit: ms. */
const patienceMs = 50
/** SQLite's code for what somebody else has locked. */
const busy = 5

/**
 * Takes the folder by a lock of the operating system. It knows nothing of process numbers, so it
 * holds between containers that share a volume, and it ends with the process and not before: there
 * is no guessing by age. The lock is SQLite's, on an empty file: Node has no other.
 *
 * @returns `taken` when another process has it; `undefined` where the file system has no locks.
 */
export function takeHold(folder: string): KernelHold | 'taken' | undefined {
  const path = holdIn(folder)
  let database: DatabaseSync | undefined
  try {
    makeFile(path)
    database = open(path, false)
    // Nothing is ever written, so there is nothing to take back after a crash.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return { letGo: () => database?.close() }
  } catch (error) {
    database?.close()
    return isBusy(error) ? 'taken' : undefined
  }
}

/** Whether a process, this one included, has the hold of the folder. Changes nothing. */
export function isHoldTaken(folder: string): boolean {
  const path = holdIn(folder)
  if (!existsSync(path)) return false
  let database: DatabaseSync | undefined
  try {
    database = open(path, true)
    database.exec('SELECT 1 FROM sqlite_schema')
    return false
  } catch (error) {
    return isBusy(error)
  } finally {
    database?.close()
  }
}

function holdIn(folder: string): string {
  return `${folder}/desk.held`
}

/** Only where there is none: closing a file lets go of every lock that its process has on it. */
function makeFile(path: string): void {
  try {
    writeFileSync(path, '', { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}

/** Loaded when it is used: most commands hold no folder. */
function open(path: string, readOnly: boolean): DatabaseSync {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite')
  return new DatabaseSync(path, { timeout: readOnly ? 0 : patienceMs, readOnly })
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === busy
}
