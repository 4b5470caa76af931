import { defined, UserError } from '../../base/index.ts'
import { type SealedEntries, SealedRecord, sha256 } from '../../journal/index.ts'
import type { Disk } from '../../kernel/index.ts'
import type { RegistryFact } from './registry-fact.ts'
import { decodeSigned, isSigned, keyHash, type RegistryKeys, signedBytes } from './signed-fact.ts'

const fileName = 'registry.record'
const magic = new TextEncoder().encode('COINREG1')

type Owner = Parameters<typeof SealedRecord.open>[3]

/** Signed facts in an append-only file, hash-chained. */
export class RegistryRecord {
  readonly #record: SealedRecord | undefined
  readonly #keys: RegistryKeys
  /** What stood there when it was opened, the oldest first. */
  readonly facts: readonly RegistryFact[]

  private constructor(
    record: SealedRecord | undefined,
    keys: RegistryKeys,
    facts: readonly RegistryFact[],
  ) {
    this.#record = record
    this.#keys = keys
    this.facts = facts
  }

  /**
   * For writing with a private key: one process at a time; without one for reading, while another
   * may be writing.
   *
   * @throws UserError `strategies-damaged`, `strategies-foreign`
   */
  static open(disk: Disk, folder: string, keys: RegistryKeys): RegistryRecord {
    const owner = ownerOf(keys)
    const path = `${folder}/${fileName}`
    if (keys.privateKey === undefined) {
      const blocks = SealedRecord.read(disk, path, owner)
      return new RegistryRecord(undefined, keys, factsIn(blocks, keys, path))
    }
    const record = SealedRecord.open(disk, folder, fileName, owner)
    return new RegistryRecord(record, keys, factsIn(record.blocks(), keys, path))
  }

  /** Makes facts durable: all of them or none. @throws DiskError */
  append(facts: readonly RegistryFact[]): void {
    const { privateKey } = this.#keys
    const record = defined(this.#record, 'a record to write')
    const key = defined(privateKey, 'a key to sign with')
    const { head } = record
    record.append(facts.map((fact, i) => signedBytes(fact, head, i, key)))
  }

  close(): void {
    this.#record?.close()
  }
}

function ownerOf({ publicKey }: RegistryKeys): Owner {
  const front = Buffer.concat([magic, keyHash(publicKey)])
  return {
    header: Buffer.concat([front, sha256(front)]),
    isEntry: (bytes) => decodeSigned(bytes) !== undefined,
    foreign: (path) =>
      new UserError(
        'strategies-foreign',
        `${path} was signed with another key; bring back the key it was begun with.`,
      ),
    damaged,
  }
}

function factsIn(
  blocks: Iterable<SealedEntries>,
  { publicKey }: RegistryKeys,
  path: string,
): readonly RegistryFact[] {
  const facts: RegistryFact[] = []
  for (const { at, previous, entries } of blocks)
    for (const [i, bytes] of entries.entries()) {
      const signed = decodeSigned(bytes)
      if (signed === undefined || !isSigned(signed, previous, i, publicKey)) throw damaged(path, at)
      facts.push(signed.fact)
    }
  return facts
}

function damaged(path: string, at: number): UserError {
  return new UserError(
    'strategies-damaged',
    `${path} is not what this desk wrote from byte ${at} on; bring back the disk as it was.`,
  )
}
