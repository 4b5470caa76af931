import { reasonOf } from '../../base/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { requestOf, type TracedDesk, traceResponse } from './otlp.ts'
import type { Span } from './span.ts'

const sendEveryUs = 1_000_000
const waitingMax = 8_192
const answerMs = 5_000
const answerMaxBytes = 64 * 1_024

type SenderNeeds = {
  /** Where a collector takes traces: `http://127.0.0.1:4318/v1/traces`. */
  readonly endpoint: string
  readonly desk: TracedDesk
  readonly clock: Clock
  readonly onNote: (sentence: string) => void
}

/**
 * Sends spans to a collector by OTLP over HTTP, a second after the first that waits. What it cannot
 * send is dropped. Nothing is timed while nothing waits.
 */
export class SpanSender {
  readonly #needs: SenderNeeds
  #cancel: (() => void) | undefined
  #waiting: Span[] = []
  #sending: Promise<void> = Promise.resolve()
  #isSending = false
  #told = ''
  /** Spans that no collector has taken. */
  dropped = 0

  constructor(needs: SenderNeeds) {
    this.#needs = needs
  }

  take(span: Span): void {
    if (this.#waiting.length >= waitingMax) this.dropped += 1
    else this.#waiting.push(span)
    this.#cancel ??= this.#needs.clock.after(sendEveryUs, () => this.#send())
  }

  /** Sends what waits a last time. */
  async stop(): Promise<void> {
    await this.#sending
    this.#send()
    await this.#sending
    this.#cancel?.()
  }

  /** One request at a time: what comes while a collector is slow waits for the next. */
  #send(): void {
    this.#cancel?.()
    this.#cancel = undefined
    if (this.#isSending || this.#waiting.length === 0) return
    const spans = this.#waiting
    this.#waiting = []
    this.#isSending = true
    this.#sending = this.#sendAll(spans)
  }

  async #sendAll(spans: readonly Span[]): Promise<void> {
    const why = await this.#post(spans)
    this.#isSending = false
    if (why !== '' && why !== this.#told) this.#needs.onNote(`traces are not taken: ${why}`)
    this.#told = why
  }

  /** @returns Why not all were taken; empty where they were. */
  async #post(spans: readonly Span[]): Promise<string> {
    const { endpoint, desk } = this.#needs
    try {
      const reply = await fetch(endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(requestOf(spans, desk)),
        redirect: 'error',
        signal: AbortSignal.timeout(answerMs),
      })
      const text = (await reply.text()).slice(0, answerMaxBytes)
      if (!reply.ok) return this.#drop(spans.length, `the collector answers ${reply.status}`)
      const { rejected } = traceResponse.parse(text === '' ? {} : JSON.parse(text))
      return rejected === 0 ? '' : this.#drop(rejected, `the collector takes ${rejected} less`)
    } catch (error) {
      return this.#drop(spans.length, reasonOf(error))
    }
  }

  #drop(count: number, why: string): string {
    this.dropped += count
    return why
  }
}
