import { reasonOf } from '../../base/index.ts'
import { makeFolder, nodeDisk, readText, replaceFile } from '../../kernel/index.ts'

/** What outlives a restart: the last message taken, when, the last digest, and what waits. */
export type TelegramSeen = {
  /** Of the last update that was taken; -1 before the first. */
  readonly updateId: number
  /** When that was, milliseconds since 1970, UTC. */
  readonly t: number
  /** Day of the last digest, as a number of days since 1970. */
  readonly digestDay: number
  /** Lines that wait for the end of the quiet hours. */
  readonly kept: readonly string[]
}

const nothing: TelegramSeen = { updateId: -1, t: 0, digestDay: -1, kept: [] }
const name = 'telegram.json'

/** After a silence of a week Telegram begins its numbers anew, anywhere. */
const weekMs = 7 * 86_400_000

/** Keeps on disk which messages were taken, before anything is done about them. */
export class TelegramMemory {
  readonly #folder: string
  #seen: TelegramSeen

  /** @param folder - Of the desk. A file that cannot be read counts as none. */
  constructor(folder: string) {
    this.#folder = folder
    this.#seen = read(folder)
  }

  get seen(): TelegramSeen {
    return this.#seen
  }

  /** Whether a message was taken before. @param now - Milliseconds since 1970, UTC. */
  isSeen(updateId: number, now: number): boolean {
    const { updateId: last, t } = this.#seen
    return updateId <= last && now - t < weekMs
  }

  /**
   * The number to ask from: the one after the last, or 0 after a silence of a week, when numbers
   * may have begun again lower and whatever is below would count as taken.
   *
   * @param now - Milliseconds since 1970, UTC.
   */
  nextUpdateId(now: number): number {
    const { updateId, t } = this.#seen
    return now - t < weekMs ? updateId + 1 : 0
  }

  /** @returns Why it is not on disk; `undefined` when it is. */
  keep(change: Partial<TelegramSeen>): string | undefined {
    const next = { ...this.#seen, ...change }
    try {
      makeFolder(this.#folder)
      replaceFile(nodeDisk, this.#folder, name, new TextEncoder().encode(JSON.stringify(next)))
      this.#seen = next
      return undefined
    } catch (error) {
      return reasonOf(error)
    }
  }
}

function read(folder: string): TelegramSeen {
  try {
    const value: unknown = JSON.parse(readText(nodeDisk, `${folder}/${name}`) ?? '{}')
    if (typeof value !== 'object' || value === null) return nothing
    const fields: Readonly<Record<string, unknown>> = { ...value }
    const whole = (key: 'updateId' | 't' | 'digestDay'): number => {
      const found = fields[key]
      return typeof found === 'number' && Number.isSafeInteger(found) ? found : nothing[key]
    }
    const kept = Array.isArray(fields['kept']) ? fields['kept'].map(String) : []
    return { updateId: whole('updateId'), t: whole('t'), digestDay: whole('digestDay'), kept }
  } catch {
    return nothing
  }
}
