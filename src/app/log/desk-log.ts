import { plainLine } from '../../base/index.ts'
import { minuteUs, type Micros } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { repeatEvery } from '../repeat-every.ts'
import { type LogEntry, type LogLevel, logLevels } from './log-line.ts'
import { redacted } from './redact.ts'

/** How long the same is counted and not written again. */
const collapsedUs = minuteUs
/** How often those whose time is over are looked for. */
const lookUs = 10_000_000
/** Different lines that are counted at once; above, the oldest is written. */
const countedMax = 512
const messageMax = 2_000

type Counted = { readonly entry: LogEntry; readonly until: number; repeats: number }

type LogNeeds = {
  readonly level: LogLevel
  readonly clock: Clock
  /** Takes lines of JSON, without their ends. */
  readonly write: (line: string) => void
}

/**
 * Lines of JSON: when, how much it matters, which room, what, and what it is about. The same line
 * is written once; those that follow within a minute are counted, and told when it is over.
 */
export class DeskLog {
  readonly #needs: LogNeeds
  readonly #least: number
  /** By what makes lines the same. The oldest first. */
  readonly #counted = new Map<string, Counted>()
  readonly #stop: () => void

  constructor(needs: LogNeeds) {
    this.#needs = needs
    this.#least = logLevels.indexOf(needs.level)
    this.#stop = repeatEvery(needs.clock, lookUs, () => this.#settle(needs.clock.now()))
  }

  /** Never throws, nor waits. */
  write(entry: LogEntry): void {
    if (logLevels.indexOf(entry.level) < this.#least) return
    const now = this.#needs.clock.now()
    const key = `${entry.level} ${entry.room} ${entry.id ?? ''} ${entry.message}`
    const counted = this.#counted.get(key)
    if (counted !== undefined && now < counted.until) {
      counted.repeats += 1
      return
    }
    if (counted !== undefined) this.#tell(key, counted, now)
    if (this.#counted.size >= countedMax) this.#tellOldest(now)
    this.#counted.set(key, { entry, until: now + collapsedUs, repeats: 0 })
    this.#line(entry, now)
  }

  /** What was counted is told, and nothing is written any more. */
  close(): void {
    this.#stop()
    this.#settle(Number.POSITIVE_INFINITY as Micros)
  }

  #settle(now: Micros): void {
    const at = Number.isFinite(now) ? now : this.#needs.clock.now()
    for (const [key, counted] of this.#counted)
      if (counted.until <= now) this.#tell(key, counted, at)
  }

  #tellOldest(now: Micros): void {
    for (const [key, counted] of this.#counted) return this.#tell(key, counted, now)
  }

  #tell(key: string, { entry, repeats }: Counted, now: Micros): void {
    this.#counted.delete(key)
    if (repeats > 0) this.#line(entry, now, repeats)
  }

  #line({ level, room, message, id, cause }: LogEntry, now: Micros, repeats?: number): void {
    const line = {
      ts: new Date(now / 1_000).toISOString(),
      ...{ level, room },
      message: plainLine(redacted(message), messageMax),
      ...(id === undefined ? {} : { id }),
      ...(cause === undefined ? {} : { cause }),
      ...(repeats === undefined ? {} : { repeats }),
    }
    this.#needs.write(JSON.stringify(line))
  }
}
