import { UserError } from '../../base/index.ts'

/** Somebody changed the file, or the disk did. */
export function damagedVault(file: string, why: string): UserError {
  return new UserError(
    'vault-damaged',
    `${file} is damaged: ${why}; nothing in it is used. Put a good copy back, or move it away, make ` +
      'new keys at the venues and add them again.',
  )
}

/** It needs another passphrase, or a better one. */
export function badVaultPassphrase(why: string): UserError {
  return new UserError('vault-passphrase', why)
}

/** A key that is not there, is there already, or is called what no key may be called. */
export function badKeyName(why: string): UserError {
  return new UserError('vault-key', why)
}
