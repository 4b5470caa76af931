import os from 'node:os'
import { fileURLToPath } from 'node:url'
import { type BenchRow, type BenchSize, failedRow } from './bench-row.ts'
import { benchNames } from './bench-table.ts'
import { runNode } from './command.ts'

export { benchNames }

/** Everything that was measured, and where. */
export type BenchReport = {
  readonly machine: string
  readonly node: string
  readonly rows: readonly BenchRow[]
}

/** Runs benches one after another, each in a fresh process. @param onRow - Told as rows come in. */
export async function runBenches(
  names: readonly string[],
  size: BenchSize,
  onRow: (row: BenchRow) => void,
): Promise<BenchReport> {
  const rows: BenchRow[] = []
  for (const name of names)
    for (const row of await inOwnProcess(name, size)) {
      rows.push(row)
      onRow(row)
    }
  return { machine: machine(), node: process.version, rows }
}

async function inOwnProcess(name: string, size: BenchSize): Promise<readonly BenchRow[]> {
  const program = fileURLToPath(new URL('./run-bench.ts', import.meta.url))
  const { code, stdout, stderr } = await runNode([program, name, size])
  if (code === 0) return JSON.parse(stdout) as readonly BenchRow[]
  const why = stderr.split('\n').find((line) => /Error/.test(line)) ?? `exit code ${code}`
  return [failedRow(name, '', why)]
}

/** `12 x Some CPU, 31 GiB, linux x64`. */
export function machine(): string {
  const cores = os.cpus()
  const memory = Math.round(os.totalmem() / 2 ** 30)
  const model = cores[0]?.model.trim() ?? 'unknown processor'
  return `${cores.length} x ${model}, ${memory} GiB, ${os.platform()} ${os.arch()}`
}
