import type { Micros } from '../domain/index.ts'
import type { ShutSpan } from './run-result.ts'

type Moved = Pick<ShutSpan, 'scope' | 'subject' | 'reason'> & { readonly ts: Micros }

/** Writes down from when to when new positions were allowed in nothing of something. */
export class ShutSpans {
  readonly #spans: ShutSpan[] = []
  /** Place of the span that has not ended. */
  readonly #running = new Map<string, number>()

  /** In the order in which they began. */
  get all(): readonly ShutSpan[] {
    return [...this.#spans]
  }

  /** Something has moved. @param isShut - Whether exits are all that is allowed from now on. */
  take({ scope, subject, reason, ts }: Moved, isShut: boolean): void {
    const key = `${scope} ${subject}`
    const place = this.#running.get(key)
    if (place === undefined && isShut) {
      this.#running.set(key, this.#spans.length)
      this.#spans.push({ scope, subject, from: ts, to: undefined, reason })
    }
    if (place === undefined || isShut) return
    this.#running.delete(key)
    this.#spans[place] = { ...(this.#spans[place] as ShutSpan), to: ts }
  }
}
