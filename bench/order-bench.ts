import { defined } from '../src/base/index.ts'
import { type InstrumentId, instrument, micros } from '../src/domain/index.ts'
import { FlatFees, openRules, plainRequest, SimulatedExchange } from '../src/venue/sim/index.ts'
import { type BenchRow, type BenchSize, workHash } from './bench-row.ts'
import { quantileOf } from './measure.ts'

/** Orders timed together: one alone is faster than the clock. */
const batch = 16
const startUs = 1_700_000_000_000_000

/** A limit order from the call to its acknowledgement: rules, money, book and event. */
export function exchangeOrder(size: BenchSize): BenchRow {
  const rounds = size === 'full' ? 40_000 : 50
  const made = instrument('BTC-USD.SIM' as InstrumentId, '0.01', '0.00001')
  const btc = defined(made.ok ? made.value : undefined, 'instrument')
  let events = 0
  const exchange = new SimulatedExchange({
    listings: [{ instrument: btc, rules: openRules, perpetual: undefined }],
    fees: new FlatFees(1_600, 2_600),
    sink: {
      onExchangeEvent: () => {
        events += 1
      },
    },
    startTs: micros(startUs),
    remembered: 1_000,
  })
  const account = exchange.openAccount()
  exchange.deposit(account, 'USD', 10_000_000_00000000n, exchange.now)
  exchange.onTrade(0, true, 3_000_000, 1, exchange.now)
  const request = { ...plainRequest, lots: 1_000 }
  const numbers: number[] = []
  const times: number[] = []
  let ts = startUs
  let refused = 0
  for (let round = 0; round < rounds; round += 1) {
    numbers.length = 0
    const start = process.hrtime.bigint()
    for (let i = 0; i < batch; i += 1) {
      ts += 1
      const placed = exchange.submit(account, { ...request, price: 2_999_000 - i }, micros(ts))
      if (placed.ok) numbers.push(placed.value.number)
      else refused += 1
    }
    times.push(Number(process.hrtime.bigint() - start) / batch)
    for (const number of numbers) exchange.cancel(account, { number }, micros(ts))
  }
  // The first fifth warms up.
  const warm = times.slice(Math.floor(rounds / 5))
  return {
    name: 'exchange.order',
    value: quantileOf(warm, 0.5),
    unit: 'ns/order',
    peer: 'nothing: the goal is a time',
    ratio: null,
    hash: workHash(`${events} ${refused} ${exchange.sequence}`),
    status: refused === 0 ? 'measured' : 'failed',
    spread: [quantileOf(warm, 0.1), quantileOf(warm, 0.9)],
    repetitions: warm.length,
    goal: '<= 1000 ns/order',
    note: `a resting limit order, submitted ${batch} at a time and canceled untimed; medians of batches`,
  }
}
