import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { UserError } from '../../base/index.ts'
import { makeFolder } from '../../kernel/index.ts'

/**
 * The private keys of managers that share one process, made at first use: a file each, which only
 * its owner may read.
 *
 * @param folder - Of the managers; made when it is not there.
 * @throws UserError `memory-key-damaged`
 */
export function managerKeyFiles(folder: string, count: number): readonly KeyObject[] {
  return Array.from({ length: count }, (_, id) => {
    const file = path.join(folder, `manager-${id}.key`)
    return fs.existsSync(file) ? readKey(file) : makeKey(folder, file)
  })
}

function makeKey(folder: string, file: string): KeyObject {
  makeFolder(folder)
  const { privateKey } = generateKeyPairSync('ed25519')
  const text = privateKey.export({ type: 'pkcs8', format: 'pem' })
  fs.writeFileSync(file, text, { mode: 0o600, flag: 'wx' })
  return privateKey
}

function readKey(file: string): KeyObject {
  try {
    const key = createPrivateKey(fs.readFileSync(file))
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // What cannot be read is told below, and never what stands in it.
  }
  throw new UserError(
    'memory-key-damaged',
    `${file} holds no key of a manager; bring it back, or move its folder away to begin a new group.`,
  )
}
