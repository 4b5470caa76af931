import { assert } from '../../base/index.ts'
import { dayUs } from '../../domain/index.ts'
import type { CommitLog } from './commit-log.ts'

/** What the code moat can say out of commits alone. */
export const codeMoatNames = ['commits24h', 'contributors24h', 'novelty', 'activity'] as const

export type CodeMoatName = (typeof codeMoatNames)[number]

/** A column each, as long as the clock it was made on; NaN where nothing was known. */
export type CodeMoat = Readonly<Record<CodeMoatName, Float64Array>>

export type CodeMoatOptions = {
  /** From the time of a commit to that at which it can be known, microseconds. 0 or more. */
  readonly lagUs: number
  /** How long no commit may come before the source is taken for dead, microseconds; 30 days. */
  readonly silentUs?: number
}

const usualDays = 30

/**
 * The commits, the contributors and the novelty (commits a contributor) of the 24 hours that were
 * known at each time of a clock: commits with `t - lag - 24 h < tsEvent <= t - lag`. 24 hours in
 * which a live source had no commit have 0 commits of 0 contributors, and no novelty. `activity` is
 * the commits over those of a usual day, the mean of the last 30: 1 is a day like any other.
 *
 * @param clock - Closes of bars, microseconds, rising.
 */
export function codeMoat(log: CommitLog, clock: Float64Array, options: CodeMoatOptions): CodeMoat {
  const cursor = new CodeMoatCursor(log, options)
  const moat = {
    ...{ commits24h: column(clock), contributors24h: column(clock) },
    ...{ novelty: column(clock), activity: column(clock) },
  }
  for (let row = 0; row < clock.length; row += 1) {
    cursor.moveTo(clock[row] as number)
    for (const name of codeMoatNames) moat[name][row] = cursor[name]
  }
  return moat
}

/** The same time by time; NaN where nothing was known. */
export class CodeMoatCursor implements Readonly<Record<CodeMoatName, number>> {
  readonly #log: CommitLog
  readonly #lagUs: number
  readonly #silentUs: number
  readonly #day: CommitWindow
  readonly #usual: CommitWindow
  commits24h: number = Number.NaN
  contributors24h: number = Number.NaN
  novelty: number = Number.NaN
  activity: number = Number.NaN

  constructor(log: CommitLog, { lagUs, silentUs = 30 * dayUs }: CodeMoatOptions) {
    assert(lagUs >= 0, `lagUs must be 0 or more, was ${lagUs}`)
    this.#log = log
    this.#lagUs = lagUs
    this.#silentUs = silentUs
    this.#day = new CommitWindow(log)
    this.#usual = new CommitWindow(log)
  }

  /** @param ts - Microseconds, at or after the one before. */
  moveTo(ts: number): void {
    const { tsEvent } = this.#log
    const to = ts - this.#lagUs
    const [day, usual] = [this.#day, this.#usual]
    day.moveTo(to - dayUs, to)
    usual.moveTo(to - usualDays * dayUs, to)
    const first = tsEvent[0] as number
    const isKnown = to - dayUs >= first && to - (tsEvent[day.end - 1] as number) <= this.#silentUs
    const isUsual = isKnown && to - usualDays * dayUs >= first && usual.commits > 0
    const { commits, contributors } = day
    this.commits24h = isKnown ? commits : Number.NaN
    this.contributors24h = isKnown ? contributors : Number.NaN
    this.novelty = isKnown && contributors > 0 ? commits / contributors : Number.NaN
    this.activity = isUsual ? (commits * usualDays) / usual.commits : Number.NaN
  }
}

function column(clock: Float64Array): Float64Array {
  return new Float64Array(clock.length)
}

/** The commits in a window that only moves on, and how many made them. */
class CommitWindow {
  readonly #log: CommitLog
  readonly #counts = new Map<number, number>()
  /** The first commit inside, and the first after. */
  start = 0
  end = 0

  constructor(log: CommitLog) {
    this.#log = log
  }

  get commits(): number {
    return this.end - this.start
  }

  get contributors(): number {
    return this.#counts.size
  }

  /** To the commits after `from`, up to and at `to`. */
  moveTo(from: number, to: number): void {
    const { tsEvent } = this.#log
    for (; this.end < tsEvent.length && (tsEvent[this.end] as number) <= to; this.end += 1)
      this.#count(this.end, 1)
    for (; this.start < this.end && (tsEvent[this.start] as number) <= from; this.start += 1)
      this.#count(this.start, -1)
  }

  #count(commit: number, change: number): void {
    const author = this.#log.author[commit] as number
    const count = (this.#counts.get(author) ?? 0) + change
    if (count === 0) this.#counts.delete(author)
    else this.#counts.set(author, count)
  }
}
