import { randomBytes } from 'node:crypto'

/** Random bytes that no two archives share: salt of the key, and prefix of the nonces. */
export type ArchiveChance = { readonly salt: Uint8Array; readonly noncePrefix: Uint8Array }

/** Drawn once per archive. */
export function drawArchiveChance(): ArchiveChance {
  return { salt: randomBytes(32), noncePrefix: randomBytes(7) }
}
