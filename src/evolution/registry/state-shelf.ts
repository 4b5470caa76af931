import { z } from 'zod'
import { canonicalJson, type Json } from '../../base/index.ts'
import { type Disk, readText, replaceFile } from '../../kernel/index.ts'

/** Versions whose states are kept. */
export const statesKept = 10

const shelf = z.array(z.strictObject({ id: z.string().regex(/^[0-9a-f]{64}$/), state: z.json() }))

/**
 * What the last versions remembered when they were last taken off, so that one that comes back goes
 * on where it was: of the ten that were put here last.
 */
export class StateShelf {
  readonly #disk: Disk
  readonly #folder: string

  constructor(disk: Disk, folder: string) {
    this.#disk = disk
    this.#folder = folder
  }

  /** Keeps the state of a version; the oldest of eleven falls off. @throws DiskError */
  put(id: string, state: Json): void {
    const others = this.#all().filter((each) => each.id !== id)
    const kept = [...others, { id, state }].slice(-statesKept)
    this.#disk.makeFolder(this.#folder)
    const bytes = new TextEncoder().encode(`${canonicalJson(kept)}\n`)
    replaceFile(this.#disk, this.#folder, 'states.json', bytes)
  }

  /** `undefined` for a version of which none is kept: it begins anew. */
  take(id: string): Json | undefined {
    return this.#all().find((each) => each.id === id)?.state
  }

  /** Nothing where the file is no shelf: a state can be learned again. */
  #all(): readonly { readonly id: string; readonly state: Json }[] {
    const text = readText(this.#disk, `${this.#folder}/states.json`)
    try {
      const read = shelf.safeParse(JSON.parse(text ?? '[]'))
      return read.success ? read.data : []
    } catch {
      return []
    }
  }
}
