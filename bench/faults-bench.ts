import { minuteUs } from '../src/domain/index.ts'
import { runSwarmFaults } from '../test/simulation/swarm-faults.ts'
import { type BenchRow, type BenchSize, failedRow } from './bench-row.ts'
import { reasonOf } from '../src/base/index.ts'
import { collector, slope } from './heap-slope.ts'

/** Steps between two looks at the heap. */
const stretch = 3_600

/** The full roster on an exchange that fails in all its ways, for sixty days. @see SPEC P15. */
export function swarmFaults(size: BenchSize): BenchRow {
  const steps = size === 'full' ? 24 * stretch : 120
  const collect = collector()
  const megabytes: number[] = []
  const look = (step: number): void => {
    if ((step + 1) % stretch > 0) return
    collect()
    megabytes.push(process.memoryUsage().heapUsed / 1e6)
  }
  const start = performance.now()
  try {
    const run = runSwarmFaults(4, { steps, intervalUs: minuteUs, votes: 'claimed', onStep: look })
    const seconds = (performance.now() - start) / 1_000
    const [first = 0, last = first] = [megabytes[0], megabytes.at(-1)]
    const { kinds, fills, orders, hash } = run
    const of = (kind: string): number => kinds.get(kind) ?? 0
    return {
      name: 'swarm.faults',
      value: steps / seconds,
      unit: 'steps/s',
      peer: 'the heap after 3,600 steps, MB',
      peerValue: first,
      ratio: first === 0 ? 1 : first / last,
      hash: hash.slice(0, 16),
      status: 'measured',
      repetitions: 1,
      goal: 'no slope, every trade on record once',
      note:
        `${steps} steps of a minute behind ten days of past, four instruments, seed 4; ${orders} orders, ` +
        `${fills[0]} trades, each on record once and told once; ${of('order-unresolved')} orders ` +
        `without an answer, ${of('order-rejected')} refused, ${of('order-canceled')} canceled; ` +
        `orders, positions and money equal to the exchange's at the end; the heap in MB every 3,600 ` +
        `steps: ${megabytes.map((each) => each.toFixed(1)).join(' ')}; slope ` +
        `${slope(megabytes).toFixed(1)} KB in as many, of which bars are ${barsKb} KB`,
    }
  } catch (error) {
    return failedRow('swarm.faults', 'steps/s', reasonOf(error))
  }
}

/** A desk keeps its bars: six numbers each, of four instruments. */
const barsKb = (stretch * 4 * 6 * 8) / 1_000
