import type { Notice } from './notice.ts'
import type { HeldBack, NoticeRecord } from './notice-log.ts'

/** A notice as the history tells of it. */
export type NoticeRow = Notice & {
  readonly held?: HeldBack
  /** By which channels it was delivered, and which refused it. */
  readonly sent: readonly { readonly channel: string; readonly why?: string }[]
  readonly acknowledgedBy?: string
}

/** A name that nothing is sent of for a while. */
export type Silence = { readonly name: string; readonly untilTs: number; readonly by: string }

const rowsMax = 2_000

/** What the lines of a history come to. */
export class NoticeState {
  #rows: NoticeRow[] = []
  readonly #silences = new Map<string, Silence>()

  take(record: NoticeRecord): void {
    if (record.kind === 'told') {
      const { notice, held } = record
      this.#rows.push({ ...notice, sent: [], ...(held === undefined ? {} : { held }) })
      if (this.#rows.length > rowsMax) this.#rows = this.#rows.slice(-rowsMax / 2)
    } else if (record.kind === 'silence') this.#silences.set(record.name, record)
    else this.#amend(record)
  }

  /** Oldest first. */
  get rows(): readonly NoticeRow[] {
    return this.#rows
  }

  /** The newest telling of a cause. */
  newest(id: string): NoticeRow | undefined {
    return this.#rows.findLast((row) => row.id === id)
  }

  /**
   * How many went to nobody since that was told last: held back, or cut off when a process ended.
   * Where nothing was ever sent there is nobody to send to.
   */
  get untold(): number {
    const rows = this.#rows
    const last = rows.findLastIndex(({ sent }) => sent.length > 0)
    const isCut = (at: number): boolean => last >= 0 && at > last
    const told = rows.findLastIndex(({ name }, at) => name === 'notices-held' && !isCut(at))
    return rows.filter(({ held }, at) => {
      return at > told && (held === undefined ? isCut(at) : held !== 'silenced')
    }).length
  }

  silences(now: number): readonly Silence[] {
    return [...this.#silences.values()].filter(({ untilTs }) => untilTs > now)
  }

  isSilent(name: string, now: number): boolean {
    return (this.#silences.get(name)?.untilTs ?? 0) > now
  }

  #amend(record: Extract<NoticeRecord, { readonly kind: 'sent' | 'acknowledged' }>): void {
    const at = this.#rows.findLastIndex(({ id }) => id === record.id)
    const row = this.#rows[at]
    if (row === undefined) return
    const { kind } = record
    if (kind === 'acknowledged') this.#rows[at] = { ...row, acknowledgedBy: record.by }
    else {
      const { channel, why } = record
      const said = why === undefined ? { channel } : { channel, why }
      this.#rows[at] = { ...row, sent: [...row.sent, said] }
    }
  }
}
