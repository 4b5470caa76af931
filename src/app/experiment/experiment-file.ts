import path from 'node:path'
import { canonicalJson, reasonOf, UserError } from '../../base/index.ts'
import { type Disk, nodeDisk, readText } from '../../kernel/index.ts'
import { type ExperimentLine, type FoundTest, parseExperimentLine } from './experiment-line.ts'

/** Name of the record inside a desk folder. */
const fileName = 'experiments.jsonl'

/** What is known of the hypothesis of one name. */
export type ExperimentStanding = {
  readonly hash: string
  /** ISO time of the registration. */
  readonly registeredAt: string
  /** Looks at it, the oldest first; one that a crash ended has no verdict. */
  readonly looks: readonly ExperimentLook[]
}

export type ExperimentLook = {
  readonly look: number
  readonly hash: string
  readonly data: string
  readonly at: string
  readonly verdict: string | undefined
}

/**
 * The record of a desk folder of what was claimed and who looked when: a line of JSON each, only
 * ever added to, and durable before a call returns.
 *
 * @throws UserError `experiment-unwritten` from every method, when it can be neither read nor
 *   written.
 */
export class ExperimentFile {
  readonly #folder: string
  readonly #disk: Disk

  constructor(folder: string, disk: Disk = nodeDisk) {
    this.#folder = folder
    this.#disk = disk
  }

  /** What stands there of `name`; `undefined` when it was never registered. */
  standing(name: string): ExperimentStanding | undefined {
    const lines = this.#lines().filter((line) => line.name === name)
    const registered = lines.findLast((line) => line.kind === 'registered')
    if (registered?.kind !== 'registered') return undefined
    const looks = lines.filter((line) => line.kind === 'looked')
    const found = lines.filter((line) => line.kind === 'found')
    return {
      hash: registered.hash,
      registeredAt: registered.at,
      looks: looks.map(({ look, hash, data, at }) => {
        const verdict = found.findLast((of) => of.look === look && of.hash === hash)?.verdict
        return { look, hash, data, at, verdict }
      }),
    }
  }

  /** Every name that was ever registered, with what stands there of it. */
  all(): readonly (ExperimentStanding & { readonly name: string })[] {
    const names = [...new Set(this.#lines().map(({ name }) => name))]
    return names.flatMap((name) => {
      const standing = this.standing(name)
      return standing === undefined ? [] : [{ name, ...standing }]
    })
  }

  /** The last tests of every other name that found something out, for the correction. */
  othersThan(name: string): readonly FoundTest[] {
    const last = new Map<string, readonly FoundTest[]>()
    for (const line of this.#lines())
      if (line.kind === 'found' && line.name !== name) last.set(line.name, line.tests)
    return [...last.values()].flat()
  }

  /** Adds a line, durably. */
  add(line: ExperimentLine): void {
    const text = `${canonicalJson(line)}\n`
    this.#attempt(() => {
      this.#disk.makeFolder(this.#folder)
      const isNew = !this.#disk.exists(this.#path)
      const file = this.#disk.open(this.#path)
      try {
        const size = file.size()
        const last = new Uint8Array(1)
        if (size > 0) file.read(last, size - 1)
        // What follows a line that a crash tore would be torn with it.
        const whole = size > 0 && last[0] !== 10 ? `\n${text}` : text
        file.write(new TextEncoder().encode(whole), size)
        file.sync()
      } finally {
        file.close()
      }
      if (isNew) this.#disk.syncFolder(this.#folder)
    })
  }

  get #path(): string {
    return path.join(this.#folder, fileName)
  }

  #lines(): readonly ExperimentLine[] {
    const text = this.#attempt(() => readText(this.#disk, this.#path) ?? '')
    return text.split('\n').flatMap((line) => parseExperimentLine(line) ?? [])
  }

  #attempt<T>(act: () => T): T {
    try {
      return act()
    } catch (error) {
      throw new UserError(
        'experiment-unwritten',
        `The record of experiments in ${this.#path} could not be used (${reasonOf(error)}), and ` +
          'nobody looks without; free some space or choose another folder with --desk.',
        3,
      )
    }
  }
}
