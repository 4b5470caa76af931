import type { DeskFeed, DeskUpdate } from '../../../app/index.ts'
import { secondUs } from '../../../domain/index.ts'
import type { Clock } from '../../../kernel/index.ts'
import { type StreamFrame, type Topic, topics } from '../../api/index.ts'
import type { StreamSocket } from '../desk-stream.ts'

type Kept = { readonly sequence: number; readonly topic: Topic; readonly text: string }
type Listener = {
  readonly socket: StreamSocket
  readonly wanted: ReadonlySet<Topic>
  isAlive: boolean
}

/** What a listener asks for. */
export type Wish = {
  readonly topics?: readonly Topic[]
  readonly after?: number
  readonly run?: string
}

const listenersMax = 16
const beatUs = 15 * secondUs
/** Unread bytes after which a listener is sent away: it comes again and resumes. */
const unreadMax = 1024 * 1024
/** What is kept for those who resume: so many events, and so many characters. */
const [keptMax, keptTextMax] = [1_024, 4 * 1024 * 1024]

/**
 * Sends what changes, by topic, each event numbered within one run of the desk. The newest are
 * kept, so that who was away goes on where it was; who does not keep up is sent away.
 */
export class ApiStream {
  readonly #feed: DeskFeed
  readonly #clock: Clock
  readonly #run: string
  readonly #listeners = new Set<Listener>()
  #kept: Kept[] = []
  #keptText = 0
  #sequence = 0
  #stopFeed: (() => void) | undefined
  #stopBeat: (() => void) | undefined

  /** @param run - Drawn per start: a sequence of another run means nothing in this one. */
  constructor(feed: DeskFeed, clock: Clock, run: string) {
    this.#feed = feed
    this.#clock = clock
    this.#run = run
  }

  /** Events and characters that are kept, which are bounded. */
  get kept(): { readonly events: number; readonly characters: number } {
    return { events: this.#kept.length, characters: this.#keptText }
  }

  join(socket: StreamSocket, wish: Wish): void {
    if (this.#listeners.size >= listenersMax) return socket.close(1013, 'too many listen')
    const wanted = new Set<Topic>(wish.topics ?? topics)
    const listener: Listener = { socket, wanted, isAlive: true }
    socket.on('pong', () => {
      listener.isAlive = true
    })
    socket.on('message', () => socket.close(1008, 'this stream only speaks'))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => this.#leave(listener))
    this.#start()
    this.#listeners.add(listener)
    this.#say(listener, {
      kind: 'hello',
      run: this.#run,
      sequence: this.#sequence,
      topics: [...wanted],
    })
    this.#catchUp(listener, wish)
  }

  close(): void {
    for (const { socket } of this.#listeners) socket.close(1001, 'the desk is stopping')
    this.#listeners.clear()
    this.#stopFeed?.()
    this.#stopBeat?.()
  }

  /** From the first listener on it runs, so that one who comes back has missed nothing. */
  #start(): void {
    this.#stopFeed ??= this.#feed.subscribe((update) => this.#publish(update))
    this.#stopBeat ??= this.#clock.after(beatUs, () => this.#beat())
  }

  #catchUp(listener: Listener, { after, run }: Wish): void {
    if (after === undefined) return
    const isOurs = run === this.#run && after <= this.#sequence
    const first = this.#kept[0]?.sequence ?? this.#sequence + 1
    const from = isOurs ? after + 1 : 1
    const lostTo = isOurs ? first - 1 : this.#sequence
    if (!isOurs || from < first) this.#say(listener, { kind: 'lost', from, to: lostTo })
    if (isOurs)
      for (const event of this.#kept) if (event.sequence > after) this.#offer(listener, event)
  }

  /** Tells of something that is no part of the desk's view. Nothing is kept before anybody came. */
  tell(topic: Topic, data: unknown): void {
    if (this.#stopFeed === undefined) return
    this.#sequence += 1
    const frame: StreamFrame = { kind: 'event', sequence: this.#sequence, topic, data }
    const event = { sequence: this.#sequence, topic, text: JSON.stringify(frame) }
    this.#keep(event)
    for (const listener of this.#listeners) this.#offer(listener, event)
  }

  #publish(update: DeskUpdate): void {
    for (const [topic, data] of Object.entries(update)) {
      const known = topics.find((each) => each === topic)
      const isEmpty = data === undefined || (Array.isArray(data) && data.length === 0)
      if (known !== undefined && !isEmpty) this.tell(known, data)
    }
  }

  #keep(event: Kept): void {
    this.#kept.push(event)
    this.#keptText += event.text.length
    let gone = 0
    while (this.#kept.length - gone > keptMax || this.#keptText > keptTextMax) {
      this.#keptText -= this.#kept[gone]?.text.length ?? 0
      gone += 1
    }
    if (gone > 0) this.#kept = this.#kept.slice(gone)
  }

  #offer(listener: Listener, { topic, text }: Kept): void {
    if (listener.wanted.has(topic)) this.#send(listener, text)
  }

  #say(listener: Listener, frame: StreamFrame): void {
    this.#send(listener, JSON.stringify(frame))
  }

  #send(listener: Listener, text: string): void {
    if (!this.#listeners.has(listener)) return
    if (listener.socket.bufferedAmount <= unreadMax) return listener.socket.send(text, () => {})
    this.#leave(listener)
    // It reads nothing, so that a farewell would wait behind what it has not read.
    listener.socket.terminate()
  }

  #leave(listener: Listener): void {
    this.#listeners.delete(listener)
  }

  #beat(): void {
    const at = Math.floor(this.#clock.now() / 1_000)
    for (const listener of [...this.#listeners]) {
      if (!listener.isAlive) {
        listener.socket.terminate()
        continue
      }
      listener.isAlive = false
      listener.socket.ping()
      this.#say(listener, { kind: 'beat', at, sequence: this.#sequence })
    }
    this.#stopBeat = this.#clock.after(beatUs, () => this.#beat())
  }
}
