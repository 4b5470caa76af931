import { assert } from '../../base/index.ts'
import { dayUs } from '../../domain/index.ts'
import type { CommitLog } from './commit-log.ts'

/** What the code moat can say out of commits alone. */
export const codeMoatNames = ['commits24h', 'contributors24h', 'novelty'] as const

export type CodeMoatName = (typeof codeMoatNames)[number]

/** A column each, as long as the clock it was made on; NaN where nothing was known. */
export type CodeMoat = Readonly<Record<CodeMoatName, Float64Array>>

export type CodeMoatOptions = {
  /** From the time of a commit to that at which it can be known, microseconds. 0 or more. */
  readonly lagUs: number
  /** How long no commit may come before the source is taken for dead, microseconds; 30 days. */
  readonly silentUs?: number
}

const windowUs = dayUs

/**
 * The commits, the contributors and the novelty (commits a contributor) of the 24 hours that were
 * known at each time of a clock: commits with `t - lag - 24 h < tsEvent <= t - lag`. 24 hours in
 * which a live source had no commit have 0 commits of 0 contributors, and no novelty.
 *
 * @param clock - Closes of bars, microseconds, rising.
 */
export function codeMoat(
  log: CommitLog,
  clock: Float64Array,
  { lagUs, silentUs = 30 * dayUs }: CodeMoatOptions,
): CodeMoat {
  assert(lagUs >= 0, `lagUs must be 0 or more, was ${lagUs}`)
  const { tsEvent } = log
  const [commits24h, contributors24h, novelty] = [column(clock), column(clock), column(clock)]
  const window = new ContributorWindow(log)
  for (let row = 0; row < clock.length; row += 1) {
    const to = (clock[row] as number) - lagUs
    window.moveTo(to - windowUs, to)
    if (!(to - windowUs >= (tsEvent[0] as number))) continue
    if (to - (tsEvent[window.end - 1] as number) > silentUs) continue
    const commits = window.end - window.start
    commits24h[row] = commits
    contributors24h[row] = window.contributors
    if (window.contributors > 0) novelty[row] = commits / window.contributors
  }
  return { commits24h, contributors24h, novelty }
}

function column(clock: Float64Array): Float64Array {
  return new Float64Array(clock.length).fill(Number.NaN)
}

/** The commits in a window that only moves on, and how many made them. */
class ContributorWindow {
  readonly #log: CommitLog
  readonly #counts = new Map<number, number>()
  /** The first commit inside, and the first after. */
  start = 0
  end = 0

  constructor(log: CommitLog) {
    this.#log = log
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
