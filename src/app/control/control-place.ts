import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { makeFolder } from '../../kernel/index.ts'

/** Most bytes that every system takes for the path of a socket. */
const pathMax = 100
const socketName = 'desk.sock'

/** The folder, in a desk's own, that only its owner may look into. */
export function controlFolder(desk: string): string {
  return path.join(desk, 'control')
}

/** Makes the folder, and makes sure that nobody else may enter: who can, can command the desk. */
export function makeControlFolder(desk: string): string {
  const folder = controlFolder(desk)
  makeFolder(folder)
  if (process.platform !== 'win32') fs.chmodSync(folder, 0o700)
  return folder
}

/**
 * Runs `use` with a path to the desk's socket that a system accepts. A folder of any depth may hold
 * one: where its path is too long, it is reached through a link that is gone when `use` is done.
 */
export async function withSocketPath<T>(
  desk: string,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const folder = controlFolder(desk)
  if (process.platform === 'win32') return use(pipeName(folder))
  const direct = path.join(folder, socketName)
  if (Buffer.byteLength(direct) <= pathMax) return use(direct)
  const beside = fs.mkdtempSync(path.join(os.tmpdir(), 'cs-'))
  try {
    fs.symlinkSync(folder, path.join(beside, 'd'))
    return await use(path.join(beside, 'd', socketName))
  } finally {
    fs.rmSync(beside, { recursive: true, force: true })
  }
}

/** Takes away what a desk that was killed has left. Only the desk of the folder may call it. */
export function removeSocket(desk: string): void {
  if (process.platform !== 'win32')
    fs.rmSync(path.join(controlFolder(desk), socketName), { force: true })
}

function pipeName(folder: string): string {
  const hash = createHash('sha256').update(path.resolve(folder).toLowerCase()).digest('hex')
  return `\\\\.\\pipe\\coinswarm-${hash.slice(0, 32)}`
}
