import { UserError } from '../../base/index.ts'

/** The archive is not what was written. */
export function damagedBackup(file: string, why: string): UserError {
  return new UserError('backup-damaged', `${file} is damaged: ${why}; use another backup`)
}

/** It needs another passphrase, or a better one. */
export function badPassphrase(why: string): UserError {
  return new UserError('backup-passphrase', why)
}
