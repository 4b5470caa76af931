import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { runSeeds, type SeedRange } from '../test/simulation/fault-seeds.ts'

// Runs the simulated exchange with faults over a range of seeds, and writes the range down when
// nothing was found: npm run exchange-seeds -- --from N --count M

const file = fileURLToPath(new URL('../test/simulation/exchange-seeds.json', import.meta.url))
const usage = 'say --from N --count M, with N from 0 and M from 1, both whole'

function main(): number {
  const { from, count } = readArguments()
  if (!Number.isSafeInteger(from + count) || from < 0 || count < 1) {
    process.stderr.write(`exchange-seeds: ${usage}\n`)
    return 2
  }
  const startMs = performance.now()
  const { range, violations } = runSeeds(from, count, (seed) => {
    const done = seed - from + 1
    if (done % 100 !== 0 && done !== count) return
    const seconds = ((performance.now() - startMs) / 1_000).toFixed(0)
    process.stderr.write(`${done} of ${count} seeds, ${seconds} s\n`)
  })
  for (const { seed, what } of violations) process.stdout.write(`seed ${seed}: ${what}\n`)
  if (violations.length > 0) {
    process.stdout.write(`${violations.length} of ${count} seeds failed; nothing is written down\n`)
    return 1
  }
  record(range)
  process.stdout.write(`seeds ${from} to ${from + count - 1} passed: ${range.hash}\n`)
  return 0
}

function readArguments(): { readonly from: number; readonly count: number } {
  try {
    const options = { from: { type: 'string' }, count: { type: 'string' } } as const
    const { from, count } = parseArgs({ options }).values
    return { from: whole(from), count: whole(count) }
  } catch {
    return { from: Number.NaN, count: Number.NaN }
  }
}

function whole(text: string | undefined): number {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : Number.NaN
}

/** Appends to the ledger, one range a line. */
function record(range: SeedRange): void {
  const ranges = JSON.parse(readFileSync(file, 'utf8')) as readonly SeedRange[]
  const lines = [...ranges, range].map((each) => `  ${JSON.stringify(each)}`)
  writeFileSync(file, `[\n${lines.join(',\n')}\n]\n`)
}

process.exitCode = main()
