import fs from 'node:fs'
import path from 'node:path'
import { reasonOf } from '../base/index.ts'

/** What a file that keeps a secret may be, and what is said when it is not that. */
export type OwnFile = {
  readonly bytesMax: number
  /** What it is, as in `too large for a passphrase`. */
  readonly what: string
  readonly decline: (why: string) => Error
  /** Whether others may read it and own it: it keeps no secret. */
  readonly isOpen?: boolean
}

/**
 * A whole file that belongs to whoever runs this, and that nobody else may read or write, unless
 * it `isOpen`.
 *
 * @returns `undefined` when there is none.
 * @throws what `decline` makes of the reason.
 */
export function readOwnFile(
  file: string,
  { bytesMax, what, decline, isOpen = false }: OwnFile,
): Uint8Array | undefined {
  let handle: number | undefined
  try {
    handle = fs.openSync(file, 'r')
    const { mode, size, uid } = fs.fstatSync(handle)
    // Windows has no such bits, and reports all of them.
    if (!isOpen && path.sep === '/' && (mode & 0o077) !== 0)
      throw decline(`${file} may be read by others; run chmod 600 ${file}`)
    if (!isOpen && path.sep === '/' && uid !== process.geteuid?.())
      throw decline(`${file} belongs to somebody else; a ${what} must be yours`)
    if (size > bytesMax) throw decline(`${file} is too large for a ${what}`)
    return fs.readFileSync(handle)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'syscall' in error)) throw error
    if (error.code === 'ENOENT') return undefined
    throw decline(`the ${what} cannot be read (${reasonOf(error)}); check the path`)
  } finally {
    if (handle !== undefined) fs.closeSync(handle)
  }
}
