import { plainText } from '../../base/index.ts'
import { dayUs, type Micros, micros } from '../../domain/index.ts'
import { type Disk, readText, replaceFile } from '../../kernel/index.ts'

/** Something that was noticed, for later cycles. */
export type Observation = {
  /** Counts up from 1; a number is never given twice. */
  readonly id: number
  readonly ts: Micros
  /** The cycle it was noticed in. */
  readonly cycle: string
  readonly by: 'model' | 'shell' | 'person'
  /** Words of a stranger, where it is by a model: data, and shown as such. */
  readonly text: string
}

/** How long one is kept. Unit: us. */
const observationUs = 90 * dayUs
/** Characters of one, and how many there are at most: the oldest go first. */
const [textMax, countMax] = [500, 2_000]

const name = 'observations.jsonl'

/**
 * What was observed in the last ninety days, in one file of a folder. A change is the whole file,
 * written beside it and renamed: it is there as before or as after. Lines that cannot be read are
 * counted and left out, and go with the next change.
 */
export class ObservationBook {
  readonly #disk: Disk
  readonly #folder: string
  #kept: readonly Observation[]
  #last: number
  /** Lines that could not be read. */
  readonly unread: number

  private constructor(disk: Disk, folder: string, lines: readonly string[]) {
    const read = lines.map(observationIn)
    this.#disk = disk
    this.#folder = folder
    this.#kept = read.filter((each) => each !== undefined)
    this.#last = Math.max(0, ...this.#kept.map(({ id }) => id))
    this.unread = read.length - this.#kept.length
  }

  /** @throws DiskError */
  static open(disk: Disk, folder: string): ObservationBook {
    const lines = (readText(disk, `${folder}/${name}`) ?? '').split('\n')
    return new ObservationBook(
      disk,
      folder,
      lines.filter((line) => line !== ''),
    )
  }

  /** Those of the ninety days before `now`, newest first. */
  list(now: Micros): readonly Observation[] {
    return this.#kept.filter(({ ts }) => ts > now - observationUs).toReversed()
  }

  /** All that are kept, newest first. */
  get all(): readonly Observation[] {
    return this.#kept.toReversed()
  }

  /** Keeps one, cut to 500 characters, and drops what is too old. Durable. @throws DiskError */
  add(of: Omit<Observation, 'id'>): Observation {
    const added = { ...of, id: this.#last + 1, text: plainText(of.text).slice(0, textMax) }
    const kept = [...this.#kept.filter(({ ts }) => ts > of.ts - observationUs), added]
    const written = kept.slice(-countMax)
    this.#disk.makeFolder(this.#folder)
    const lines = written.map((each) => `${JSON.stringify(each)}\n`).join('')
    replaceFile(this.#disk, this.#folder, name, new TextEncoder().encode(lines))
    this.#kept = written
    this.#last = added.id
    return added
  }
}

function observationIn(line: string): Observation | undefined {
  try {
    const said: unknown = JSON.parse(line)
    if (typeof said !== 'object' || said === null) return undefined
    const of: Partial<Record<keyof Observation, unknown>> = said
    const { id, ts, cycle, by, text } = of
    if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 1) return undefined
    if (typeof ts !== 'number' || !Number.isSafeInteger(ts)) return undefined
    if (typeof cycle !== 'string' || typeof text !== 'string') return undefined
    if (by !== 'model' && by !== 'shell' && by !== 'person') return undefined
    return { id, ts: micros(ts), cycle, by, text }
  } catch {
    return undefined
  }
}
