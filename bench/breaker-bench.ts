import { micros } from '../src/domain/index.ts'
import { breakerDefaults as rules, Breakers } from '../src/risk/index.ts'
import { type BenchRow, type BenchSize, workHash } from './bench-row.ts'
import { quantileOf } from './measure.ts'

/** Checks timed together: one alone is faster than the clock. */
const batch = 256
const instruments = 64
const agents = 16
const startUs = 1_700_000_000_000_000
/** What a few batches may leave behind that is not ours. Unit: bytes a check. */
const bytesMax = 0.5

/** Asking what breakers leave of a size, some of them open: instruments and agents by turns. */
export function riskBreaker(size: BenchSize): BenchRow {
  const rounds = size === 'full' ? 100_000 : 200
  const breakers = made()
  const times = new Float64Array(rounds)
  let sum = 0
  for (let round = 0; round < rounds / 5; round += 1) sum += checked(breakers, round)
  const heap = process.memoryUsage().heapUsed
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now()
    sum += checked(breakers, round)
    times[round] = ((performance.now() - start) * 1e6) / batch
  }
  // A collection in between makes it less: then nothing is said.
  const bytes = Math.max(0, process.memoryUsage().heapUsed - heap) / (rounds * batch)
  const sorted = [...times]
  return {
    name: 'risk.breaker',
    value: quantileOf(sorted, 0.99),
    unit: 'ns p99',
    peer: 'nothing: the goal is a time',
    ratio: null,
    hash: workHash(`${sum}`),
    status: bytes < bytesMax || size === 'smoke' ? 'measured' : 'failed',
    spread: [quantileOf(sorted, 0.1), quantileOf(sorted, 0.9)],
    best: quantileOf(sorted, 0),
    repetitions: rounds,
    goal: '<= 100 ns p99',
    note:
      `${instruments} instruments, ${agents} agents, some of their breakers not closed; ${batch} ` +
      `checks timed together; ${bytes.toFixed(3)} bytes a check; half of the batches take ` +
      `${quantileOf(sorted, 0.5).toFixed(1)} ns a check or less`,
  }
}

function made(): Breakers {
  const needs = { instruments, agents, rules, actor: 'desk', onMove: () => {} } as const
  const breakers = new Breakers(needs)
  const seen = { cause: 'slippage', ts: micros(startUs), was: 9, max: 3 } as const
  for (const subject of [3, 17, 40]) breakers.trip({ scope: 'instrument', subject, ...seen })
  breakers.caution({ scope: 'instrument', subject: 5, ...seen })
  breakers.caution({ scope: 'strategy', subject: 7, ...seen })
  return breakers
}

/** Every second check is of an order of three agents, one of which may be on probation. */
function checked(breakers: Breakers, round: number): number {
  let sum = 0
  for (let check = 0; check < batch; check += 1) {
    const agent = (round + check) & (agents - 1)
    const mask = (check & 1) === 0 ? 0 : 0b111 << agent
    sum += breakers.share((round + check) & (instruments - 1), mask)
  }
  return sum
}
