import { reasonOf, UserError } from '../base/index.ts'
import { secondUs } from '../domain/index.ts'
import type { RunHeader } from '../engine/index.ts'
import type { Clock, Disk } from '../kernel/index.ts'
import { waitAfter } from '../venue/index.ts'
import { venueOfMarket } from './choose-live-market.ts'
import { MarketTap, type RecordMarketOptions } from './record-market.ts'
import type { BookDepth, BookFeed } from './record/book-depth.ts'
import { repeatEvery } from './repeat-every.ts'

/** How often what was heard is written. A crash loses no more than that. */
const drainUs = secondUs

type DeskRecording = {
  readonly header: RunHeader
  readonly catalogFolder: string
  readonly maxGb: number
  readonly url?: string | undefined
  readonly clock: Clock
  readonly disk: Disk
  readonly onNote: (line: string) => void
}

/** Records the market of a desk; a made-up one, or one of files, is told of and not recorded. */
export function recordDesk(desk: DeskRecording): DeskRecorder | undefined {
  const { header, maxGb, url, ...rest } = desk
  const venue = venueOfMarket(header.source.market[0] ?? '')
  if (venue !== undefined) {
    const instrumentIds = header.setup.instruments.map(({ id }) => id)
    return new DeskRecorder({ ...rest, venue, url, instrumentIds, keepBytes: maxGb * 1e9 })
  }
  desk.onNote(`nothing is recorded: ${header.source.label} is no venue`)
  return undefined
}

/**
 * Records the market of a desk beside it. Whatever goes wrong here is told in a sentence and tried
 * again after 1, 2, 4, 8, 16 seconds: it never stops the desk, nor throws into it.
 */
class DeskRecorder implements BookFeed {
  readonly #options: RecordMarketOptions
  readonly #cancels = new Set<() => void>()
  #tap: MarketTap | undefined
  #failures = 0
  #told = ''
  #isStopped = false

  /** Begins at once; nobody waits for it. */
  constructor(options: RecordMarketOptions) {
    this.#options = options
    void this.#begin()
  }

  depth(instrumentId: string): BookDepth | undefined {
    return this.#tap?.depth(instrumentId)
  }

  /** Seals what was written. Never throws. */
  async stop(): Promise<void> {
    this.#isStopped = true
    this.#callOff()
    await this.#close()
  }

  async #begin(): Promise<void> {
    try {
      const tap = await MarketTap.open(this.#options)
      this.#tap = tap
      if (this.#isStopped) return await this.#close()
      this.#tell(`recording ${this.#names} into ${this.#options.catalogFolder}`)
      this.#cancels.add(repeatEvery(this.#options.clock, drainUs, () => this.#drain()))
    } catch (error) {
      this.#fail(error)
    }
  }

  get #names(): string {
    return this.#options.instrumentIds.join(', ')
  }

  #drain(): void {
    try {
      this.#tap?.drain()
      this.#failures = 0
    } catch (error) {
      this.#fail(error)
    }
  }

  #fail(error: unknown): void {
    if (this.#isStopped) return
    this.#callOff()
    void this.#close()
    if (isForGood(error)) return this.#tell(`nothing is recorded: ${reasonOf(error)}`)
    this.#failures += 1
    this.#tell(`not recording, trying again: ${reasonOf(error)}`)
    const { clock } = this.#options
    this.#cancels.add(clock.after(waitAfter(this.#failures), () => void this.#begin()))
  }

  /** The same sentence is not told twice in a row. */
  #tell(line: string): void {
    if (line !== this.#told) this.#options.onNote(line)
    this.#told = line
  }

  #callOff(): void {
    for (const cancel of this.#cancels) cancel()
    this.#cancels.clear()
  }

  async #close(): Promise<void> {
    const tap = this.#tap
    this.#tap = undefined
    try {
      await tap?.close()
    } catch (error) {
      this.#tell(`the recording did not end well: ${reasonOf(error)}`)
    }
  }
}

/** Whether no waiting mends it. Another recorder of the same market may end. */
function isForGood(error: unknown): boolean {
  return error instanceof UserError && error.exitCode === 2 && error.code !== 'desk-in-use'
}
