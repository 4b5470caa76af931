import { describe, expect, it } from 'vitest'
import { canonicalJson, defined, type Json } from '../../../base/index.ts'
import { type Instrument, type Micros, micros, secondUs } from '../../../domain/index.ts'
import { GeneratedMarket } from '../../../market/index.ts'
import type { ExchangeEvent } from '../exchange/exchange-event.ts'
import { FlatFees } from '../exchange/fees.ts'
import { openRules } from '../exchange/listing.ts'
import { type OrderRequest, plainRequest } from '../exchange/order-request.ts'
import { SimulatedExchange } from '../exchange/simulated-exchange.ts'
import { GeneratedStream } from '../feed/generated-stream.ts'
import type { CommandResult } from './client-command.ts'
import { LatentExchange, type LatentClient } from './latent-exchange.ts'
import { type LatencySpec, openLegs, usualLatency } from './latency-legs.ts'
import { messageToJson } from './message-json.ts'

const startTs = micros(1_704_067_200_000_000)

type Scene = {
  readonly latent: LatentExchange<SimulatedExchange>
  readonly stream: GeneratedStream
}

function scene(specs: Partial<Record<'feed' | 'order' | 'reply', LatencySpec>>, seed = 1): Scene {
  const legs = openLegs({ feed: none, order: none, reply: none, ...specs }, seed)
  if (!legs.ok) throw new Error(legs.error)
  let stream: GeneratedStream | undefined
  const latent = new LatentExchange({
    legs: legs.value,
    startTs,
    open: (sink) => {
      const bars = new GeneratedMarket({ seed, intervalUs: secondUs, from: startTs })
      const listings = bars.instruments.map((each: Instrument) => ({
        instrument: each,
        rules: openRules,
        perpetual: undefined,
      }))
      const fees = new FlatFees(0, 100)
      const exchange = new SimulatedExchange({ listings, fees, sink, startTs })
      stream = new GeneratedStream({ bars, target: exchange, seed })
      return { exchange, feed: stream }
    },
  })
  return { latent, stream: defined(stream, 'a stream') }
}

const none: LatencySpec = { kind: 'constant', us: 0 }

function funded({ latent }: Scene): number {
  const account = latent.exchange.openAccount()
  latent.exchange.deposit(account, 'USD', 10n ** 16n, startTs)
  return account
}

function marketBuy(lots: number): OrderRequest {
  return { ...plainRequest, type: 'market', lots }
}

/** Writes down all it hears; sends an order for every tenth print it hears of. */
class Recorder implements LatentClient {
  readonly heard: string[] = []
  readonly answers: (readonly [ticket: number, result: CommandResult, ts: Micros])[] = []
  readonly events: (readonly [event: ExchangeEvent, ts: Micros])[] = []
  readonly #latent: LatentExchange<SimulatedExchange>
  readonly #account: number | undefined
  #prints = 0

  constructor(latent: LatentExchange<SimulatedExchange>, account?: number) {
    this.#latent = latent
    this.#account = account
    latent.connect(this)
  }

  onAnswer(account: number, ticket: number, result: CommandResult, ts: Micros): void {
    this.answers.push([ticket, result, ts])
    this.heard.push(canonicalJson(messageToJson({ account, ticket, result, ts })))
  }

  onExchangeEvent(event: ExchangeEvent, ts: Micros): void {
    this.events.push([event, ts])
    this.heard.push(canonicalJson(messageToJson({ event, ts })))
    if (event.kind !== 'trade' || this.#account === undefined) return
    this.#prints += 1
    if (this.#prints % 10 !== 0) return
    const { instrument, price } = event
    const request: OrderRequest =
      this.#prints % 20 === 0
        ? { ...marketBuy(3), instrument }
        : { ...plainRequest, instrument, lots: 5, price: price - 1 }
    this.#latent.send(this.#account, { kind: 'submit', request })
  }
}

describe('an exchange at a distance', () => {
  it('hears a command after the order leg, and is heard of after the reply and the feed leg', () => {
    const made = scene({
      feed: { kind: 'constant', us: 7_000 },
      order: { kind: 'constant', us: 20_000 },
      reply: { kind: 'constant', us: 30_000 },
    })
    const account = funded(made)
    const { latent } = made
    const client = new Recorder(latent)
    latent.run(micros(startTs + 5 * secondUs))
    const sentTs = latent.now
    const ticket = latent.send(account, { kind: 'submit', request: marketBuy(10) })
    latent.run(micros(sentTs + secondUs))
    const [answer] = client.answers
    expect(answer?.[0]).toBe(ticket)
    expect(answer?.[2]).toBe(sentTs + 50_000)
    const order = answer?.[1].ok ? answer[1].value[0] : undefined
    expect(order?.createdTs).toBe(sentTs + 20_000)
    for (const [event, ts] of client.events)
      expect(ts - event.ts).toBe('account' in event ? 30_000 : 7_000)
  })

  it('answers with the order as it was then, however it went on', () => {
    const made = scene({ reply: { kind: 'constant', us: secondUs } })
    const account = funded(made)
    const { latent } = made
    const client = new Recorder(latent)
    latent.run(micros(startTs + 5 * secondUs))
    const price = latent.exchange.lastPrice(0) - 10_000
    const request: OrderRequest = { ...plainRequest, lots: 1, price }
    latent.send(account, { kind: 'submit', request })
    latent.send(account, { kind: 'cancel', ref: { number: 1 } })
    latent.send(account, { kind: 'cancel', ref: { number: 1 } })
    latent.run(micros(latent.now + 2 * secondUs))
    const states = client.answers.map(([, result]) =>
      result.ok ? result.value[0]?.status : result.error.code,
    )
    expect(states).toEqual(['open', 'canceled', 'order-ended'])
    const statuses = client.events.flatMap(([event]) =>
      event.kind === 'order-accepted' || event.kind === 'order-canceled'
        ? [[event.kind, event.order.status]]
        : [],
    )
    expect(statuses.map(([kind]) => kind)).toEqual(['order-accepted', 'order-canceled'])
    expect(statuses[0]?.[1]).not.toBe('canceled')
  })

  it('lets nothing of one account overtake, and nothing of the market', () => {
    const made = scene({ feed: usualLatency, order: usualLatency, reply: usualLatency })
    const account = funded(made)
    const { latent } = made
    const client = new Recorder(latent, account)
    for (let i = 0; i < 200; i += 1) {
      latent.run(micros(latent.now + 5_000))
      latent.send(account, {
        kind: 'submit',
        request: { ...plainRequest, lots: 1, price: 500_000 + i },
      })
    }
    latent.run(micros(latent.now + 2 * secondUs))
    const tickets = client.answers.map(([ticket]) => ticket)
    expect(tickets.length).toBeGreaterThan(200)
    expect(tickets).toEqual([...tickets].sort((a, b) => a - b))
    for (const isMarket of [true, false]) {
      const sequences = client.events
        .filter(([event]) => 'account' in event !== isMarket)
        .map(([{ sequence }]) => sequence)
      expect(sequences).toEqual([...sequences].sort((a, b) => a - b))
    }
  })

  it('tells of what the exchange does by itself at its own time', () => {
    const made = scene({ reply: { kind: 'constant', us: 1_000 } })
    const account = funded(made)
    const { latent } = made
    const client = new Recorder(latent)
    latent.run(micros(startTs + 5 * secondUs))
    const expiryTs = micros(latent.now + 1_234_567)
    const price = latent.exchange.lastPrice(0) - 10_000
    const request: OrderRequest = { ...plainRequest, lots: 1, price, timeInForce: 'gtd', expiryTs }
    latent.send(account, { kind: 'submit', request })
    latent.run(micros(latent.now + 2 * secondUs))
    const expired = client.events.find(([{ kind }]) => kind === 'order-expired')
    expect(expired?.[0].ts).toBe(expiryTs)
    expect(expired?.[1]).toBe(expiryTs + 1_000)
  })
})

describe('a run', () => {
  const specs = { feed: usualLatency, order: usualLatency, reply: usualLatency }
  const until = micros(startTs + 60 * secondUs)

  function heard(seed: number): readonly string[] {
    const made = scene(specs, seed)
    const client = new Recorder(made.latent, funded(made))
    made.latent.run(until)
    return client.heard
  }

  it('is the same to the last byte for the same seed', () => {
    const first = heard(3)
    expect(first.length).toBeGreaterThan(500)
    expect(heard(3)).toEqual(first)
    expect(heard(4)).not.toEqual(first)
  })

  it('does not depend on how often it is stopped', () => {
    const whole = heard(5)
    const made = scene(specs, 5)
    const client = new Recorder(made.latent, funded(made))
    for (let ts: number = startTs; ts < until; ts += 333_333) made.latent.run(micros(ts))
    made.latent.run(until)
    expect(client.heard).toEqual(whole)
  })

  it('goes on from a saved state as if it had not been stopped', () => {
    const made = scene(specs, 6)
    const account = funded(made)
    const before = new Recorder(made.latent)
    made.latent.run(micros(startTs + 10 * secondUs))
    for (let i = 0; i < 20; i += 1)
      made.latent.send(account, { kind: 'submit', request: marketBuy(1 + i) })
    made.latent.send(account, {
      kind: 'submit',
      request: { ...marketBuy(0), quoteAmount: 5_000_000_000n },
    })
    made.latent.run(micros(made.latent.now + 60_000))
    const saved = JSON.parse(
      canonicalJson([made.latent.save(), made.latent.exchange.save(), made.stream.save()]),
    ) as readonly [Json, Json, Json]
    expect(before.heard.length).toBeGreaterThan(0)

    const twin = scene(specs, 6)
    twin.latent.exchange.load(saved[1])
    twin.stream.load(saved[2])
    twin.latent.load(saved[0])
    const [a, b] = [new Recorder(made.latent), new Recorder(twin.latent)]
    made.latent.run(until)
    twin.latent.run(until)
    expect(a.answers.length).toBeGreaterThan(10)
    expect(b.heard).toEqual(a.heard)
  })
})
