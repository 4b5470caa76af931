import { type Clock, waitFor } from '../../kernel/index.ts'
import type { TelegramPort, Told } from './telegram-port.ts'

/** Something to send to one chat. */
export type Letter = {
  readonly chat: number
  readonly html: string
  readonly png?: Uint8Array
}

export type OutboxOptions = {
  readonly port: TelegramPort
  readonly clock: Clock
  readonly onNote: (line: string) => void
}

/** Telegram allows one message a second to a chat. Unit: microseconds. */
const apartUs = 1_050_000

/** Letters that may wait; beyond these the oldest go. */
const waitingMax = 200

const triesMax = 8
const patienceUs = 1_000_000
const patienceMaxUs = 60_000_000

/** Sends letters one after the other, no faster than Telegram takes them; waits out its outages. */
export class Outbox {
  readonly #options: OutboxOptions
  readonly #stop = new AbortController()
  #waiting: { readonly letter: Letter; readonly tell: (why: string | undefined) => void }[] = []
  #turn: Promise<void> | undefined
  #dropped = 0

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  /** @returns Why it did not go, once that is known; `undefined` when it did. Never rejects. */
  post(letter: Letter): Promise<string | undefined> {
    if (this.#stop.signal.aborted) return Promise.resolve('the bot has stopped')
    if (this.#waiting.length >= waitingMax) {
      this.#dropped += 1
      this.#waiting.shift()?.tell('too many messages wait')
    }
    return new Promise((resolve) => {
      this.#waiting.push({ letter, tell: resolve })
      this.#turn ??= this.#send()
    })
  }

  /** What waits is not sent any more. */
  async stop(): Promise<void> {
    this.#stop.abort()
    for (const { tell } of this.#waiting.splice(0)) tell('the bot has stopped')
    await this.#turn
  }

  async #send(): Promise<void> {
    const { clock, onNote } = this.#options
    for (;;) {
      const next = this.#waiting.shift()
      if (next === undefined) break
      if (this.#dropped > 0)
        onNote(`telegram: ${this.#dropped} messages were dropped, too many wait`)
      this.#dropped = 0
      const why = await this.#deliver(next.letter)
      if (why !== undefined) onNote(`telegram: a message did not go: ${why}`)
      next.tell(why)
      await waitFor(clock, apartUs, this.#stop.signal)
    }
    this.#turn = undefined
  }

  async #deliver({ chat, html, png }: Letter): Promise<string | undefined> {
    const { port, clock } = this.#options
    let patience = patienceUs
    let why = ''
    for (let tries = 0; tries < triesMax && !this.#stop.signal.aborted; tries += 1) {
      const call: Promise<Told<undefined>> =
        png === undefined ? port.message(chat, html) : port.photo(chat, png, html)
      const told = await call
      if (told.ok) return undefined
      why = told.why
      if (told.kind !== 'passing') return why
      await waitFor(clock, Math.max(told.waitUs, patience), this.#stop.signal)
      patience = Math.min(2 * patience, patienceMaxUs)
    }
    return why === '' ? 'the bot has stopped' : why
  }
}
