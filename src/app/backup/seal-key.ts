import { deriveKey } from '../../kernel/index.ts'

/** What a passphrase and a salt come to. */
export type SealKey = {
  readonly key: Uint8Array
  /** Stands in the archive, to tell a wrong passphrase from a damaged file. */
  readonly check: Uint8Array
}

/** Gives the key for the salt of an archive; `undefined` for one that is not encrypted. */
export type KeySource = ((salt: Uint8Array) => SealKey) | undefined

const keyBytes = 32
const checkBytes = 16

/** The key of `passphrase`: scrypt, N = 2^17, r = 8, p = 1, a few tenths of a second (RFC 7914). */
export function passphraseKey(passphrase: string): NonNullable<KeySource> {
  let known: (SealKey & { readonly salt: string }) | undefined
  return (salt) => {
    const name = Buffer.from(salt).toString('hex')
    if (known?.salt !== name) {
      const derived = deriveKey(passphrase, salt, keyBytes + checkBytes)
      const key = derived.subarray(0, keyBytes)
      known = { key, check: derived.subarray(keyBytes), salt: name }
    }
    return known
  }
}
