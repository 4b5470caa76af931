import path from 'node:path'
import { UserError } from '../base/index.ts'
import { nodeDisk, replaceFile } from '../kernel/index.ts'
import { damagedVault, vaultBytesMax, type VaultStorage } from '../venue/index.ts'
import { readOwnFile } from './read-own-file.ts'

/** What the vault of a desk is called in its folder. */
const vaultName = 'vault'
/** Beside it: the number of the newest writing that was seen, so that an old copy is noticed. */
const seenName = 'vault.seen'

/** The vault in a desk's folder; there need be none. Nothing of it may belong to others. */
export function vaultStorage(folder: string): VaultStorage {
  const file = path.join(folder, vaultName)
  const seenFile = path.join(folder, seenName)
  const own = (what: string): { what: string; decline: (why: string) => Error } => ({
    what,
    decline: (why) => new UserError('vault-open', `The vault is not used: ${why}.`),
  })
  return {
    path: file,
    read: () => readOwnFile(file, { bytesMax: vaultBytesMax, ...own('vault') }),
    write: (bytes) => {
      nodeDisk.makeFolder(folder)
      replaceFile(nodeDisk, folder, vaultName, bytes)
    },
    seen: () => {
      const bytes = readOwnFile(seenFile, { bytesMax: 64, ...own('note of a vault') })
      if (bytes === undefined) return 0
      const text = new TextDecoder().decode(bytes)
      if (/^\d{1,10}\n$/.test(text)) return Number(text)
      throw damagedVault(seenFile, 'it holds no number')
    },
    see: (generation) => {
      replaceFile(nodeDisk, folder, seenName, new TextEncoder().encode(`${generation}\n`))
    },
  }
}
