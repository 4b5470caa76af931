import { createHash, timingSafeEqual } from 'node:crypto'
import { openSealed, seal, sealBytes } from '../../kernel/index.ts'
import type { SealKey } from './seal-key.ts'

/** Written into every archive; a reader declines what is higher. */
export const archiveVersion = 1

export const sealedHeaderBytes = 128
/** Bytes of content in every chunk but the last, which has the rest. */
export const chunkBytes = 65_536

/** What the first 128 bytes of an archive say. */
export type SealedHeader = {
  readonly version: number
  readonly isEncrypted: boolean
  /** Bytes of content: so a cut archive is known by its size. */
  readonly size: number
  readonly salt: Uint8Array
  /** Seven bytes before the number of a chunk. */
  readonly noncePrefix: Uint8Array
  /** Of the key; zeros when there is none. */
  readonly check: Uint8Array
}

const magic = new TextEncoder().encode('COINBAK\n')
const hashedBytes = 96

/** Bytes of the file that holds `size` bytes of content. */
export function sealedBytes(size: number, isEncrypted: boolean): number {
  const chunks = Math.ceil(size / chunkBytes)
  return sealedHeaderBytes + size + chunks * tagBytes(isEncrypted)
}

/** An authentication tag of GCM, or a SHA-256. */
export function tagBytes(isEncrypted: boolean): number {
  return isEncrypted ? sealBytes : 32
}

/**
 * Magic (8 bytes), version u32, cipher u32 (0 none, 1 scrypt and AES-256-GCM), size f64, salt (32),
 * nonce prefix (7), a zero, key check (16), 16 zeros, SHA-256 of all that.
 */
export function sealedHeader(header: SealedHeader): Uint8Array {
  const bytes = new Uint8Array(sealedHeaderBytes)
  const view = new DataView(bytes.buffer)
  bytes.set(magic)
  view.setUint32(8, header.version, true)
  view.setUint32(12, header.isEncrypted ? 1 : 0, true)
  view.setFloat64(16, header.size, true)
  bytes.set(header.salt, 24)
  bytes.set(header.noncePrefix, 56)
  bytes.set(header.check, 64)
  bytes.set(sha256(bytes.subarray(0, hashedBytes)), hashedBytes)
  return bytes
}

/** The inverse; why not, in words that follow the name of the file, when the bytes are none. */
export function parseSealedHeader(bytes: Uint8Array): SealedHeader | string {
  if (Buffer.compare(bytes.subarray(0, 8), magic) !== 0) return 'it does not begin as a backup does'
  if (bytes.length < sealedHeaderBytes) return 'it is cut short within its header'
  const hashed = bytes.subarray(0, hashedBytes)
  if (Buffer.compare(sha256(hashed), bytes.subarray(hashedBytes, sealedHeaderBytes)) !== 0)
    return 'its header was changed'
  const view = new DataView(bytes.buffer, bytes.byteOffset, sealedHeaderBytes)
  const size = view.getFloat64(16, true)
  if (!Number.isSafeInteger(size) || size < 0) return 'its header makes no sense'
  return {
    version: view.getUint32(8, true),
    isEncrypted: view.getUint32(12, true) !== 0,
    size,
    salt: bytes.slice(24, 56),
    noncePrefix: bytes.slice(56, 63),
    check: bytes.slice(64, 80),
  }
}

/** Which chunk it is: its number from 0, and whether it is the last. */
export type ChunkPlace = { readonly number: number; readonly isLast: boolean }

/**
 * Seals and opens the chunks of one archive. Each is bound to the header, its number and whether it
 * is the last, so none can be changed, moved, doubled, left out or taken from another archive: the
 * STREAM construction. Without a key a SHA-256 over the same finds accidents, not forgers.
 *
 * @see Hoang, Reyhanitabar, Rogaway, Vizar: Online Authenticated-Encryption and its Nonce-Reuse
 *   Misuse-Resistance, CRYPTO 2015
 */
export class ChunkSeal {
  readonly #header: Uint8Array
  readonly #prefix: Uint8Array
  readonly #key: SealKey | undefined

  constructor(header: SealedHeader, key: SealKey | undefined) {
    this.#header = sealedHeader(header)
    this.#prefix = header.noncePrefix
    this.#key = key
  }

  seal(content: Uint8Array, place: ChunkPlace): Uint8Array {
    const nonce = this.#nonce(place)
    if (this.#key === undefined) return Buffer.concat([content, this.#hash(content, nonce)])
    return seal(content, { key: this.#key.key, nonce, associated: this.#header })
  }

  /** @returns `undefined` when these are not the bytes that were sealed for that place */
  open(sealed: Uint8Array, place: ChunkPlace): Uint8Array | undefined {
    const nonce = this.#nonce(place)
    if (this.#key !== undefined)
      return openSealed(sealed, { key: this.#key.key, nonce, associated: this.#header })
    const end = sealed.length - tagBytes(false)
    const [content, hash] = [sealed.subarray(0, end), sealed.subarray(end)]
    return timingSafeEqual(this.#hash(content, nonce), hash) ? content : undefined
  }

  #nonce({ number, isLast }: ChunkPlace): Uint8Array {
    const nonce = new Uint8Array(12)
    nonce.set(this.#prefix)
    new DataView(nonce.buffer).setUint32(7, number)
    nonce[11] = isLast ? 1 : 0
    return nonce
  }

  #hash(content: Uint8Array, nonce: Uint8Array): Uint8Array {
    return createHash('sha256').update(this.#header).update(nonce).update(content).digest()
  }
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest()
}
