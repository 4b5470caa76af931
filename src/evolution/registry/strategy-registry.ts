import { createHash } from 'node:crypto'
import { UserError } from '../../base/index.ts'
import { type Disk, readText, replaceFile } from '../../kernel/index.ts'
import type { ModuleKind } from './module-kind.ts'
import type { Evidence, RegistryFact, VersionMade, VersionMoved } from './registry-fact.ts'
import { RegistryRecord } from './registry-record.ts'
import type { RegistryKeys } from './signed-fact.ts'
import { type Version, VersionBook } from './version-book.ts'
import type { VersionState } from './version-state.ts'

/** A module that somebody wrote, to be kept as a version. */
export type NewVersion = Omit<VersionMade, 'kind' | 'id'> & { readonly source: string }

/** A step of a version, and what it rests on. */
export type Step = {
  readonly id: string
  readonly to: VersionState
  readonly ts: number
  readonly cycle: number
  readonly actor: string
  readonly reason: string
  readonly evidence?: Evidence
}

export type Rollback = {
  readonly demoted: Version
  /** `undefined` where there was no champion before: what is left is the frozen control. */
  readonly restored: Version | undefined
}

/** Longest source. Unit: characters. */
export const sourceMax: number = 64 * 1_024

/**
 * Every version of every module, with where it stands. The record is signed and hash-chained, and
 * only grows; sources lie beside it, each under the hash of what is in it. A step is durable when
 * it returns, and one that does not follow from those before is declined.
 */
export class StrategyRegistry {
  readonly #disk: Disk
  readonly #folder: string
  readonly #record: RegistryRecord
  readonly #book: VersionBook

  private constructor(disk: Disk, folder: string, record: RegistryRecord, book: VersionBook) {
    this.#disk = disk
    this.#folder = folder
    this.#record = record
    this.#book = book
  }

  /**
   * @param keys - With a private key for writing, by one process at a time; else for reading.
   * @throws UserError `strategies-damaged`, `strategies-foreign`
   */
  static open(disk: Disk, folder: string, keys: RegistryKeys): StrategyRegistry {
    const record = RegistryRecord.open(disk, folder, keys)
    const book = new VersionBook()
    for (const fact of record.facts) {
      const taken = book.take(fact)
      if (!taken.ok)
        throw new UserError(
          'strategies-damaged',
          `The record in ${folder} tells of ${fact.id.slice(0, 12)} what cannot be, ${taken.error}; bring back the disk as it was.`,
        )
    }
    return new StrategyRegistry(disk, folder, record, book)
  }

  /** Every version, and who is champion and control. */
  get book(): Omit<VersionBook, 'take'> {
    return this.#book
  }

  /**
   * Keeps a source as a draft.
   *
   * @returns Its id: the same source has the same.
   * @throws UserError `strategy-refused` when it is known, too long or its parent is not
   */
  add({ source, ...made }: NewVersion): string {
    const id = versionId(made.module, source)
    if (source.length > sourceMax)
      throw refused(id, `its source has more than ${sourceMax} characters`)
    if (!source.isWellFormed()) throw refused(id, 'its source is no text')
    const fact: VersionMade = { kind: 'made', id, ...made }
    this.#require([fact])
    // The source first: a version without one would be a promise that nobody can keep.
    const folder = `${this.#folder}/sources`
    this.#disk.makeFolder(folder)
    replaceFile(this.#disk, folder, `${id}.ts`, new TextEncoder().encode(source))
    this.#append([fact])
    return id
  }

  /** Whether a source was kept before, whatever became of it. */
  has(module: ModuleKind, source: string): boolean {
    return this.idOf(module, source) !== undefined
  }

  /** What a source is kept as; `undefined` where it is not. */
  idOf(module: ModuleKind, source: string): string | undefined {
    return this.#book.version(versionId(module, source))?.id
  }

  /**
   * Takes a version a step further. One that becomes champion retires the one before, at once.
   *
   * @throws UserError `strategy-refused` when it cannot, `strategy-unknown`
   */
  move(step: Step): void {
    this.#append(this.#factsOf(step))
  }

  /** Declines a step that cannot be taken, and takes none. @throws as `move` does */
  require(step: Step): void {
    this.#require(this.#factsOf(step))
  }

  #factsOf(step: Step): readonly RegistryFact[] {
    const version = this.find(step.id)
    const reigning = step.to === 'champion' ? this.#book.champion(version.module) : undefined
    const retires =
      reigning === undefined || reigning.id === version.id
        ? []
        : [moveOf(reigning, { ...step, to: 'retired', evidence: {} })]
    return [...retires, moveOf(version, step)]
  }

  /** Makes a version the frozen control of its kind, once. @throws UserError `strategy-refused` */
  freeze(id: string, by: Pick<Step, 'ts' | 'actor' | 'reason'>): void {
    const { ts, actor, reason } = by
    this.#append([{ kind: 'frozen', id: this.find(id).id, ts, actor, reason }])
  }

  /**
   * Demotes the champion and restores the one before, in one step that is whole or not at all.
   *
   * @throws UserError `strategy-refused` when there is no champion
   */
  rollback(module: ModuleKind, by: Omit<Step, 'id' | 'to'>): Rollback {
    const champion = this.#book.champion(module)
    if (champion === undefined)
      throw new UserError(
        'strategy-refused',
        `There is no champion to roll back; see coinswarm strategy list.`,
      )
    const previous = this.#book.previous(module)
    const demotes = moveOf(champion, { ...by, id: champion.id, to: 'demoted' })
    const restores =
      previous === undefined
        ? []
        : [moveOf(previous, { ...by, id: previous.id, to: 'champion', evidence: {} })]
    this.#append([demotes, ...restores])
    return { demoted: this.find(champion.id), restored: previous && this.find(previous.id) }
  }

  /** A version by its id or the beginning of one. @throws UserError `strategy-unknown` */
  find(text: string): Version {
    const exact = this.#book.version(text)
    if (exact !== undefined) return exact
    const isPart = /^[0-9a-f]{4,64}$/.test(text)
    const [found, second] = isPart
      ? this.#book.versions.filter(({ id }) => id.startsWith(text))
      : []
    if (found !== undefined && second === undefined) return found
    const why = found === undefined ? `No version begins with` : 'More than one version begins with'
    throw new UserError(
      'strategy-unknown',
      `${why} '${text.slice(0, 64)}'; see coinswarm strategy list.`,
    )
  }

  /** The source of a version. @throws UserError `strategies-damaged` when it is another by now */
  source(id: string): string {
    const { module } = this.find(id)
    const path = `${this.#folder}/sources/${id}.ts`
    const source = readText(this.#disk, path)
    if (source !== undefined && versionId(module, source) === id) return source
    throw new UserError(
      'strategies-damaged',
      `${path} is not what was kept as version ${id.slice(0, 12)}; bring back the file as it was.`,
    )
  }

  close(): void {
    this.#record.close()
  }

  #append(facts: readonly RegistryFact[]): void {
    this.#require(facts)
    this.#record.append(facts)
    for (const fact of facts) this.#book.take(fact)
  }

  #require(facts: readonly RegistryFact[]): void {
    const fault = this.#book.fault(facts)
    if (fault !== undefined) throw refused(facts.at(-1)?.id ?? '', fault)
  }
}

/** What a version is called: the same source of the same kind has the same id, and no other has. */
export function versionId(module: ModuleKind, source: string): string {
  return createHash('sha256').update(`${module}\n${source}`).digest('hex')
}

function moveOf(version: Version, { evidence = {}, ...step }: Step): VersionMoved {
  return { kind: 'moved', from: version.state, ...step, id: version.id, evidence }
}

function refused(id: string, why: string): UserError {
  return new UserError('strategy-refused', `Version ${id.slice(0, 12)} stays as it is: ${why}.`)
}
