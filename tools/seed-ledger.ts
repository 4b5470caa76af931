import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { SeedRange, SeedViolation } from '../test/simulation/fault-seeds.ts'

export type SeedRuns = {
  readonly range: SeedRange
  readonly violations: readonly SeedViolation[]
}

export type SeedTool = {
  readonly name: string
  /** How the first seed, and how many, are asked for. */
  readonly first: string
  readonly count: string
  /** Where ranges without a violation are written down. */
  readonly file: string
  readonly run: (
    first: number,
    count: number,
    onSeed: (seed: number) => void,
  ) => SeedRuns | Promise<SeedRuns>
}

/** Runs the seeds a command line asks for and writes the range down when nothing was found. */
export async function runSeedTool(tool: SeedTool): Promise<number> {
  const { name, file, run } = tool
  const { first, count } = readArguments(tool)
  if (!Number.isSafeInteger(first + count) || first < 0 || count < 1) {
    const usage = `--${tool.first} N --${tool.count} M, with N from 0 and M from 1, both whole`
    process.stderr.write(`${name}: say ${usage}\n`)
    return 2
  }
  const startMs = performance.now()
  const { range, violations } = await run(first, count, (seed) => {
    const done = seed - first + 1
    if (done % 100 !== 0 && done !== count) return
    const seconds = ((performance.now() - startMs) / 1_000).toFixed(0)
    process.stderr.write(`${done} of ${count} seeds, ${seconds} s\n`)
  })
  for (const { seed, what } of violations) process.stdout.write(`seed ${seed}: ${what}\n`)
  if (violations.length > 0) {
    process.stdout.write(`${violations.length} of ${count} seeds failed; nothing is written down\n`)
    return 1
  }
  record(file, range)
  process.stdout.write(`seeds ${first} to ${first + count - 1} passed: ${range.hash}\n`)
  return 0
}

function readArguments(tool: SeedTool): { readonly first: number; readonly count: number } {
  try {
    const options = { [tool.first]: { type: 'string' }, [tool.count]: { type: 'string' } } as const
    const { values } = parseArgs({ options })
    return { first: whole(values[tool.first]), count: whole(values[tool.count]) }
  } catch {
    return { first: Number.NaN, count: Number.NaN }
  }
}

function whole(text: unknown): number {
  return typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : Number.NaN
}

/** Puts a range into the ledger, one a line, unless it stands there with the same hash. */
function record(file: string, range: SeedRange): void {
  const ranges = JSON.parse(readFileSync(file, 'utf8')) as readonly SeedRange[]
  const isKnown = ranges.some(
    ({ from, count, hash }) => from === range.from && count === range.count && hash === range.hash,
  )
  if (isKnown) return
  const lines = [...ranges, range].map((each) => `  ${JSON.stringify(each)}`)
  writeFileSync(file, `[\n${lines.join(',\n')}\n]\n`)
}
