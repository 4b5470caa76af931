// @module-tag long
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, expect, test } from 'vitest'
import { openTrace, traceRequest } from '../../src/app/index.ts'
import { type DeskEvent, micros, orderId, price, quantity } from '../../src/domain/index.ts'
import { liveClock, liveStopwatch } from '../../src/kernel/index.ts'
import { produced } from '../house/produced.ts'
import { until } from '../servers/start-server.ts'
import { startCli } from './start-cli.ts'

type Request = ReturnType<typeof traceRequest.parse>
type Spans = Request['resourceSpans'][number]['scopeSpans'][number]['spans']

/** A collector that parses what it is sent, strictly, and answers as it is told. */
class Collector {
  readonly #server: Server
  readonly requests: Request[] = []
  answer = { status: 200, body: '{}' }
  /** Spans of requests that were no OTLP. */
  readonly refused: unknown[] = []

  constructor() {
    this.#server = createServer((request, reply) => void this.#take(request, reply))
  }

  get spans(): Spans {
    const scopes = this.requests.flatMap(({ resourceSpans }) =>
      resourceSpans.flatMap(({ scopeSpans }) => scopeSpans),
    )
    return scopes.flatMap(({ spans }) => spans)
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const address = this.#server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    return `http://127.0.0.1:${port}/v1/traces`
  }

  async #take(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const body = await text(request)
    produced(body)
    const parsed = traceRequest.safeParse(JSON.parse(body))
    if (parsed.success) this.requests.push(parsed.data)
    else this.refused.push(parsed.error)
    reply.statusCode = this.answer.status
    reply.setHeader('content-type', 'application/json')
    reply.end(this.answer.body)
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve())
      this.#server.closeAllConnections()
    })
  }
}

const collectors: Collector[] = []
const folder = mkdtempSync(path.join(tmpdir(), 'trace-'))
afterEach(async () => {
  for (const collector of collectors.splice(0)) await collector.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function collecting(): Promise<{ collector: Collector; endpoint: string }> {
  const collector = new Collector()
  collectors.push(collector)
  return { collector, endpoint: await collector.start() }
}

test('a bar is followed from tick to fill', async () => {
  const { collector, endpoint } = await collecting()
  const market = ['--market', 'generated', '--speed', '36000', '--agent', 'trend', '--headless']
  const cli = startCli(['up', '--desk', folder, ...market], [], {
    COINSWARM_TRACE_ENDPOINT: endpoint,
    COINSWARM_TRACE_SHARE: '1',
  })
  const named = (name: string): Spans => collector.spans.filter((span) => span.name === name)
  await until(() => named('fill').length > 0, `a fill: ${cli.said}`, 90_000)
  cli.child.kill('SIGTERM')
  await cli.closed
  expect(collector.refused).toEqual([])
  const spans = new Map(collector.spans.map((span) => [span.spanId, span]))
  expect(spans.size).toBe(collector.spans.length)
  const [fill] = named('fill')
  const order = spans.get(fill?.parentSpanId ?? '')
  const tick = spans.get(order?.parentSpanId ?? '')
  expect([order?.name, tick?.name, tick?.parentSpanId]).toEqual(['order', 'tick', undefined])
  expect([order?.traceId, fill?.traceId]).toEqual([tick?.traceId, tick?.traceId])
  const below = collector.spans.filter(({ parentSpanId }) => parentSpanId === tick?.spanId)
  const stages = ['features', 'guard', 'opinions', 'committee', 'risk']
  const sorted = below.toSorted((a, b) => (a.startTimeUnixNano < b.startTimeUnixNano ? -1 : 1))
  expect(new Set(sorted.map(({ name }) => name))).toEqual(new Set([...stages, 'order']))
  for (const { startTimeUnixNano, endTimeUnixNano } of spans.values())
    expect(BigInt(endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(startTimeUnixNano))
})

const bar = (minute: number, phase: 'live' | 'warm' = 'live'): DeskEvent => ({
  ...{ kind: 'bar-closed', instrument: 0, ts: micros(minute * 60_000_000), phase },
  ...{ open: price(1), high: price(1), low: price(1), close: price(1), volume: quantity(1) },
})

function traced(endpoint: string, share: number, onNote: (note: string) => void = () => {}) {
  const around = { desk: 'one', version: '1', clock: liveClock, stopwatch: liveStopwatch, onNote }
  const tracing = openTrace({ settings: { endpoint, share }, ...around })
  if (tracing === undefined) throw new Error('nothing is traced')
  tracing.trace.know('key', [])
  return tracing
}

async function idsOf(share: number): Promise<readonly string[]> {
  const { collector, endpoint } = await collecting()
  const { trace, stop } = traced(endpoint, share)
  trace.onEvent(bar(0))
  trace.start()
  const work = trace.timed((task) => task())
  for (let minute = 1; minute <= 2_000; minute += 1) work(() => trace.onEvent(bar(minute)))
  work(() => trace.onEvent(bar(3_000, 'warm')))
  await stop()
  return collector.spans.map(({ traceId }) => traceId)
}

test('which bars are followed is decided by the bars alone, and about as many as were asked', async () => {
  const [some, again, all] = [await idsOf(0.1), await idsOf(0.1), await idsOf(1)]
  expect(again).toEqual(some)
  expect(all).toHaveLength(2_000)
  expect(some.length).toBeGreaterThan(140)
  expect(some.length).toBeLessThan(260)
  expect(some.filter((id) => !all.includes(id))).toEqual([])
})

test('a collector that takes nothing is told of, and the desk goes on', async () => {
  const notes: string[] = []
  const { collector, endpoint } = await collecting()
  const one = async (answer: Collector['answer']): Promise<void> => {
    collector.answer = answer
    const { trace, stop } = traced(endpoint, 1, (note) => void notes.push(note))
    trace.start()
    trace.onEvent(bar(1))
    trace.onEvent({
      kind: 'order-canceled',
      ...{ orderId: orderId(1), tsEvent: micros(1), tsInit: micros(1) },
    })
    trace.onEvent(bar(2))
    await stop()
  }
  await one({ status: 503, body: '' })
  await one({ status: 200, body: '{"partialSuccess":{"rejectedSpans":"1"}}' })
  await one({ status: 200, body: 'what' })
  await one({ status: 200, body: '' })
  await collector.stop()
  await one({ status: 200, body: '' })
  expect(notes.map((note) => note.startsWith('traces are not taken: '))).toEqual(
    Array(4).fill(true),
  )
  expect(notes.slice(0, 2).join()).toContain('503')
})

test('nothing is opened where nobody collects', () => {
  const settings = { endpoint: '', share: 1 }
  const around = { clock: liveClock, stopwatch: liveStopwatch, onNote: () => {} }
  expect(openTrace({ settings, desk: '', version: '', ...around })).toBeUndefined()
})
