import { createCipheriv, createDecipheriv } from 'node:crypto'

/** What bytes are sealed with; `associated` is not in them, and cannot be changed either. */
export type Sealing = {
  /** 32 bytes. */
  readonly key: Uint8Array
  /** 12 bytes that no other bytes under this key are sealed with. */
  readonly nonce: Uint8Array
  readonly associated: Uint8Array
}

/** Bytes that sealing adds. */
export const sealBytes = 16

/** AES-256-GCM: the encrypted bytes, and the tag behind them. */
export function seal(content: Uint8Array, { key, nonce, associated }: Sealing): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(associated)
  return Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()])
}

/** What was sealed; `undefined` when these are not the bytes, or not those beside them. */
export function openSealed(
  sealed: Uint8Array,
  { key, nonce, associated }: Sealing,
): Uint8Array | undefined {
  if (sealed.length < sealBytes) return undefined
  const end = sealed.length - sealBytes
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: sealBytes })
  decipher.setAAD(associated)
  decipher.setAuthTag(sealed.subarray(end))
  const opened = decipher.update(sealed.subarray(0, end))
  try {
    decipher.final()
    return opened
  } catch {
    // The one thing `final` throws for here is a tag that does not fit.
    return undefined
  }
}
