import { generateKeyPairSync } from 'node:crypto'
import fs from 'node:fs'
import { reasonOf, UserError } from '../../base/index.ts'
import { makeFolder } from '../../kernel/index.ts'
import { groupFileIn, keyFileIn } from './manager-files.ts'

/** The files that were made. */
export type MadeKeys = { readonly group: string; readonly keys: readonly string[] }

/**
 * Makes a key for each of `count` managers, in files of mode 0600, and the file that tells all of
 * them who the others are. Nothing is ever written over: votes under other keys would be worth
 * nothing.
 *
 * @param options - `count` 3 or more; `agents` may be weighed, with a value for each of `regimes`.
 * @throws UserError `managers-file`
 */
export function makeManagerKeys(options: {
  readonly folder: string
  readonly count: number
  readonly agents: readonly string[]
  readonly regimes: number
}): MadeKeys {
  const { folder, count, regimes } = options
  const group = groupFileIn(folder)
  const keys = Array.from({ length: count }, (_, manager) => keyFileIn(folder, manager))
  const there = [group, ...keys].find((file) => fs.existsSync(file))
  if (there !== undefined) throw unwritten(`${there} is there already`)
  makeFolder(folder)
  const pairs = keys.map(() => generateKeyPairSync('ed25519'))
  for (const [manager, { privateKey }] of pairs.entries())
    write(keys[manager] ?? '', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  const all = pairs.map(({ publicKey }) =>
    publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  )
  const agents = [...new Set(options.agents)]
  write(group, `${JSON.stringify({ version: 1, agents, regimes, keys: all }, undefined, 2)}\n`)
  return { group, keys }
}

function write(file: string, text: string): void {
  try {
    fs.writeFileSync(file, text, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    throw unwritten(`${file} could not be written, ${reasonOf(error)}`)
  }
}

function unwritten(why: string): UserError {
  return new UserError(
    'managers-file',
    `No keys were made: ${why}; name another folder with --keys.`,
  )
}
