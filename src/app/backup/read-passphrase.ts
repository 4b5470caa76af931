import fs from 'node:fs'
import path from 'node:path'
import { reasonOf } from '../../base/index.ts'
import { badPassphrase } from './backup-error.ts'

/** Characters of a passphrase that a new archive is given, at least. */
export const passphraseMin = 12
const bytesMax = 4_096

/**
 * The one line of a passphrase's file, which nobody but its owner may read or write.
 *
 * @throws UserError `backup-passphrase`
 */
export function readPassphrase(file: string): string {
  const lines = readOwn(file)
    .replace(/\r?\n$/, '')
    .split('\n')
  const [passphrase = ''] = lines
  if (passphrase === '' || lines.length > 1)
    throw badPassphrase(`${file} must hold the passphrase on one line and nothing else`)
  return passphrase
}

function readOwn(file: string): string {
  let handle: number | undefined
  try {
    handle = fs.openSync(file, 'r')
    const { mode, size } = fs.fstatSync(handle)
    // Windows has no such bits, and reports all of them.
    const isOpen = path.sep === '/' && (mode & 0o077) !== 0
    if (isOpen) throw badPassphrase(`${file} may be read by others; run chmod 600 ${file}`)
    if (size > bytesMax) throw badPassphrase(`${file} is too large for a passphrase`)
    return fs.readFileSync(handle, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'syscall' in error)
      throw badPassphrase(`the passphrase cannot be read (${reasonOf(error)}); check the path`)
    throw error
  } finally {
    if (handle !== undefined) fs.closeSync(handle)
  }
}
