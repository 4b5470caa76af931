import { scryptSync } from 'node:crypto'

/** How much deriving a key from a passphrase takes: scrypt with N = 2^`logN` (RFC 7914). */
export type KeyCost = { readonly logN: number; readonly r: number; readonly p: number }

/** A few tenths of a second and 128 MiB. */
export const usualKeyCost: KeyCost = { logN: 17, r: 8, p: 1 }

/** What scrypt takes besides the 128 N r bytes of its table. */
const besideBytes = 64 << 20

/**
 * The key of a passphrase. Characters that look alike count as the same, however they were typed
 * (NFC).
 *
 * @param bytes - How many are wanted.
 * @throws RangeError for a cost scrypt does not know.
 */
export function deriveKey(
  passphrase: string,
  salt: Uint8Array,
  bytes: number,
  { logN, r, p }: KeyCost = usualKeyCost,
): Uint8Array {
  const N = Number(1n << BigInt(logN))
  const maxmem = 128 * N * r + besideBytes
  return scryptSync(Buffer.from(passphrase.normalize('NFC'), 'utf8'), salt, bytes, {
    N,
    r,
    p,
    maxmem,
  })
}
