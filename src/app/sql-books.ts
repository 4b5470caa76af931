import { reasonOf, UserError } from '../base/index.ts'
import { secondUs } from '../domain/index.ts'
import { isDamagedDatabase, openProjection, type Projection } from '../journal/index.ts'
import { type Clock, nodeDisk } from '../kernel/index.ts'

/** Events put into SQL in one go: a few milliseconds. */
const projectMax = 5_000
/** Until the next try after one that failed: doubled from the first to the last. */
const restUs = secondUs
const restMaxUs = 60 * secondUs

export type SqlBooksOptions = {
  /** The file of the database. */
  readonly path: string
  /** The folder of the journal. */
  readonly folder: string
  readonly clock: Clock
  readonly onNote: (message: string) => void
}

/**
 * The journal as SQL tables beside a running desk. A database that is locked, full or broken stops
 * no desk: it is tried again later, made anew where it cannot be read, and said once.
 */
export class SqlBooks {
  readonly #options: SqlBooksOptions
  #projection: Projection | undefined
  #isOpening = false
  #isClosed = false
  /** What is wrong with the journal itself. */
  #broken: Error | undefined
  #untilTs = 0
  #rest = restUs

  private constructor(options: SqlBooksOptions) {
    this.#options = options
  }

  /** @throws UserError `journal-damaged`, `journal-newer`. */
  static async open(options: SqlBooksOptions): Promise<SqlBooks> {
    const books = new SqlBooks(options)
    await books.#open()
    return books
  }

  /**
   * Puts some of what is new into the tables.
   *
   * @returns Whether there may be more.
   * @throws UserError as above.
   */
  keepUp(): boolean {
    if (this.#broken !== undefined) throw this.#broken
    if (this.#options.clock.now() < this.#untilTs) return false
    if (this.#projection === undefined) {
      if (!this.#isOpening) this.#open().catch((error: Error) => (this.#broken = error))
      return false
    }
    try {
      const isMore = this.#projection.catchUp(projectMax) === projectMax
      this.#rest = restUs
      return isMore
    } catch (error) {
      this.#onFailure(error)
      return false
    }
  }

  /** Puts in what fits into a second; the rest comes with the next start. */
  finish(): void {
    const until = this.#options.clock.now() + secondUs
    while (this.keepUp()) if (this.#options.clock.now() > until) return
  }

  close(): void {
    this.#isClosed = true
    this.#projection?.close()
    this.#projection = undefined
  }

  async #open(): Promise<void> {
    this.#isOpening = true
    const { path, folder } = this.#options
    try {
      const projection = await openProjection({ path, folder, disk: nodeDisk })
      if (this.#isClosed) projection.close()
      else this.#projection = projection
    } catch (error) {
      this.#onFailure(error)
    } finally {
      this.#isOpening = false
    }
  }

  #onFailure(error: unknown): void {
    // Of the journal itself, and that is no matter of the database.
    if (error instanceof UserError) throw error
    const { clock, onNote } = this.#options
    if (this.#rest === restUs)
      onNote(`the books in SQL cannot be kept (${reasonOf(error)}); the desk goes on, they follow`)
    this.#untilTs = clock.now() + this.#rest
    this.#rest = Math.min(2 * this.#rest, restMaxUs)
    if (!isDamagedDatabase(error)) return
    // Made anew when it is opened.
    this.#projection?.close()
    this.#projection = undefined
  }
}
