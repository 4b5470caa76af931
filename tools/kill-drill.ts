import { parseArgs } from 'node:util'
import { badLine, type Kill, runKillDrill } from '../test/e2e/kill-drill.ts'
import { runCoinswarm } from '../test/e2e/run-coinswarm.ts'

// Kills a desk that trades at a served exchange, N times, and compares their books:
// npm run drill -- --kills N --seed K

const usage = 'drill: say --kills N, and perhaps --seed K, both whole and from 1\n'
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
  },
})
const [kills = 0, seed = 0] = [values.kills, values.seed].map(Number)
if ([kills, seed].every((each) => Number.isSafeInteger(each) && each >= 1))
  process.exitCode = await main()
else {
  process.stderr.write(usage)
  process.exitCode = 2
}

async function main(): Promise<number> {
  // Builds what is stale, as every command does.
  await runCoinswarm(['--version'])
  process.stdout.write('kill  live ms  trades ms  compares ms  lived ms\n')
  const drill = await runKillDrill({
    kills,
    seed,
    compareEvery: 10,
    livesMs: 4_000,
    faults: badLine,
    onKill: tell,
  })
  const live = spread(drill.kills.map(({ liveMs }) => liveMs))
  const trades = spread(drill.kills.map(({ tradesMs }) => tradesMs))
  const compares = spread(drill.kills.flatMap(({ comparesMs }) => comparesMs ?? []))
  process.stdout.write(
    `${kills} kills and ${drill.early} before the desk traded; ${drill.orders} orders, ` +
      `${drill.fills} fills, ${drill.events} events\n` +
      `orders that were in doubt when it was killed: ${drill.inDoubt}\n` +
      `from its start until all that was out was looked up: ${live}\n` +
      `until an order could leave that adds risk: ${trades}\n` +
      `until the account was compared: ${compares}\n` +
      `books compared ${drill.comparisons} times, ${drill.violations.length} violations\n`,
  )
  for (const each of drill.violations) process.stdout.write(`${each}\n`)
  return drill.violations.length === 0 ? 0 : 1
}

function tell({ kill, liveMs, tradesMs, comparesMs, livedMs }: Kill): void {
  const cells = [
    String(kill).padStart(4),
    String(liveMs).padStart(9),
    String(tradesMs).padStart(11),
  ]
  cells.push(String(comparesMs ?? '-').padStart(13), String(livedMs).padStart(10))
  process.stdout.write(`${cells.join('')}\n`)
}

function spread(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0
  return `median ${at(0.5)} ms, 95 % ${at(0.95)} ms, slowest ${at(1)} ms, of ${sorted.length}`
}
