import { createHash, type KeyObject, sign, verify } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from '../../base/index.ts'
import { factSchema, type RegistryFact } from './registry-fact.ts'

/** Who signs for a desk, and whom it is believed. Ed25519. */
export type RegistryKeys = {
  readonly publicKey: KeyObject
  /** Left out by those that only read. */
  readonly privateKey?: KeyObject | undefined
}

/** A fact, and the signature over it, its place and all that was written before. */
export type SignedFact = { readonly fact: RegistryFact; readonly signature: string }

const schema = z.strictObject({ fact: factSchema, signature: z.string().max(100) })

/** SHA-256 of a public key. */
export function keyHash(key: KeyObject): Uint8Array {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest()
}

/** The bytes of an entry. @param previous - Hash of the block before, so it cannot be moved. */
export function signedBytes(
  fact: RegistryFact,
  previous: Uint8Array,
  at: number,
  key: KeyObject,
): Uint8Array {
  const signature = sign(null, saidBytes(fact, previous, at), key).toString('base64')
  return new TextEncoder().encode(JSON.stringify({ fact, signature }))
}

/** The fact of an entry; `undefined` when it is none. Whether it is signed is asked apart. */
export function decodeSigned(bytes: Uint8Array): SignedFact | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(new TextDecoder().decode(bytes)))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

/** Whether a fact was signed at that place by that key. */
export function isSigned(
  { fact, signature }: SignedFact,
  previous: Uint8Array,
  at: number,
  key: KeyObject,
): boolean {
  const bytes = Buffer.from(signature, 'base64')
  return bytes.length === 64 && verify(null, saidBytes(fact, previous, at), key, bytes)
}

function saidBytes(fact: RegistryFact, previous: Uint8Array, at: number): Uint8Array {
  const place = `${Buffer.from(previous).toString('hex')} ${at}`
  return new TextEncoder().encode(`coinswarm strategies 1\n${place}\n${canonicalJson(fact)}`)
}
