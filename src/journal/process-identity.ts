import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** Names one process for good: a pid alone is used again after a restart. */
export type ProcessIdentity = {
  readonly pid: number
  readonly host: string
  /** Changes with every boot of the machine; empty where the system does not tell. */
  readonly bootId: string
  /** When the process started, in the system's own unit; empty where it does not tell. */
  readonly startedAt: string
  /** In which space its number counts: every container has one. Empty where none is told. */
  readonly space: string
}

/** The identity of the process that runs this. */
export function ownIdentity(): ProcessIdentity {
  const { pid } = process
  return { pid, host: hostname(), bootId: bootId(), startedAt: startOf(pid), space: space() }
}

/**
 * Whether that process may still be running. A doubt counts as yes: processes of another machine or
 * another container cannot be seen from here.
 */
export function mayBeAlive(of: ProcessIdentity): boolean {
  if (of.host !== hostname()) return true
  if (of.bootId !== bootId()) return false
  if (isOutOfSight(of)) return true
  if (!exists(of.pid)) return false
  return of.startedAt === startOf(of.pid)
}

/** Whether its number counts in another space than ours, where it may be anybody's. */
export function isOutOfSight(of: ProcessIdentity): boolean {
  const own = space()
  return of.space !== '' && own !== '' && of.space !== own
}

/** Whether it runs, or ran, under the same kernel as we do: then we share its locks of files. */
export function isOfThisKernel(of: ProcessIdentity): boolean {
  return of.bootId !== '' && of.bootId === bootId()
}

/**
 * Ends that process at once, and no other: a pid that was given to another one since is left alone.
 *
 * @returns Whether it was there and was told to end.
 */
export function endProcess(of: ProcessIdentity): boolean {
  if (of.host !== hostname() || isOutOfSight(of)) return false
  if (of.pid === process.pid || !mayBeAlive(of)) return false
  try {
    return process.kill(of.pid, 'SIGKILL')
  } catch {
    return false
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it is there, and another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function bootId(): string {
  return textOf('/proc/sys/kernel/random/boot_id').trim()
}

function space(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return ''
  }
}

/** Field 22 of `/proc/<pid>/stat`; the name before it may hold spaces, so count from its `)`. */
function startOf(pid: number): string {
  const stat = textOf(`/proc/${pid}/stat`)
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
