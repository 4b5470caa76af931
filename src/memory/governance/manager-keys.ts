import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

/** Who signs for one manager and knows the others. */
export type ManagerKeys = {
  /** SHA-256 over the public keys in order: a vote of one group is nothing in another. */
  readonly group: Uint8Array
  /** How many managers there are. */
  readonly count: number
  /** Ed25519, 64 bytes. */
  sign(bytes: Uint8Array): Uint8Array
  /** Whether manager `manager` signed these bytes. */
  verify(manager: number, bytes: Uint8Array, signature: Uint8Array): boolean
}

/** The keys of one manager. @param publicKeys - Ed25519, of all managers in order. */
export function managerKeys(publicKeys: readonly KeyObject[], own: KeyObject): ManagerKeys {
  return {
    group: groupOf(publicKeys),
    count: publicKeys.length,
    sign: (bytes) => sign(null, bytes, own),
    verify: (manager, bytes, signature) => isSigned(publicKeys[manager], bytes, signature),
  }
}

/** Signatures that are remembered in one process. */
const rememberedMax = 8_192

/**
 * The keys of managers that share a process. A signature that this process made itself is known to
 * be good without computing it again, which saves nine tenths of the time; every other is computed.
 *
 * @param privateKeys - Ed25519, of all managers in order.
 */
export function sharedKeys(privateKeys: readonly KeyObject[]): readonly ManagerKeys[] {
  const publicKeys = privateKeys.map((key) => createPublicKey(key))
  const made = new Map<string, Uint8Array>()
  const remember = (manager: number, bytes: Uint8Array, signature: Uint8Array): void => {
    // Half of them go at once: a map gives its keys in the order in which they came.
    if (made.size >= rememberedMax)
      for (const oldest of [...made.keys()].slice(0, rememberedMax / 2)) made.delete(oldest)
    made.set(nameOf(manager, signature), bytes)
  }
  return privateKeys.map((own, id) => ({
    ...managerKeys(publicKeys, own),
    sign: (bytes) => {
      const signature = sign(null, bytes, own)
      remember(id, bytes.slice(), signature)
      return signature
    },
    verify: (manager, bytes, signature) => {
      const known = made.get(nameOf(manager, signature))
      if (known !== undefined && Buffer.compare(known, bytes) === 0) return true
      return isSigned(publicKeys[manager], bytes, signature)
    },
  }))
}

function nameOf(manager: number, signature: Uint8Array): string {
  const { buffer, byteOffset, length } = signature
  return manager + Buffer.from(buffer, byteOffset, length).toString('latin1')
}

function isSigned(key: KeyObject | undefined, bytes: Uint8Array, signature: Uint8Array): boolean {
  return key !== undefined && signature.length === 64 && verify(null, bytes, key, signature)
}

/** SHA-256 over the public keys of all managers in order. */
export function groupOf(publicKeys: readonly KeyObject[]): Uint8Array {
  const hash = createHash('sha256')
  for (const key of publicKeys) hash.update(key.export({ type: 'spki', format: 'der' }))
  return hash.digest()
}
