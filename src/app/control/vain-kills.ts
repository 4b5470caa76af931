import { type Micros, minuteUs } from '../../domain/index.ts'
import type { AuditEntry } from '../../journal/index.ts'

type KillAct = Omit<AuditEntry, 'ts' | 'desk' | 'stage' | 'outcome'>

/** Kills a minute, of a desk that is killed already, that are written one by one. */
const writtenMax = 10

/**
 * Kills that change nothing, as the desk is killed already. Every credential may kill and none is
 * made to wait, and an entry of the audit costs a desk files and time: beyond ten a minute they
 * are counted, and written as one.
 */
export class VainKills {
  #sinceUs = Number.NEGATIVE_INFINITY
  #seen = 0
  #last: KillAct | undefined

  /** @returns Whether this one is counted only, and not to be written by itself. */
  counts(act: KillAct, now: Micros): boolean {
    if (this.#last === undefined && now - this.#sinceUs >= minuteUs) {
      this.#sinceUs = now
      this.#seen = 0
    }
    this.#seen += 1
    if (this.#seen <= writtenMax) return false
    this.#last = act
    return true
  }

  /**
   * What was counted, as one act, once its minute is over.
   *
   * @param isAtOnce - Nothing is waited for.
   */
  take(now: Micros, isAtOnce: boolean): KillAct | undefined {
    const last = this.#last
    if (last === undefined || (!isAtOnce && now - this.#sinceUs < minuteUs)) return undefined
    this.#last = undefined
    this.#sinceUs = Number.NEGATIVE_INFINITY
    return { ...last, what: `${last.what}, ${this.#seen - writtenMax} more times, this the last` }
  }
}
