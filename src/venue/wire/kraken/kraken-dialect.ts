import type { Json } from '../../../base/index.ts'
import type { Micros } from '../../../domain/index.ts'
import type { ExchangeEvent } from '../../sim/exchange/exchange-event.ts'
import type { Refusal } from '../../sim/exchange/refusal.ts'
import type {
  Dialect,
  FeedWords,
  WireReply,
  WireRequest,
  WireSession,
  WireSocket,
} from '../dialect.ts'
import type { WireExchange } from '../wire-exchange.ts'
import { errorReply, errorText, resultReply } from './kraken-error.ts'
import { krakenFeed } from './kraken-feed.ts'
import { KrakenFields } from './kraken-fields.ts'
import { KrakenGate, tokenSeconds } from './kraken-gate.ts'
import { KrakenHouse, type KrakenOptions } from './kraken-house.ts'
import { KrakenSession } from './kraken-session.ts'
import { KrakenStreams } from './kraken-streams.ts'
import { nonceTime } from './kraken-time.ts'
import type { Answer } from './market-answers.ts'
import { OrderDesk } from './order-desk.ts'
import { answerCall, privateCalls } from './private-answers.ts'
import { publicAnswer } from './public-answers.ts'

const jsonNonce = /"nonce"\s*:\s*"?(\d{1,20})\b/
const unknownMethod = 'EGeneral:Unknown method'

/** An exchange that speaks as Kraken's spot market does: REST and the second WebSocket. */
export class KrakenDialect implements Dialect {
  readonly name = 'kraken'
  readonly feed: FeedWords
  readonly #house: KrakenHouse
  readonly #gate: KrakenGate
  readonly #desk: OrderDesk
  readonly #streams: KrakenStreams
  readonly #sessions = new Set<KrakenSession>()
  #connections = 0

  constructor(wire: WireExchange, options: KrakenOptions = {}) {
    this.#house = new KrakenHouse(wire, options)
    this.feed = krakenFeed(this.#house)
    this.#gate = new KrakenGate(this.#house)
    this.#desk = new OrderDesk(this.#house)
    this.#streams = new KrakenStreams(this.#house)
  }

  answer(request: WireRequest, now: Micros): WireReply {
    const [, version, area, call = '', ...rest] = request.path.split('/')
    if (version !== '0' || rest.length > 0) return errorReply(unknownMethod)
    if (area === 'public') return this.#public(call, request, now)
    if (area === 'private' && request.method === 'POST') return this.#private(call, request, now)
    return errorReply(unknownMethod)
  }

  stampOf({ body }: WireRequest): Micros | undefined {
    const [, nonce] = /(?:^|&)nonce=(\d{1,20})(?:&|$)/.exec(body) ?? jsonNonce.exec(body) ?? []
    return nonce === undefined ? undefined : nonceTime(nonce)
  }

  refuse(reason: 'too-large' | 'malformed' | Refusal): WireReply {
    if (typeof reason === 'object') return errorReply(errorText(reason))
    return errorReply(
      reason === 'too-large'
        ? 'EGeneral:Invalid arguments:too large'
        : 'EGeneral:Invalid arguments',
    )
  }

  #public(
    call: string,
    { method, query, headers, body, address }: WireRequest,
    now: Micros,
  ): WireReply {
    if (method !== 'GET' && method !== 'POST') return errorReply(unknownMethod)
    if (!this.#house.counters.visit(address, now)) return errorReply('EGeneral:Too many requests')
    const fields =
      method === 'GET'
        ? KrakenFields.ofForm(query)
        : KrakenFields.ofBody(body, headers['content-type'] ?? '')
    if (fields === undefined) return errorReply('EGeneral:Invalid arguments')
    const answer = publicAnswer(call, fields, this.#house, now)
    return answer === undefined ? errorReply(unknownMethod) : reply(answer)
  }

  #private(call: string, request: WireRequest, now: Micros): WireReply {
    const isToken = call === 'GetWebSocketsToken'
    const known = privateCalls.get(call)
    if (known === undefined && !isToken) return errorReply(unknownMethod)
    const visitor = this.#gate.admit(request, now)
    if (!visitor.ok) return errorReply(visitor.error)
    const { holder, fields } = visitor.value
    if (!this.#house.counters.call(holder.key, known?.price ?? 1, now))
      return errorReply('EAPI:Rate limit exceeded')
    if (known === undefined)
      return resultReply({ token: this.#gate.giveToken(holder, now), expires: tokenSeconds })
    const { account, rights } = holder
    const errand = { fields, house: this.#house, desk: this.#desk, account, now }
    return reply(answerCall(known, rights, errand))
  }

  open(path: string, _query: string, socket: WireSocket): WireSession | undefined {
    if (path !== '/v2') return undefined
    this.#connections += 1
    const parts = {
      house: this.#house,
      streams: this.#streams,
      gate: this.#gate,
      desk: this.#desk,
    }
    const session = new KrakenSession(parts, socket, this.#connections, () => {
      this.#sessions.delete(session)
    })
    this.#sessions.add(session)
    session.greet()
    return session
  }

  onEvent(event: ExchangeEvent): void {
    this.#house.onEvent(event)
    this.#streams.onEvent(event)
  }

  onRest(now: Micros): void {
    this.#house.onRest(now)
    this.#streams.onRest(now)
  }

  onTime(now: Micros): void {
    for (const session of this.#sessions) session.onTime(now)
  }

  save(): Json {
    return this.#house.save()
  }

  load(state: Json): void {
    this.#house.load(state)
  }
}

function reply(answer: Answer): WireReply {
  return 'error' in answer ? errorReply(answer.error) : resultReply(answer.result)
}
