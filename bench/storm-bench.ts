import { FeedStorm } from '../test/simulation/feed-storm.ts'
import type { BenchRow, BenchSize } from './bench-row.ts'
import { collector, slope } from './heap-slope.ts'

/** What a week of disconnects leaves in memory. The ratio is of the first day to the last. */
export async function memoryStorm(size: BenchSize): Promise<BenchRow> {
  const collect = collector()
  const days = size === 'full' ? 7 : 1
  const megabytes: number[] = []
  const storm = await new FeedStorm(1).run(days, () => {
    collect()
    megabytes.push(process.memoryUsage().heapUsed / 1e6)
  })
  const [first = 0, last = first] = [megabytes[0], megabytes.at(-1)]
  const kilobytes = megabytes.map((of) => (1_000 * (of - first)).toFixed(0))
  return {
    name: 'memory.storm',
    value: last,
    unit: 'MB',
    peer: 'the heap after the first day',
    peerValue: first,
    ratio: first / last,
    hash: storm.hash,
    status: 'measured',
    repetitions: megabytes.length,
    goal: 'no slope',
    note:
      `${storm.faults} faults, ${storm.connections} connections; KB more than after the first day, ` +
      `by day: ${kilobytes.join(' ')}; slope ${slope(megabytes).toFixed(1)} KB a day; most tasks ` +
      `and calls that waited at once, by day: ${storm.waitingByDay.join(' ')}`,
  }
}
