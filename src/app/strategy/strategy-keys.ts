import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { reasonOf, UserError } from '../../base/index.ts'
import type { RegistryKeys } from '../../evolution/index.ts'
import { makeFolder, nodeDisk, readText } from '../../kernel/index.ts'
import { readOwnFile } from '../read-own-file.ts'

const privateName = 'desk.key'
const publicName = 'desk.pub'

/** The key that steps of strategies are held to; `undefined` where none was made yet. */
export function readingKeys(folder: string): RegistryKeys | undefined {
  const file = path.join(folder, publicName)
  const text = readText(nodeDisk, file)
  return text === undefined ? undefined : { publicKey: publicKey(file, text) }
}

/**
 * The keys that steps of strategies are signed with, made at first use. A record without its key is
 * refused: a new one would not fit it.
 *
 * @throws UserError `strategies-key`
 */
export function writingKeys(folder: string): RegistryKeys {
  const file = path.join(folder, privateName)
  const bytes = readOwnFile(file, { bytesMax: 4_096, what: 'key of a desk', decline: fault })
  if (bytes === undefined) return made(folder)
  const privateKey = secretKey(file, new TextDecoder().decode(bytes))
  return { privateKey, publicKey: createPublicKey(privateKey) }
}

function made(folder: string): RegistryKeys {
  if (nodeDisk.exists(path.join(folder, publicName)))
    throw fault(`there is no ${path.join(folder, privateName)} any more; bring it back`)
  const keys = generateKeyPairSync('ed25519')
  makeFolder(folder)
  write(folder, privateName, keys.privateKey.export({ type: 'pkcs8', format: 'pem' }), 0o600)
  write(folder, publicName, keys.publicKey.export({ type: 'spki', format: 'pem' }), 0o644)
  return keys
}

function write(folder: string, name: string, text: string | Buffer, mode: number): void {
  const file = path.join(folder, name)
  try {
    fs.writeFileSync(file, text, { mode, flag: 'wx', flush: true })
  } catch (error) {
    throw fault(`${file} could not be written, ${reasonOf(error)}`)
  }
}

function publicKey(file: string, pem: string): KeyObject {
  try {
    const key = createPublicKey(pem)
    if (key.asymmetricKeyType === 'ed25519' && !/PRIVATE/.test(pem)) return key
  } catch {
    // Said below: the library's own words may hold the text.
  }
  throw fault(`${file} is no public key of Ed25519`)
}

function secretKey(file: string, pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // Said below: the library's own words may hold the text.
  }
  throw fault(`${file} is no private key of Ed25519`)
}

function fault(why: string): UserError {
  return new UserError('strategies-key', `Strategies cannot be signed: ${why}.`)
}
