import { UserError } from '../../base/index.ts'
import { type Micros, micros } from '../../domain/index.ts'
import { type KeyCost, usualKeyCost } from '../../kernel/index.ts'
import type { VenueKeys } from '../ccxt/index.ts'
import type { KeyBackend, KeyUse, NewKey } from './key-backend.ts'
import { faultOf, type KeyRecord } from './key-record.ts'
import {
  type DrawBytes,
  drawSalt,
  openVault,
  sealVault,
  type ShutVault,
  type VaultContent,
  type VaultEntry,
  type VaultKeySource,
} from './vault.ts'
import { badKeyName, badVaultPassphrase, damagedVault } from './vault-error.ts'
import { parseVault, recordsMax, vaultBytesMax } from './vault-format.ts'

/** Where the file of a vault lies. */
export type VaultStorage = {
  /** For people. */
  readonly path: string
  /** `undefined` when there is none. @throws UserError `vault-open` when others may touch it. */
  read(): Uint8Array | undefined
  /** Durable on return; the file is the old one or the new one, whatever happens. */
  write(bytes: Uint8Array): void
  /** The highest number of a writing that was seen here; 0 before the first. */
  seen(): number
  see(generation: number): void
}

export type FileBackendSetup = {
  readonly storage: VaultStorage
  readonly source: VaultKeySource
  readonly draw: DrawBytes
  readonly now: () => Micros
  readonly onUse: (use: KeyUse) => void
  /** Of a vault that is made; the usual one when left out. */
  readonly cost?: KeyCost
}

type Opened = VaultContent & { readonly salt: Uint8Array; readonly cost: KeyCost }

/** A vault that is one file. It is read anew every time, and proved whole before it is believed. */
export class FileKeyBackend implements KeyBackend {
  readonly #setup: FileBackendSetup

  constructor(setup: FileBackendSetup) {
    this.#setup = setup
  }

  async records(): Promise<readonly KeyRecord[]> {
    return this.#open().entries.map(({ record }) => record)
  }

  async use(name: string, why: 'line' | 'check'): Promise<VenueKeys> {
    const opened = this.#open()
    const { record, keys } = entryNamed(opened, name)
    this.#put(opened, { record: { ...record, used: this.#setup.now() }, keys }, why)
    return keys
  }

  async add(key: NewKey, keys: VenueKeys): Promise<void> {
    const fault = faultOf(key)
    if (fault !== undefined) throw badKeyName(fault)
    const opened = this.#isThere() ? this.#open() : this.#made()
    if (opened.entries.some(({ record }) => record.name === key.name))
      throw badKeyName(`There is a key ${key.name} already; rotate it, or take another name.`)
    if (opened.entries.length >= recordsMax)
      throw badKeyName(`A vault holds ${recordsMax} keys and no more.`)
    const ts = this.#setup.now()
    const { name, venue, account } = key
    const times = { created: ts, rotated: ts, used: micros(0) }
    this.#put(opened, { record: { name, venue, account, ...times }, keys }, 'add')
  }

  async rotate(name: string, keys: VenueKeys): Promise<void> {
    const opened = this.#open()
    const { record } = entryNamed(opened, name)
    this.#put(opened, { record: { ...record, rotated: this.#setup.now() }, keys }, 'rotate')
  }

  #isThere(): boolean {
    return this.#setup.storage.read() !== undefined
  }

  #open(): Opened {
    const { storage, source } = this.#setup
    const bytes = readVault(storage)
    const content = openVault(bytes, source)
    if ('kind' in content) throw shutError(storage.path, content)
    const seen = storage.seen()
    if (content.generation < seen) throw rolledBack(storage.path, content.generation, seen)
    const file = parseVault(bytes)
    if ('kind' in file) throw shutError(storage.path, file)
    const { salt, cost } = file.header
    return { ...content, salt, cost }
  }

  #made(): Opened {
    const { draw, storage, cost = usualKeyCost } = this.#setup
    return { generation: storage.seen(), entries: [], salt: drawSalt(draw), cost }
  }

  /** Writes a vault with `entry` in it, in the place of one of that name, and tells of the use. */
  #put(opened: Opened, entry: VaultEntry, why: KeyUse['why']): void {
    const { storage, source, draw, onUse, now } = this.#setup
    const { name, venue, account } = entry.record
    const isNew = opened.entries.every(({ record }) => record.name !== name)
    const entries = isNew
      ? [...opened.entries, entry]
      : opened.entries.map((each) => (each.record.name === name ? entry : each))
    const generation = opened.generation + 1
    const { salt, cost } = opened
    const bytes = sealVault({ generation, entries }, { salt, cost, source, draw })
    this.#requireUnchanged(opened.generation)
    storage.write(bytes)
    storage.see(generation)
    onUse({ name, venue, account, why, ts: now() })
  }

  /** Two that write at once would each lose what the other wrote. */
  #requireUnchanged(generation: number): void {
    const { storage } = this.#setup
    const bytes = storage.read()
    const file = bytes === undefined ? undefined : parseVault(bytes)
    const now = file === undefined || 'kind' in file ? storage.seen() : file.header.generation
    if (now === generation) return
    throw new UserError(
      'vault-changed',
      `${storage.path} was written by another process meanwhile; nothing was done, try again.`,
    )
  }
}

/**
 * What stands in the open in a vault, without its passphrase and so without proof.
 *
 * @throws UserError `no-vault`, `vault-…` for what is no vault at all.
 */
export function vaultRecords(storage: VaultStorage): readonly KeyRecord[] {
  const file = parseVault(readVault(storage))
  if ('kind' in file) throw shutError(storage.path, file)
  return file.records.map(({ record }) => record)
}

/** The bytes of a vault that must be there. @throws UserError `no-vault`, `vault-open`. */
function readVault(storage: VaultStorage): Uint8Array {
  const { path } = storage
  const bytes = storage.read()
  if (bytes !== undefined) {
    if (bytes.length > vaultBytesMax) throw damagedVault(path, 'it is too large for a vault')
    return bytes
  }
  throw new UserError(
    'no-vault',
    `There is no vault at ${path}; put a first key in by coinswarm vault add NAME --venue VENUE.`,
  )
}

/** What is said of a vault that stays shut. */
function shutError(path: string, { kind, why }: ShutVault): UserError {
  if (kind === 'passphrase')
    return badVaultPassphrase(`${path} stays shut: ${why}, or its header was changed.`)
  if (kind === 'newer')
    return new UserError('vault-newer', `${path} was made by a newer version: ${why}; upgrade.`)
  if (kind === 'weak')
    return new UserError(
      'vault-weak',
      `${path} is not opened: ${why} than this program ever takes; it is not a vault made here.`,
    )
  return damagedVault(path, why)
}

function rolledBack(path: string, generation: number, seen: number): UserError {
  return new UserError(
    'vault-rolled-back',
    `${path} is an old copy: its writing ${generation} came before writing ${seen}, which was seen ` +
      `here; put the newer one back, or remove ${path}.seen if you put the old one there yourself.`,
  )
}

function entryNamed({ entries }: VaultContent, name: string): VaultEntry {
  const found = entries.find(({ record }) => record.name === name)
  if (found !== undefined) return found
  const known = entries.map(({ record }) => record.name).join(', ')
  throw badKeyName(`There is no key of that name in the vault; it holds ${known || 'none'}.`)
}
