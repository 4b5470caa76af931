import { randomBytes } from 'node:crypto'

/** Random bytes that no two archives share: salt of the key, and prefix of the nonces. */
export type ArchiveChance = { readonly salt: Uint8Array; readonly noncePrefix: Uint8Array }

/** Drawn once per archive. */
export function drawArchiveChance(): ArchiveChance {
  return { salt: randomBytes(32), noncePrefix: randomBytes(7) }
}

/**
 * Part of the name of what is made beside its place. Nobody can foresee it, so nothing of that name
 * is there: no folder of somebody's, no link to one, nothing that another run is making.
 */
export function drawBeside(): string {
  return randomBytes(8).toString('hex')
}
