import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Random } from '../src/base/index.ts'
import {
  hourUs,
  micros,
  minorPerUnit,
  orderId,
  type OrderIntent,
  price,
  quantity,
} from '../src/domain/index.ts'
import { curveRoom, type DeskSetup } from '../src/engine/index.ts'
import { defaultCaps } from '../src/execution/index.ts'
import {
  breakerDefaults,
  checkOrder,
  defaultLimits,
  MarketRisk,
  refusalOf,
  RiskBook,
  wideLimits,
} from '../src/risk/index.ts'
import { millionBars } from './bench-market.ts'
import { type BenchRow, type BenchSize, failedRow, workHash } from './bench-row.ts'
import { deskSetup, runEngine } from './engine-bench.ts'
import { measurePairs, quantileOf, rates } from './measure.ts'

const instruments = 8
/** Checks timed together: one alone is faster than the clock. */
const batch = 64
const orderCount = 1_024

/** All layers on one order, with eight instruments held and in flight, nothing allocated. */
export function riskCheck(size: BenchSize): readonly BenchRow[] {
  const book = busyBook()
  const orders = someOrders()
  const rounds = size === 'full' ? 60_000 : 50
  const plain = timeChecks(orders, rounds, (order) => (refusalOf(order, book) ? 1 : 0))
  const minted = timeChecks(orders, rounds, (order) => (checkOrder(order, book).ok ? 0 : 1))
  const fresh = timeChecks(orders, rounds / 4, (order) => {
    book.mark(1, book.equity, book.cash, book.gross)
    return refusalOf(order, book) ? 1 : 0
  })
  const bytes = bytesPerCheck(orders, size, (order) => (refusalOf(order, book) ? 1 : 0))
  const heap = `${bytes.toFixed(1)} bytes allocated a check`
  return [
    row('risk.check', plain, '<= 500 ns p99, >= 2000000 checks/s, no byte allocated', heap),
    row('risk.check.approved', minted, 'as risk.check', 'and the stamp on what passes'),
    row('risk.check.refresh', fresh, '<= 10000 ns p99', 'and what the market risks, figured anew'),
  ]
}

type Timed = { readonly ns: readonly number[]; readonly refused: number }

function timeChecks(
  orders: readonly OrderIntent[],
  rounds: number,
  check: (order: OrderIntent) => number,
): Timed {
  const ns: number[] = []
  let refused = 0
  for (let round = 0; round < rounds; round += 1) {
    const from = (round * batch) % orderCount
    const start = process.hrtime.bigint()
    refused += checkBatch(orders, from, check)
    ns.push(Number(process.hrtime.bigint() - start) / batch)
  }
  // The first fifth warms up.
  return { ns: ns.slice(Math.floor(rounds / 5)), refused }
}

function checkBatch(
  orders: readonly OrderIntent[],
  from: number,
  check: (order: OrderIntent) => number,
): number {
  let refused = 0
  for (let k = 0; k < batch; k += 1) refused += check(orders[from + k] as OrderIntent)
  return refused
}

/** What the heap grows by, between two collections that nothing else comes between. */
function bytesPerCheck(
  orders: readonly OrderIntent[],
  size: BenchSize,
  check: (order: OrderIntent) => number,
): number {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const passing = orders.filter((order) => check(order) === 0)
  const [first] = passing
  if (first === undefined) return Number.NaN
  const rounds = size === 'full' ? 20_000 : 100
  const all = Array.from({ length: orderCount }, (_, k) => passing[k % passing.length] ?? first)
  collect()
  const before = process.memoryUsage().heapUsed
  for (let round = 0; round < rounds; round += 1)
    checkBatch(all, (round * batch) % orderCount, check)
  return (process.memoryUsage().heapUsed - before) / (rounds * batch)
}

function row(name: string, { ns, refused }: Timed, goal: string, note: string): BenchRow {
  const middle = quantileOf(ns, 0.5)
  return {
    name,
    value: quantileOf(ns, 0.99),
    unit: 'ns p99',
    peer: 'nothing: the goal is a time',
    ratio: null,
    hash: workHash(`${refused}`),
    status: 'measured',
    spread: [middle, quantileOf(ns, 0.999)],
    repetitions: ns.length,
    goal,
    note:
      `${note}; median ${middle.toFixed(0)} ns, ${Math.round(1e9 / middle)} checks/s; ${batch} ` +
      `at a time, ${instruments} instruments`,
  }
}

/** Eight instruments held or in flight, volatilities and correlations known. */
function busyBook(): RiskBook {
  const market = new MarketRisk(instruments, { gridUs: hourUs })
  const random = Random.fromSeed(7)
  const prices = Array.from({ length: instruments }, () => 100_000)
  for (let hour = 1; hour <= 400; hour += 1)
    for (let i = 0; i < instruments; i += 1) {
      prices[i] = (prices[i] as number) * (1 + 0.01 * (random.next() - 0.5))
      market.onClose(i, hour * hourUs, Math.round(prices[i] as number))
    }
  const lots = Float64Array.from({ length: instruments }, (_, i) => (i % 2 === 0 ? 200 : 0))
  const book = new RiskBook({ ...defaultLimits, orderNotionalMin: 0 }, lots, undefined, market)
  book.lotValue.fill(minorPerUnit)
  book.ticks.set(prices.map(Math.round))
  book.stops.set(book.ticks.map((ticks) => Math.round(0.95 * ticks)))
  book.planned.set(book.stops)
  book.mark(1, 100_000 * minorPerUnit, 100_000 * minorPerUnit, 800 * minorPerUnit)
  for (const order of someOrders().slice(0, 4)) book.reserve(order)
  return book
}

/** Nine in ten are small enough. */
function someOrders(): readonly OrderIntent[] {
  const random = Random.fromSeed(8)
  return Array.from({ length: orderCount }, (_, k) => ({
    orderId: orderId(k + 1),
    instrument: k % instruments,
    side: 'buy',
    type: 'market',
    role: 'entry',
    quantity: quantity(random.next() < 0.9 ? 1 + random.below(1_000) : 90_000),
    price: price(0),
    arrival: price(100_000),
    isReduceOnly: false,
    ts: micros(1),
  }))
}

/** The backtest of `engine.bars` with everything that watches over a desk, beside it without. */
export async function riskCost(size: BenchSize): Promise<BenchRow> {
  const { market, note } = await millionBars(size)
  const without = deskSetup(market)
  const watched = guarded(without)
  const [first, second] = [runEngine(watched, market), runEngine(without, market)]
  const [ours, peers] = [first, second].map(({ recorder }) =>
    workHash(JSON.stringify(recorder.fills, plain)),
  )
  if (ours !== peers) return failedRow('risk.cost', 'bars/s', 'other fills than without')
  const room = curveRoom(
    market.map((of) => of.bars),
    0,
  )
  const measured = measurePairs(
    size,
    15,
    () => void runEngine(watched, market, room),
    () => void runEngine(without, market, room),
  )
  return {
    name: 'risk.cost',
    unit: 'bars/s',
    peer: 'the same run without breakers, caps, standings and market risk; equal fills',
    hash: first.hash,
    goal: '>= 7000000 bars/s',
    note: `${note}; ${first.recorder.fills.length} fills`,
    ...rates(measured, first.desk.bars),
  }
}

/** Everything looks and nothing binds, so that the fills are the same. */
function guarded(setup: DeskSetup): DeskSetup {
  const never = { ...breakerDefaults, slippageMultiple: 1e9, barJumpMin: 1e9 }
  const caps = { ...defaultCaps, notionalPerDay: 1e9, notionalPerMinute: 1e9 }
  const limits = { ...wideLimits, varMax: 0.999, shortfallMax: 0.999, stressMax: 0.999 }
  return { ...setup, limits, guard: { breakers: never, caps, hasStandings: false, hasTiers: true } }
}

function plain(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}` : value
}
