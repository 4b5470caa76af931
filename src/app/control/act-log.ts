import { reasonOf, UserError } from '../../base/index.ts'
import { type AuditBook, type AuditEntry, type AuditMark, plain } from '../../journal/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { AlertBoard } from './alert.ts'
import { VainKills } from './vain-kills.ts'

/** An act as somebody wants it: what an audit says of it, less time, desk and outcome. */
export type WantedAct = Pick<AuditEntry, 'nonce' | 'door' | 'actor' | 'act' | 'what' | 'reason'>

export type ActLogOptions = {
  readonly book: Pick<AuditBook, 'write'>
  readonly clock: Clock
  readonly alerts: AlertBoard
  /** The desk's name. */
  readonly desk: string
}

/** Another writer is not waited for longer than some milliseconds when somebody kills. */
const killTriesMax = 5
/** Entries that wait to be written. More than that many kills in a row say the same. */
const lateMax = 64

/**
 * The acts of a desk, to its audit. What could not be written, of a kill or of an outcome, is kept
 * and written as soon as it can be; whoever has to know is told of both.
 */
export class ActLog {
  readonly #options: ActLogOptions
  readonly #vain = new VainKills()
  #late: readonly AuditEntry[] = []

  constructor(options: ActLogOptions) {
    this.#options = options
  }

  /** How many entries are still to be written. */
  get late(): number {
    return this.#late.length
  }

  /** Before the act, durably. @throws UserError `audit-failed`, `audit-rewritten` */
  asked(act: WantedAct): AuditMark {
    this.keepUp()
    return this.#options.book.write(this.#entry(act, 'asked', ''))
  }

  /** Before an act that nothing may stop. @returns `undefined` when it is to be written later. */
  tryAsked(act: WantedAct): AuditMark | undefined {
    return this.#tryWrite(this.#entry(act, 'asked', ''), killTriesMax)
  }

  /** After the act. */
  outcome(act: WantedAct, stage: 'done' | 'failed', outcome: string): void {
    this.#tryWrite(this.#entry(act, stage, outcome), killTriesMax)
  }

  /**
   * A kill of a desk that is killed already: nothing more comes of it.
   *
   * @returns Whether it is written down later, together with others like it.
   */
  countsVain(act: WantedAct): boolean {
    return this.#vain.counts(act, this.#options.clock.now())
  }

  /** Writes what is late. To be called now and then. @param isLast - What is counted, too. */
  keepUp(isLast = false): void {
    const vain = this.#vain.take(this.#options.clock.now(), isLast)
    if (vain !== undefined) {
      this.tryAsked(vain)
      this.outcome(vain, 'done', 'the desk was in emergency already')
    }
    if (this.#late.length === 0) return
    const { book, alerts } = this.#options
    try {
      for (const entry of this.#late) {
        book.write(entry, 1)
        this.#late = this.#late.slice(1)
      }
      alerts.raise('audit-mended', 'the audit can be written again, and nothing is missing in it')
    } catch {
      // It was told of when it began; the next try comes.
    }
  }

  #tryWrite(entry: AuditEntry, triesMax: number): AuditMark | undefined {
    const { book, alerts } = this.#options
    try {
      // In their order: nothing overtakes what is late.
      if (this.#late.length === 0) return book.write(entry, triesMax)
    } catch (error) {
      if (error instanceof UserError && error.code === 'audit-rewritten') {
        // It was written all the same.
        alerts.raise(error.code, error.message)
        return undefined
      }
      alerts.raise('audit-failed', `${entry.act} is not in the audit yet: ${reasonOf(error)}`)
    }
    if (this.#late.length < lateMax) this.#late = [...this.#late, entry]
    return undefined
  }

  #entry(act: WantedAct, stage: AuditEntry['stage'], outcome: string): AuditEntry {
    const { clock, desk } = this.#options
    const { nonce, door, actor, act: kind, what, reason } = act
    const words = { what: plain(what), reason: plain(reason), outcome: plain(outcome) }
    return { ts: clock.now(), desk, nonce, stage, door, actor: plain(actor), act: kind, ...words }
  }
}
