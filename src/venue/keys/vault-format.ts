import { canonicalJson } from '../../base/index.ts'
import { micros, type Micros } from '../../domain/index.ts'
import type { KeyCost } from '../../kernel/index.ts'
import { faultOf, type KeyRecord } from './key-record.ts'

/** Written into every vault; a reader declines what is higher. */
const vaultVersion = 1

/** What stands before the records. */
export type VaultHeader = {
  readonly cost: KeyCost
  readonly salt: Uint8Array
  /** Counts the writings of the file from 1: an old copy is known by it. */
  readonly generation: number
  readonly count: number
  /** Of the key, to tell a wrong passphrase from a damaged file. */
  readonly check: Uint8Array
}

/** A record as it lies in the file. */
export type SealedRecord = {
  /** Canonical JSON of the `KeyRecord`, as bytes. */
  readonly open: Uint8Array
  readonly nonce: Uint8Array
  readonly sealed: Uint8Array
}

/** A file taken apart. Nothing in it is proved yet. */
export type VaultFile = {
  readonly header: VaultHeader
  readonly headerBytes: Uint8Array
  readonly records: readonly (SealedRecord & { readonly record: KeyRecord })[]
  /** All that `mac` is over. */
  readonly body: Uint8Array
  readonly mac: Uint8Array
}

export const saltBytes = 32
export const checkBytes = 16
export const nonceBytes = 12
export const macBytes = 32
const headerBytes = 80
/** Far more than anybody has keys; a file that is larger is none. */
export const recordsMax = 64
export const vaultBytesMax = 262_144
const openMax = 1_024
const sealedMax = 16_384

/**
 * What scrypt may be asked for. The least is what new vaults have: a file that says less was made
 * to be guessed. The most is a GiB of memory.
 */
const costs = { logN: [17, 20], r: [8, 8], p: [1, 4] } as const

const magic = new TextEncoder().encode('COINVLT\n')
const decoder = new TextDecoder('utf-8', { fatal: true })

/** Magic (8), version, log N, r, p (u32 each), salt (32), generation, count (u32), check (16). */
export function vaultHeader({ cost, salt, generation, count, check }: VaultHeader): Uint8Array {
  const bytes = new Uint8Array(headerBytes)
  const view = new DataView(bytes.buffer)
  bytes.set(magic)
  view.setUint32(8, vaultVersion)
  view.setUint32(12, cost.logN)
  view.setUint32(16, cost.r)
  view.setUint32(20, cost.p)
  bytes.set(salt, 24)
  view.setUint32(56, generation)
  view.setUint32(60, count)
  bytes.set(check, 64)
  return bytes
}

/** The open part of a record, as it is authenticated and stands in the file. */
export function openPart(record: KeyRecord): Uint8Array {
  const { name, venue, account, created, rotated, used } = record
  const text = canonicalJson({ name, venue, account, created, rotated, used })
  return new TextEncoder().encode(text)
}

/** Each length (u16 open, u16 sealed), open part, nonce (12), sealed part. */
export function recordBytes({ open, nonce, sealed }: SealedRecord): Uint8Array {
  const lengths = new Uint8Array(4)
  const view = new DataView(lengths.buffer)
  view.setUint16(0, open.length)
  view.setUint16(2, sealed.length)
  return Buffer.concat([lengths, open, nonce, sealed])
}

/** Why a file is no vault: by whom it was made, or what is wrong with it. */
export type VaultFault = { readonly kind: 'newer' | 'weak' | 'damaged'; readonly why: string }

/** Takes a file apart. Everything in it must be as this program writes it, to the byte. */
export function parseVault(bytes: Uint8Array): VaultFile | VaultFault {
  const header = parseHeader(bytes)
  if ('kind' in header) return header
  const end = bytes.length - macBytes
  const records: VaultFile['records'][number][] = []
  let at = headerBytes
  for (let i = 0; i < header.count; i += 1) {
    const read = parseRecord(bytes.subarray(at, Math.max(at, end)))
    if (typeof read === 'string') return damaged(`record ${i + 1} ${read}`)
    records.push(read)
    at += 4 + read.open.length + nonceBytes + read.sealed.length
  }
  if (at !== end) return damaged('it does not end where its records do')
  const names = new Set(records.map(({ record }) => record.name))
  if (names.size !== records.length) return damaged('two of its records have one name')
  const [body, mac] = [bytes.subarray(0, end), bytes.subarray(end)]
  return { header, headerBytes: bytes.subarray(0, headerBytes), records, body, mac }
}

function damaged(why: string): VaultFault {
  return { kind: 'damaged', why }
}

function parseHeader(bytes: Uint8Array): VaultHeader | VaultFault {
  if (Buffer.compare(bytes.subarray(0, 8), magic) !== 0)
    return damaged('it does not begin as a vault does')
  if (bytes.length < headerBytes + macBytes) return damaged('it is cut short within its header')
  if (bytes.length > vaultBytesMax) return damaged('it is too large for a vault')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(8) !== vaultVersion)
    return { kind: 'newer', why: `it has format ${view.getUint32(8)}, and this is ${vaultVersion}` }
  const cost = { logN: view.getUint32(12), r: view.getUint32(16), p: view.getUint32(20) }
  const isBetween = ([least, most]: readonly [number, number], value: number): boolean =>
    value >= least && value <= most
  const isSound =
    isBetween(costs.logN, cost.logN) && isBetween(costs.r, cost.r) && isBetween(costs.p, cost.p)
  if (!isSound) return { kind: 'weak', why: 'its passphrase would be derived at another cost' }
  const [generation, count] = [view.getUint32(56), view.getUint32(60)]
  if (generation === 0 || count > recordsMax) return damaged('its header makes no sense')
  return { cost, salt: bytes.slice(24, 56), generation, count, check: bytes.slice(64, 80) }
}

function parseRecord(bytes: Uint8Array): VaultFile['records'][number] | string {
  if (bytes.length < 4) return 'is cut short'
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [open, sealed] = [view.getUint16(0), view.getUint16(2)]
  if (open > openMax || sealed > sealedMax) return 'is longer than any is'
  if (bytes.length < 4 + open + nonceBytes + sealed) return 'is cut short'
  const part = bytes.subarray(4, 4 + open)
  const record = parseOpenPart(part)
  if (record === undefined) return 'does not say what it is'
  const from = 4 + open
  return {
    record,
    open: part,
    nonce: bytes.subarray(from, from + nonceBytes),
    sealed: bytes.subarray(from + nonceBytes, from + nonceBytes + sealed),
  }
}

function parseOpenPart(bytes: Uint8Array): KeyRecord | undefined {
  let read: unknown
  try {
    read = JSON.parse(decoder.decode(bytes))
  } catch {
    return undefined
  }
  const { name, venue, account, created, rotated, used }: Fields = { ...Object(read) }
  if (typeof name !== 'string' || typeof venue !== 'string' || typeof account !== 'string')
    return undefined
  if (!isTime(created) || !isTime(rotated) || !isTime(used)) return undefined
  const times = { created: micros(created), rotated: micros(rotated), used: micros(used) }
  const record = { name, venue, account, ...times }
  const isSame = Buffer.compare(openPart(record), bytes) === 0
  return isSame && faultOf(record) === undefined ? record : undefined
}

type Fields = { readonly [key in keyof KeyRecord]?: unknown }

function isTime(value: unknown): value is Micros {
  return Number.isSafeInteger(value) && Number(value) >= 0
}
