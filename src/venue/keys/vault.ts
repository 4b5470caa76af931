import { createHmac, timingSafeEqual } from 'node:crypto'
import { Secret } from '../../base/index.ts'
import { deriveKey, type KeyCost, openSealed, seal } from '../../kernel/index.ts'
import type { VenueKeys } from '../ccxt/index.ts'
import type { KeyRecord } from './key-record.ts'
import {
  checkBytes,
  macBytes,
  nonceBytes,
  openPart,
  parseVault,
  recordBytes,
  saltBytes,
  type VaultFault,
  type VaultFile,
  vaultHeader,
} from './vault-format.ts'

/** What a passphrase, a salt and a cost come to: keys to seal and to prove with, and a check. */
export type VaultKey = {
  readonly seal: Uint8Array
  readonly mac: Uint8Array
  readonly check: Uint8Array
}

/** Gives the key for the salt and cost of a vault. */
export type VaultKeySource = (salt: Uint8Array, cost: KeyCost) => VaultKey

/** A key with its secret. */
export type VaultEntry = { readonly record: KeyRecord; readonly keys: VenueKeys }

/** All that a vault holds, proved. */
export type VaultContent = { readonly generation: number; readonly entries: readonly VaultEntry[] }

/** Random bytes, never the same twice. */
export type DrawBytes = (bytes: number) => Uint8Array

const sealKeyBytes = 32

/** The key of a passphrase, derived once for each salt. */
export function vaultKeySource(passphrase: Secret): VaultKeySource {
  let known: { readonly name: string; readonly key: VaultKey } | undefined
  return (salt, cost) => {
    const name = `${Buffer.from(salt).toString('hex')} ${cost.logN} ${cost.r} ${cost.p}`
    if (known?.name !== name) known = { name, key: derived(passphrase, salt, cost) }
    return known.key
  }
}

function derived(passphrase: Secret, salt: Uint8Array, cost: KeyCost): VaultKey {
  const bytes = deriveKey(passphrase.reveal(), salt, sealKeyBytes + macBytes + checkBytes, cost)
  return {
    seal: bytes.subarray(0, sealKeyBytes),
    mac: bytes.subarray(sealKeyBytes, sealKeyBytes + macBytes),
    check: bytes.subarray(sealKeyBytes + macBytes),
  }
}

/** Bytes a vault is made with anew: a salt for its whole life. */
export function drawSalt(draw: DrawBytes): Uint8Array {
  return draw(saltBytes)
}

export type Sealer = {
  readonly salt: Uint8Array
  readonly cost: KeyCost
  readonly source: VaultKeySource
  readonly draw: DrawBytes
}

/**
 * The file of a vault. Every record is sealed anew under a nonce of its own, bound to the header,
 * its place and its open part: none can be moved, doubled, left out or taken from another writing.
 */
export function sealVault({ generation, entries }: VaultContent, sealer: Sealer): Uint8Array {
  const { salt, cost, source, draw } = sealer
  const key = source(salt, cost)
  const header = vaultHeader({ cost, salt, generation, count: entries.length, check: key.check })
  const records = entries.map(({ record, keys }, place) => {
    const [open, nonce] = [openPart(record), draw(nonceBytes)]
    const associated = boundTo(header, place, open)
    return recordBytes({
      open,
      nonce,
      sealed: seal(secretPart(keys), { key: key.seal, nonce, associated }),
    })
  })
  const body = Buffer.concat([header, ...records])
  return Buffer.concat([body, macOf(key, body)])
}

/** Why a vault stays shut. */
export type ShutVault = VaultFault | { readonly kind: 'passphrase'; readonly why: string }

/** Opens a vault: all of it is proved before any of it is given. */
export function openVault(bytes: Uint8Array, source: VaultKeySource): VaultContent | ShutVault {
  const file = parseVault(bytes)
  if ('kind' in file) return file
  const key = source(file.header.salt, file.header.cost)
  if (!timingSafeEqual(key.check, file.header.check))
    return { kind: 'passphrase', why: 'the passphrase is not the one it was made with' }
  if (!timingSafeEqual(macOf(key, file.body), file.mac))
    return { kind: 'damaged', why: 'it is not what was written' }
  return openRecords(file, key)
}

/** Opens the records of a file taken apart; each proves its place by itself. */
function openRecords(file: VaultFile, key: VaultKey): VaultContent | ShutVault {
  const entries: VaultEntry[] = []
  for (const [place, { record, open, nonce, sealed }] of file.records.entries()) {
    const associated = boundTo(file.headerBytes, place, open)
    const opened = openSealed(sealed, { key: key.seal, nonce, associated })
    const keys = opened === undefined ? undefined : parseSecretPart(opened)
    if (keys === undefined)
      return { kind: 'damaged', why: `record ${place + 1} is not what was written there` }
    entries.push({ record, keys })
  }
  return { generation: file.header.generation, entries }
}

function macOf(key: VaultKey, body: Uint8Array): Uint8Array {
  return createHmac('sha256', key.mac).update(body).digest()
}

function boundTo(header: Uint8Array, place: number, open: Uint8Array): Uint8Array {
  return Buffer.concat([header, Uint8Array.of(place), open])
}

/** Its length says nothing of the lengths of the secrets. */
const padding = 256

function secretPart({ key, secret, passphrase }: VenueKeys): Uint8Array {
  const text = JSON.stringify({
    key: key.reveal(),
    secret: secret.reveal(),
    ...(passphrase === undefined ? {} : { passphrase: passphrase.reveal() }),
  })
  const bytes = Buffer.from(text, 'utf8')
  const padded = Buffer.alloc(Math.ceil(bytes.length / padding) * padding, ' ')
  bytes.copy(padded)
  bytes.fill(0)
  return padded
}

function parseSecretPart(bytes: Uint8Array): VenueKeys | undefined {
  const { key, secret, passphrase }: Partial<Record<keyof VenueKeys, unknown>> = {
    ...Object(readJson(bytes)),
  }
  bytes.fill(0)
  if (typeof key !== 'string' || typeof secret !== 'string') return undefined
  const words = { key: new Secret(key), secret: new Secret(secret) }
  if (passphrase === undefined) return words
  return typeof passphrase === 'string'
    ? { ...words, passphrase: new Secret(passphrase) }
    : undefined
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    // Its words would be those of the secret.
    return undefined
  }
}
