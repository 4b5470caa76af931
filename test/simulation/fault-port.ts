import { expect } from 'vitest'
import { type Micros, micros, secondUs } from '../../src/domain/index.ts'
import { GeneratedMarket } from '../../src/market/index.ts'
import {
  type CommandResult,
  type EventMark,
  type ExchangeEvent,
  type ExchangeSink,
  type FaultPlan,
  type FaultyClient,
  FaultyExchange,
  FlatFees,
  GeneratedStream,
  type LatencyLegs,
  noFaults,
  openLegs,
  openRules,
  type OrderRequest,
  plainDepth,
  plainRequest,
  type QueryResult,
  SimulatedExchange,
  usualLatency,
} from '../../src/venue/sim/index.ts'

export const startTs: Micros = micros(1_704_067_200_000_000)

/** All three legs as usual; the same each time. */
export function usualLegs(): LatencyLegs {
  const legs = openLegs({ feed: usualLatency, order: usualLatency, reply: usualLatency }, 1)
  if (!legs.ok) throw new Error(legs.error)
  return legs.value
}

/** An exchange with a generated market. */
export function open(sink: ExchangeSink): {
  readonly exchange: SimulatedExchange
  readonly feed: GeneratedStream
} {
  const bars = new GeneratedMarket({ seed: 1, intervalUs: secondUs, from: startTs })
  const listings = bars.instruments.map((each) => ({
    instrument: each,
    rules: openRules,
    perpetual: undefined,
  }))
  const fees = new FlatFees(0, 100)
  const exchange = new SimulatedExchange({ listings, fees, sink, startTs, tellsBook: true })
  const depth = { ...plainDepth, levels: 4 }
  return { exchange, feed: new GeneratedStream({ bars, target: exchange, seed: 1, depth }) }
}

/** Writes down all it hears. */
export class Recorder implements FaultyClient {
  readonly #heard: unknown[] = []
  readonly answers: (readonly [ticket: number, result: CommandResult, ts: Micros])[] = []
  readonly readings: (readonly [ticket: number, result: QueryResult, ts: Micros])[] = []
  readonly events: (readonly [event: ExchangeEvent, ts: Micros, mark: EventMark])[] = []

  onAnswer(account: number, ticket: number, result: CommandResult, ts: Micros): void {
    this.answers.push([ticket, result, ts])
    this.#heard.push({ account, ticket, result, ts })
  }

  onExchangeEvent(event: ExchangeEvent, ts: Micros, mark: EventMark): void {
    this.events.push([event, ts, mark])
    this.#heard.push({ event, ts })
  }

  onReading(_account: number, ticket: number, result: QueryResult, ts: Micros): void {
    this.readings.push([ticket, result, ts])
  }

  get lines(): readonly string[] {
    return this.#heard.map((each) => textOf(each))
  }

  codes(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {}
    for (const [, result] of this.answers) {
      const code = result.ok ? 'ok' : result.error.code
      counts[code] = (counts[code] ?? 0) + 1
    }
    return counts
  }
}

type Port = {
  readonly now: Micros
  readonly exchange: SimulatedExchange
  connect(client: FaultyClient): void
  send(
    account: number,
    command: { readonly kind: 'submit'; readonly request: OrderRequest },
  ): number
  run(until: Micros): void
}

/** Requests that `play` sends. */
export const orders = 400

/** Sends an order that rests far from the market every 50 ms, and a market order now and then. */
export function play(port: Port, each: (i: number) => void = () => {}): Recorder {
  const client = new Recorder()
  port.connect(client)
  const account = port.exchange.openAccount()
  port.exchange.deposit(account, 'USD', 10n ** 16n, startTs)
  for (let i = 0; i < orders; i += 1) {
    port.run(micros(startTs + secondUs + i * 50_000))
    const price = 300_000 + (i % 50)
    const request: OrderRequest = { ...plainRequest, clientId: `c${i}`, lots: 1, price }
    const isMarket = i % 4 === 0
    const market: OrderRequest = { ...request, type: 'market', price: 0 }
    const sent = isMarket ? market : { ...request, timeInForce: 'gtd' as const }
    const expiryTs = isMarket ? micros(0) : micros(port.now + 4 * secondUs)
    port.send(account, { kind: 'submit', request: { ...sent, expiryTs } })
    each(i)
  }
  port.run(micros(startTs + 30 * secondUs))
  return client
}

/** An exchange on which only what `plan` names goes wrong. */
export function faulty(plan: Partial<FaultPlan>, seed = 1): FaultyExchange<SimulatedExchange> {
  const whole: FaultPlan = { ...noFaults, ...plan }
  return new FaultyExchange({ plan: whole, seed, legs: usualLegs(), startTs, open })
}

/** What is heard of such an exchange. */
export function heard(plan: Partial<FaultPlan>): Recorder {
  return play(faulty(plan))
}

/** Numbers of own events, in the order heard. */
export function numbers(client: Recorder): readonly number[] {
  return client.events.flatMap(([event, , { sequence }]) => ('account' in event ? [sequence] : []))
}

/** Whether `count` of `total` is a share of `share`, within five standard deviations. */
export function about(share: number, count: number, total: number): void {
  const spread = 5 * Math.sqrt(total * share * (1 - share))
  expect(count).toBeGreaterThan(total * share - spread)
  expect(count).toBeLessThan(total * share + spread)
}

/** Any plain data as text. */
export function textOf(data: unknown): string {
  return JSON.stringify(data, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  )
}
