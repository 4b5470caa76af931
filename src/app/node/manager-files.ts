import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import path from 'node:path'
import { z } from 'zod'
import { jsonOf, UserError } from '../../base/index.ts'
import { nodeDisk, readText } from '../../kernel/index.ts'
import { readOwnFile } from '../read-own-file.ts'

/** Who the managers are, and what all of them begin with. The same file for each of them. */
export type ManagerGroup = {
  /** Public keys, Ed25519, by number of the manager. */
  readonly keys: readonly KeyObject[]
  /** Agents that may be weighed. */
  readonly agents: readonly string[]
  /** How many regimes a weight has values for. */
  readonly regimes: number
}

/** Where the files of managers are: `managers.json`, and a key for each, `manager-0.key`. */
export function groupFileIn(folder: string): string {
  return path.join(folder, 'managers.json')
}

export function keyFileIn(folder: string, manager: number): string {
  return path.join(folder, `manager-${manager}.key`)
}

/** The record of one manager, which no other may share. */
export function recordFolderIn(folder: string, manager: number): string {
  return path.join(folder, `manager-${manager}`)
}

const groupSchema = z.strictObject({
  version: z.literal(1),
  agents: z.array(z.string().min(1).max(80)).min(1).max(64),
  regimes: z.int().min(1).max(16),
  keys: z.array(z.string().min(1).max(1_000)).min(3).max(31),
})

/** @throws UserError `managers-file` */
export function readManagerGroup(folder: string): ManagerGroup {
  const file = groupFileIn(folder)
  const text = nodeDisk.exists(file) ? readText(nodeDisk, file) : undefined
  if (text === undefined)
    throw fault(`there is no ${file}; make it with coinswarm node --make-keys`)
  const parsed = groupSchema.safeParse(jsonOf(text))
  if (!parsed.success) throw fault(`${file} does not say who the managers are`)
  const { agents, regimes } = parsed.data
  return { agents, regimes, keys: parsed.data.keys.map((pem) => publicKey(file, pem)) }
}

/**
 * The key of one manager, which nobody but its owner may read.
 *
 * @throws UserError `managers-file`
 */
export function readManagerKey(folder: string, manager: number, group: ManagerGroup): KeyObject {
  const file = keyFileIn(folder, manager)
  const bytes = readOwnFile(file, { bytesMax: 4_096, what: 'key of a manager', decline: fault })
  if (bytes === undefined) throw fault(`there is no ${file}; copy it to this machine`)
  const key = privateKey(file, new TextDecoder().decode(bytes))
  const known = group.keys[manager]
  if (known === undefined) throw fault(`there are ${group.keys.length} managers, counted from 0`)
  if (createPublicKey(key).equals(known)) return key
  throw fault(`${file} is not the key of manager ${manager} in ${groupFileIn(folder)}`)
}

function publicKey(file: string, pem: string): KeyObject {
  try {
    const key = createPublicKey(pem)
    if (key.asymmetricKeyType === 'ed25519' && !/PRIVATE/.test(pem)) return key
  } catch {
    // Said below: the library's own words may hold the text.
  }
  throw fault(`a key in ${file} is no public key of Ed25519`)
}

function privateKey(file: string, pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // Said below: the library's own words may hold the text.
  }
  throw fault(`${file} is no private key of Ed25519`)
}

function fault(why: string): UserError {
  return new UserError('managers-file', `The files of the managers cannot be used: ${why}.`)
}
