import type { DeskFeed, DeskMessage, DeskUpdate } from '../../app/index.ts'
import { secondUs } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'

/** What the stream needs of a WebSocket; the `ws` package's socket has it. */
export interface StreamSocket {
  readonly bufferedAmount: number
  send(text: string, sent: () => void): void
  ping(): void
  close(code: number, reason: string): void
  terminate(): void
  on(event: 'pong' | 'close' | 'message' | 'error', listener: () => void): unknown
}

type Reader = { readonly socket: StreamSocket; isBehind: boolean; isAlive: boolean }

const readersMax = 16
const beatUs = 15 * secondUs
/** Unread bytes after which a reader is skipped. Its memory is this and one message more. */
const unreadMax = 256 * 1024

/**
 * Sends the desk to every open page: a snapshot, then updates, each written once for all readers.
 * A reader that falls behind gets nothing more until it has caught up, then a fresh snapshot.
 */
export class DeskStream {
  readonly #feed: DeskFeed
  readonly #clock: Clock
  readonly #readers = new Set<Reader>()
  #stopFeed: (() => void) | undefined
  #stopBeat: (() => void) | undefined

  constructor(feed: DeskFeed, clock: Clock) {
    this.#feed = feed
    this.#clock = clock
  }

  get readers(): number {
    return this.#readers.size
  }

  join(socket: StreamSocket): void {
    if (this.#readers.size >= readersMax) return socket.close(1013, 'too many pages are open')
    const reader: Reader = { socket, isBehind: true, isAlive: true }
    socket.on('pong', () => {
      reader.isAlive = true
    })
    socket.on('message', () => socket.close(1008, 'this stream only speaks'))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => this.#leave(reader))
    this.#readers.add(reader)
    if (this.#readers.size === 1) this.#start()
    this.#sendSnapshot(reader)
  }

  close(): void {
    for (const reader of this.#readers) reader.socket.close(1001, 'the desk is stopping')
    this.#readers.clear()
    this.#stop()
  }

  #start(): void {
    this.#stopFeed = this.#feed.subscribe((update) => this.#publish(update))
    this.#stopBeat = this.#clock.after(beatUs, () => this.#beat())
  }

  #stop(): void {
    this.#stopFeed?.()
    this.#stopBeat?.()
    this.#stopFeed = undefined
    this.#stopBeat = undefined
  }

  #leave(reader: Reader): void {
    if (this.#readers.delete(reader) && this.#readers.size === 0) this.#stop()
  }

  #publish(update: DeskUpdate): void {
    const text = textOf({ kind: 'update', update })
    for (const reader of this.#readers) this.#offer(reader, text)
  }

  #offer(reader: Reader, text: string): void {
    if (reader.socket.bufferedAmount > unreadMax) reader.isBehind = true
    if (!reader.isBehind) this.#send(reader, text)
  }

  #send(reader: Reader, text: string): void {
    reader.socket.send(text, () => {
      const hasCaughtUp = reader.isBehind && reader.socket.bufferedAmount === 0
      if (hasCaughtUp && this.#readers.has(reader)) this.#sendSnapshot(reader)
    })
  }

  #sendSnapshot(reader: Reader): void {
    const text = textOf({ kind: 'snapshot', snapshot: this.#feed.snapshot() })
    // Only now: taking a snapshot may publish what was pending, which this reader need not see.
    reader.isBehind = false
    this.#send(reader, text)
  }

  #beat(): void {
    const text = textOf({ kind: 'beat', at: Math.floor(this.#clock.now() / 1_000) })
    for (const reader of [...this.#readers]) {
      if (!reader.isAlive) {
        reader.socket.terminate()
        continue
      }
      reader.isAlive = false
      reader.socket.ping()
      this.#offer(reader, text)
    }
    if (this.#readers.size > 0) this.#stopBeat = this.#clock.after(beatUs, () => this.#beat())
  }
}

function textOf(message: DeskMessage): string {
  return JSON.stringify(message)
}
