import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { defined } from '../src/base/index.ts'
import { serveExchange } from '../src/doors/index.ts'
import { type InstrumentId, instrument } from '../src/domain/index.ts'
import { liveClock } from '../src/kernel/index.ts'
import { BinanceDialect, FlatFees, openRules, WireExchange } from '../src/venue/index.ts'
import { type BenchRow, type BenchSize, failedRow } from './bench-row.ts'
import { median, quantileOf } from './measure.ts'
import type { OrderRound, StreamRound } from './wire-client.ts'

/** Orders over REST from a client with 32 in flight, beside a server that does nothing. */
export async function exchangeWire(size: BenchSize): Promise<readonly BenchRow[]> {
  const orders = size === 'full' ? 20_000 : 200
  const rounds = size === 'full' ? 9 : 1
  const house = newHouse()
  const living = await serveExchange({ served: servedBy(house), clock: liveClock, ...anywhere })
  const idle = await idleServer()
  try {
    const ours: OrderRound[] = []
    const theirs: OrderRound[] = []
    // The first rounds teach the compiler and are not counted.
    for (let n = size === 'full' ? -2 : 0; n < rounds; n += 1) {
      const own = await ask<OrderRound>('orders', living.port, orders)
      const other = await ask<OrderRound>('orders', idle.port, orders)
      if (n >= 0) ours.push(own)
      if (n >= 0) theirs.push(other)
      if (own.filled !== orders)
        return [failedRow('exchange.wire', 'orders/s', `${own.filled} of ${orders} were filled`)]
    }
    const fanOut = await streamRow(house, living.port, size)
    return [...orderRows(ours, theirs, orders, hashOf(house)), fanOut]
  } finally {
    await living.close()
    idle.close()
  }
}

const anywhere = { host: '127.0.0.1', port: 0 }

/** One instrument with a book too deep to be emptied, and nobody who moves it. */
function newHouse(): WireExchange {
  const made = instrument('BTC-USDT.SIM' as InstrumentId, '0.01', '0.00001')
  const of = defined(made.ok ? made.value : undefined, 'BTC')
  const house = new WireExchange({
    listings: [{ instrument: of, rules: openRules, perpetual: undefined }],
    fees: new FlatFees(1_000, 1_000, { kind: 'received' }),
    customers: [{ key: 'demo', secret: 'demo', units: 1_000_000 }],
    startTs: liveClock.now(),
  })
  house.attach(new BinanceDialect(house, { isLimited: false }))
  house.act(liveClock.now(), (ts) => {
    house.exchange.deposit(0, 'BTC', 1_000_00000000n, ts)
    house.exchange.onDepth(0, true, 2_999_900, 900_000_000_000, ts)
    house.exchange.onDepth(0, false, 3_000_100, 900_000_000_000, ts)
  })
  return house
}

function servedBy(house: WireExchange): Parameters<typeof serveExchange>[0]['served'] {
  const dialect = new BinanceDialect(house, { isLimited: false })
  house.attach(dialect)
  return { house, dialect, onTime: (now) => house.onTime(now), save: () => undefined }
}

/** Answers every request with the same bytes, as long as a filled order's. */
function idleServer(): Promise<{ readonly port: number; readonly close: () => void }> {
  const body = JSON.stringify({ status: 'FILLED', rest: 'x'.repeat(520) })
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      response.setHeader('content-length', body.length)
      response.end(body)
    })
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const bound = server.address()
      const port = typeof bound === 'object' && bound !== null ? bound.port : 0
      resolve({ port, close: () => server.close() })
    })
  })
}

function orderRows(
  ours: readonly OrderRound[],
  theirs: readonly OrderRound[],
  orders: number,
  hash: string,
): readonly BenchRow[] {
  const rates = ours.map(({ seconds }) => orders / seconds)
  const ratios = ours.map(({ seconds }, i) => (theirs[i]?.seconds ?? Number.NaN) / seconds)
  const p99 = ours.map((round) => round.p99)
  const common = { hash, status: 'measured', repetitions: ours.length } as const
  const peer = 'a bare node:http server that answers as many bytes'
  return [
    {
      ...common,
      name: 'exchange.wire',
      value: median(rates),
      unit: 'orders/s',
      peer,
      ratio: median(ratios),
      peerValue: orders / median(theirs.map(({ seconds }) => seconds)),
      spread: [quantileOf(rates, 0.1), quantileOf(rates, 0.9)],
      goal: '>= 5,000 accepted a second',
      note: `signed limit orders, each filled, over REST on loopback, 32 in flight; median latency ${median(ours.map((round) => round.p50)).toFixed(1)} ms`,
    },
    {
      ...common,
      name: 'exchange.wire.p99',
      value: median(p99),
      unit: 'ms',
      peer,
      ratio: median(ours.map((round, i) => (theirs[i]?.p99 ?? Number.NaN) / round.p99)),
      peerValue: median(theirs.map((round) => round.p99)),
      spread: [quantileOf(p99, 0.1), quantileOf(p99, 0.9)],
      goal: '<= 20 ms',
      note: 'from the request written to its answer read whole, in the same rounds',
    },
  ]
}

/** Best prices that change as fast as they are read, to one client. */
async function streamRow(house: WireExchange, port: number, size: BenchSize): Promise<BenchRow> {
  const messages = size === 'full' ? 60_000 : 500
  const rates: number[] = []
  for (let n = size === 'full' ? -2 : 0; n < (size === 'full' ? 9 : 1); n += 1) {
    const round = await ask<StreamRound>('stream', port, messages, () => move(house, messages))
    if (n >= 0) rates.push(round.messages / round.seconds)
  }
  return {
    name: 'exchange.wire.fanout',
    value: median(rates),
    unit: 'messages/s',
    peer: 'none',
    ratio: null,
    hash: createHash('sha256').update(`${messages} messages`).digest('hex'),
    status: 'measured',
    spread: [quantileOf(rates, 0.1), quantileOf(rates, 0.9)],
    repetitions: rates.length,
    goal: '>= 50,000 book messages a second to one client',
    note: 'every change of the best prices, from the exchange through the dialect to one socket',
  }
}

/** Changes the best bid `count` times, a few hundred in a turn of the event loop. */
function move(house: WireExchange, count: number): void {
  let done = 0
  const turn = (): void => {
    for (let n = 0; n < 250 && done < count; n += 1) {
      done += 1
      const lots = 900_000_000_000 + (done % 2)
      house.act(liveClock.now(), (ts) => house.exchange.onDepth(0, true, 2_999_900, lots, ts))
    }
    if (done < count) setImmediate(turn)
  }
  turn()
}

/** Runs the client in a process of its own. @param onOpen - Called when it says it is ready. */
function ask<T>(
  task: 'orders' | 'stream',
  port: number,
  count: number,
  onOpen: () => void = () => undefined,
): Promise<T> {
  const client = fileURLToPath(new URL('wire-client.ts', import.meta.url))
  const args = [client, task, String(port), String(count)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (bytes: Buffer) => {
      said += bytes.toString()
      if (!said.startsWith('open\n')) return
      said = said.slice('open\n'.length)
      onOpen()
    })
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(said) as T)
      else reject(new Error(`the client ended with ${code}`))
    })
  })
}

/** Of what the account holds in the end: the same orders leave the same money. */
function hashOf({ exchange }: WireExchange): string {
  const held = [...exchange.balances(0)].map(([currency, { free }]) => `${currency} ${free}`)
  return createHash('sha256').update(held.join('\n')).digest('hex')
}
