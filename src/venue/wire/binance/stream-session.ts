import type { Json } from '../../../base/index.ts'
import type { Micros } from '../../../domain/index.ts'
import type { WireSession, WireSocket } from '../dialect.ts'
import { IncomingPace } from './incoming-pace.ts'
import type { MarketStreams } from './market-streams.ts'
import { parseObject } from './parse-object.ts'
import type { Reader } from './topic.ts'

const streamsMax = 1_024

/** A connection that reads streams, chosen in its address or by messages. */
export class StreamSession implements WireSession {
  readonly #streams: MarketStreams
  readonly #socket: WireSocket
  readonly #reader: Reader
  readonly #pace: IncomingPace
  readonly #names = new Set<string>()

  constructor(
    streams: MarketStreams,
    socket: WireSocket,
    options: { readonly isCombined: boolean; readonly isPaced: boolean },
  ) {
    this.#streams = streams
    this.#socket = socket
    this.#reader = { send: socket.send, isCombined: options.isCombined }
    this.#pace = new IncomingPace(options.isPaced)
  }

  /** @returns Whether there is such a stream and room for it. */
  join(name: string): boolean {
    if (this.#names.has(name)) return true
    if (this.#names.size >= streamsMax || !this.#streams.join(name, this.#reader)) return false
    this.#names.add(name)
    return true
  }

  onText(text: string, now: Micros): void {
    if (!this.#pace.admits(now)) return this.#socket.end(1008, 'Too many requests')
    const message = parseObject(text)
    if (message === undefined) return this.#fail(2, 'Invalid JSON: expected an object', null)
    const id = idOf(message['id'])
    if (id === undefined)
      return this.#fail(2, 'Invalid request: request ID must be an unsigned integer', null)
    const names = namesIn(message['params'])
    switch (message['method']) {
      case 'SUBSCRIBE':
        return this.#subscribe(names, id)
      case 'UNSUBSCRIBE':
        return this.#unsubscribe(names, id)
      case 'LIST_SUBSCRIPTIONS':
        return this.#answer([...this.#names], id)
      case 'GET_PROPERTY':
        return this.#answer(this.#reader.isCombined, id)
      case 'SET_PROPERTY':
        return this.#setProperty(message['params'], id)
      default:
        return this.#fail(2, 'Invalid request: unknown variant of method', id)
    }
  }

  close(): void {
    for (const name of this.#names) this.#streams.leave(name, this.#reader)
    this.#names.clear()
  }

  #subscribe(names: readonly string[] | undefined, id: WireId): void {
    if (names === undefined) return this.#fail(2, 'Invalid request: params must be streams', id)
    // The answer goes first: what follows belongs to it.
    const isKnown = names.every((name) => this.join(name))
    if (isKnown) this.#answer(null, id)
    else this.#fail(2, 'Invalid request: invalid stream', id)
  }

  #unsubscribe(names: readonly string[] | undefined, id: WireId): void {
    if (names === undefined) return this.#fail(2, 'Invalid request: params must be streams', id)
    for (const name of names) if (this.#names.delete(name)) this.#streams.leave(name, this.#reader)
    this.#answer(null, id)
  }

  #setProperty(params: unknown, id: WireId): void {
    const [name, value]: readonly unknown[] = Array.isArray(params) ? params : []
    if (name !== 'combined' || typeof value !== 'boolean')
      return this.#fail(1, 'Invalid value type: expected Boolean', id)
    this.#reader.isCombined = value
    this.#answer(null, id)
  }

  #answer(result: Json, id: WireId): void {
    this.#socket.send(JSON.stringify({ result, id }))
  }

  #fail(code: number, msg: string, id: WireId): void {
    this.#socket.send(JSON.stringify({ error: { code, msg }, id }))
  }
}

/** What a client calls its message. */
export type WireId = string | number | null

/** `undefined` when it is none of the kinds the venue takes. */
export function idOf(value: unknown): WireId | undefined {
  if (value === undefined || value === null) return null
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined
  return typeof value === 'string' && value.length <= 64 ? value : undefined
}

function namesIn(params: unknown): readonly string[] | undefined {
  if (!Array.isArray(params) || params.length > streamsMax) return undefined
  const names: readonly unknown[] = params
  return names.every((name) => typeof name === 'string' && name.length <= 100)
    ? names.map(String)
    : undefined
}
