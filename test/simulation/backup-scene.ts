import { createHash } from 'node:crypto'
import { backupDesk, type KeySource, restoreDesk } from '../../src/app/index.ts'
import { type Disk, SimulatedDisk } from '../../src/kernel/index.ts'
import { commitSome, openSmall } from './journal-scene.ts'

export const file = 'away/desk.backup'

/** Keys as scrypt gives them, without its cost: thousands are needed here. */
export function quickKey(passphrase: string): NonNullable<KeySource> {
  return (salt) => {
    const bytes = createHash('sha512').update(passphrase).update(salt).digest()
    return { key: bytes.subarray(0, 32), check: bytes.subarray(32, 48) }
  }
}

/** A desk's folder, `desk`, whose journal of `blocks` blocks was closed. */
export function deskOf(blocks: number, eventsEach = 2): SimulatedDisk {
  const disk = new SimulatedDisk()
  const journal = openSmall(disk)
  for (let block = 0; block < blocks; block += 1) commitSome(journal, eventsEach)
  journal.close()
  disk.replace('desk/coinswarm.toml', Buffer.from('[desk]\nseed = 2\n'))
  disk.replace('desk/trials.jsonl', Buffer.from('{"whole":1}\n{"torn'))
  disk.replace('desk/page-secret', Buffer.from('not to be copied'))
  return disk
}

/** Backs `desk` up to `file`, with a salt that is the same every time unless one is given. */
export function backUp(disk: Disk, options: Partial<Parameters<typeof backupDesk>[0]> = {}): void {
  backupDesk({
    disk,
    folder: 'desk',
    file,
    isForced: false,
    keys: quickKey('right'),
    chance: { salt: new Uint8Array(32).fill(1), noncePrefix: new Uint8Array(7).fill(2) },
    version: 'test',
    onProgress: () => {},
    ...options,
  })
}

/** Restores `file` to `folder`. */
export function restore(
  disk: Disk,
  folder: string,
  keys: KeySource = quickKey('right'),
  onProgress: (done: number, total: number) => void = () => {},
): void {
  restoreDesk({ disk, file, folder, keys, isDryRun: false, onProgress })
}
