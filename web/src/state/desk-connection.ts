import type { DeskMessage } from '../../../src/app/desk-view.ts'
import type { DeskStore } from './desk-store.ts'

const backOffMs = [1_000, 2_000, 4_000, 8_000, 15_000]
/** The desk beats every 15 s; after two beats missed the line is dead, whatever the socket says. */
const silenceMaxMs = 40_000

/** Keeps the stream open: reconnects with back-off, notices silence, and stops at a locked door. */
export class DeskConnection {
  readonly #store: DeskStore
  #socket: WebSocket | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  #heardAt: number | undefined
  #farewell = ''
  #reason = 'This browser has no key to the desk.'

  constructor(store: DeskStore) {
    this.#store = store
  }

  /** Opens the stream now, whatever was waited for. @param reason - Said if the door is locked. */
  open(reason?: string): void {
    this.#reason = reason ?? this.#reason
    this.#drop()
    // What was lost stays lost until the desk speaks again: a try is no news.
    if (this.#store.link.kind !== 'lost') this.#store.setLink({ kind: 'connecting' })
    const socket = new WebSocket(`ws://${location.host}/api/stream`)
    this.#socket = socket
    this.#watch(socket)
    socket.onmessage = (event) => {
      this.#failures = 0
      this.#heardAt = Date.now()
      this.#farewell = ''
      this.#watch(socket)
      const message = JSON.parse(String(event.data)) as DeskMessage
      if (message.kind === 'snapshot') this.#store.setLink({ kind: 'live' })
      this.#store.receive(message)
    }
    socket.onclose = ({ reason }) => {
      if (reason !== '') this.#farewell = reason
      void this.#lost(socket)
    }
  }

  #watch(socket: WebSocket): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#lost(socket), silenceMaxMs)
  }

  /** A refused stream does not say why; a plain request does. */
  async #lost(socket: WebSocket): Promise<void> {
    if (socket !== this.#socket) return
    this.#drop()
    const waitMs = backOffMs[Math.min(this.#failures, backOffMs.length - 1)] ?? 0
    this.#failures += 1
    const retryAt = Date.now() + waitMs
    const [heardAt, farewell] = [this.#heardAt, this.#farewell]
    this.#store.setLink({ kind: 'lost', retryAt, heardAt, farewell })
    const timer = setTimeout(() => this.open(), waitMs)
    this.#timer = timer
    if ((await isLocked()) && timer === this.#timer) {
      this.#drop()
      const isExpired = this.#heardAt !== undefined
      const reason = isExpired ? "This browser's key to the desk is no longer good." : this.#reason
      this.#store.setLink({ kind: 'locked', reason })
    }
  }

  #drop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const socket = this.#socket
    this.#socket = undefined
    socket?.close()
  }
}

async function isLocked(): Promise<boolean> {
  try {
    const answer = await fetch('/api/health', { signal: AbortSignal.timeout(3_000) })
    return answer.status === 401
  } catch {
    return false
  }
}
