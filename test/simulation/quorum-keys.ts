import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'

/** Ed25519 keys that are the same in every run: of a manager's number and nothing else. */
export function quorumKeys(managers: number): {
  readonly privateKeys: readonly KeyObject[]
  readonly publicKeys: readonly KeyObject[]
} {
  const privateKeys = Array.from({ length: managers }, (_, id) => keyOf(id))
  return { privateKeys, publicKeys: privateKeys.map((key) => createPublicKey(key)) }
}

/** RFC 8410: a private key is 32 bytes behind a fixed front. */
function keyOf(id: number): KeyObject {
  const front = Buffer.from('302e020100300506032b657004220420', 'hex')
  const key = Buffer.concat([front, Buffer.alloc(32, id + 1)])
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
}
