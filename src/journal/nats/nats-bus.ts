import { assert } from '../../base/index.ts'
import type { Bus, BusMessage, Clock } from '../../kernel/index.ts'
import { type Line, type NatsPlace, type NoLine, openLine } from './line.ts'
import { OutQueue, weight } from './out-queue.ts'

/** Whether there is a line; `refused`, `untrusted` and `away` are tried again. */
export type NatsState = 'connecting' | 'up' | NoLine | 'closed'

/** What a bus did, since it was made. */
export type NatsCounts = {
  /** Handed to `publish`. */
  readonly published: number
  /** Taken by a server, as it said itself; to whom it gave them nobody knows. */
  readonly taken: number
  /** Sent on a line that was gone before the server said that it has them. */
  readonly doubtful: number
  /** Given up: no line for too long, or larger than the server takes. */
  readonly dropped: number
  readonly received: number
  /** Lines opened. */
  readonly lines: number
}

export type NatsOptions = NatsPlace & {
  readonly clock: Clock
  /** Bytes that may wait for a line, 8 MiB unless given. */
  readonly waitingMax?: number
  /** `why` says more of what is amiss. */
  readonly onState?: (state: NatsState, why: string) => void
}

/** Bytes out at once that the server has not yet said to have. */
const windowBytes = 1_048_576
/** Between two questions whether the server is there. */
const beatUs = 1_000_000
/** Beats without an answer, after which a line counts as cut. */
const silentBeats = 3
const retryUs = 250_000
/** A server that wants another token, or is not the one, is not asked more often than this. */
const refusedUs = 2_000_000
const closingUs = 1_000_000

type Listener = {
  readonly subject: string
  readonly onMessage: (message: BusMessage) => void
  end: () => void
}

/**
 * A bus over core NATS. There at once, before any line is: what is published waits, at most
 * `waitingMax` bytes, of which the oldest go first and are counted. A line that is gone, or whose
 * server has not answered for three seconds, is replaced, and every subscription made again; what
 * was said in between is lost to us. Nothing is asked of JetStream: its acknowledgement does not
 * mean that a message is on a disk, so keeping messages there would promise what is not so.
 *
 * The bytes given to `publish` must stay as they are: they may be sent later.
 */
export class NatsBus implements Bus {
  readonly #options: NatsOptions
  readonly #waiting: OutQueue
  readonly #listeners = new Set<Listener>()
  #state: NatsState = 'connecting'
  #line: Line | undefined
  /** Out on the line, and of those how many the question now out is about. */
  #out = { messages: 0, bytes: 0 }
  #isAsking = false
  #unanswered = 0
  #callOff: () => void = () => undefined
  #counts = { published: 0, taken: 0, doubtful: 0, dropped: 0, received: 0, lines: 0 }

  constructor(options: NatsOptions) {
    this.#options = options
    this.#waiting = new OutQueue(options.waitingMax ?? 8_388_608)
    void this.#open()
  }

  get state(): NatsState {
    return this.#state
  }

  get counts(): NatsCounts {
    return { ...this.#counts }
  }

  publish(subject: string, bytes: Uint8Array): void {
    assert(isSubject(subject) && !subject.endsWith('>'), `nothing is published on ${subject}`)
    this.#counts.published += 1
    if (this.#state === 'closed') this.#counts.dropped += 1
    else this.#counts.dropped += this.#waiting.push({ subject, bytes })
    this.#send()
  }

  subscribe(subject: string, onMessage: (message: BusMessage) => void): () => void {
    assert(isSubject(subject), `${subject} is no subject`)
    const listener: Listener = { subject, onMessage, end: () => undefined }
    this.#listeners.add(listener)
    if (this.#line !== undefined) this.#listen(this.#line, listener)
    return () => {
      this.#listeners.delete(listener)
      listener.end()
    }
  }

  /** Waits a second at most for the server to take what was sent, and leaves. */
  async close(): Promise<void> {
    const line = this.#line
    if (line !== undefined && this.#state === 'up') {
      this.#send()
      await this.#within(closingUs, line)
    }
    this.#become('closed')
    this.#callOff()
    this.#line = undefined
    line?.cut()
  }

  async #open(): Promise<void> {
    const line = await openLine(this.#options, this.#options.clock)
    if (this.#state === 'closed') {
      if ('cut' in line) line.cut()
      return
    }
    if ('state' in line) {
      this.#become(line.state, line.why)
      return this.#again(line.state === 'away' ? retryUs : refusedUs)
    }
    this.#line = line
    this.#counts.lines += 1
    void line.gone.then(() => this.#lost(line))
    for (const listener of this.#listeners) this.#listen(line, listener)
    this.#become('up')
    this.#send()
    this.#beat(line)
  }

  #again(us: number): void {
    this.#callOff = this.#options.clock.after(us, () => void this.#open())
  }

  #lost(line: Line): void {
    if (this.#line !== line) return
    this.#line = undefined
    this.#counts.doubtful += this.#out.messages
    this.#out = { messages: 0, bytes: 0 }
    this.#isAsking = false
    this.#unanswered = 0
    this.#callOff()
    this.#become('away')
    this.#again(retryUs)
  }

  #become(state: NatsState, why = ''): void {
    if (this.#state === state || this.#state === 'closed') return
    this.#state = state
    this.#options.onState?.(state, why)
  }

  #listen(line: Line, listener: Listener): void {
    listener.end = line.listen(listener.subject, (subject, bytes) => {
      if (!this.#listeners.has(listener)) return
      this.#counts.received += 1
      listener.onMessage({ subject, bytes })
    })
  }

  /** Sends what waits, as far as the window reaches. */
  #send(): void {
    const line = this.#line
    if (line === undefined) return
    while (this.#out.bytes < windowBytes) {
      const message = this.#waiting.shift()
      if (message === undefined) break
      if (message.bytes.length > line.bytesMax) this.#counts.dropped += 1
      else {
        line.send(message.subject, message.bytes)
        this.#out.messages += 1
        this.#out.bytes += weight(message)
      }
    }
    if (this.#out.bytes >= windowBytes / 2) this.#ask(line)
  }

  /** Asks the server whether it has all that is out, unless it is asked already. */
  #ask(line: Line): void {
    if (this.#isAsking) return
    this.#isAsking = true
    const { messages, bytes } = this.#out
    const answered = (): void => {
      if (this.#line !== line) return
      this.#isAsking = false
      this.#unanswered = 0
      this.#counts.taken += messages
      this.#out = { messages: this.#out.messages - messages, bytes: this.#out.bytes - bytes }
      this.#send()
    }
    // Rejected, the line is gone as well, and that is told by itself.
    line.settled().then(answered, () => undefined)
  }

  /**
   * Beats follow one another, so that one long turn of ours, in which no answer could be read, is
   * one beat and not many.
   */
  #beat(line: Line): void {
    if (this.#line !== line) return
    if (this.#unanswered >= silentBeats) {
      line.cut()
      return this.#lost(line)
    }
    this.#unanswered += 1
    this.#ask(line)
    this.#callOff = this.#options.clock.after(beatUs, () => this.#beat(line))
  }

  #within(us: number, line: Line): Promise<void> {
    const { clock } = this.#options
    return new Promise((resolve) => {
      const callOff = clock.after(us, resolve)
      const leave = (): void => {
        callOff()
        resolve()
      }
      line.settled().then(leave, leave)
      void line.gone.then(() => leave())
    })
  }
}

/** Words of letters, digits, `_`, `-` and whatever else is no blank, wildcard or dot. */
function isSubject(subject: string): boolean {
  return /^[^\s.*>]+(\.[^\s.*>]+)*(\.>)?$/.test(subject) && subject.length < 256
}
