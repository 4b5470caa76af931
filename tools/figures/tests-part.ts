import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { countTests, type TestReport } from '../../scripts/closing-line.ts'
import type { Figure, Part } from './figure.ts'
import { runNode24 } from './run-command.ts'

type Ran = { readonly seconds: number; readonly passed: number; readonly failed: number }

/** The tests of `npm test`, some times in a row. */
export function quickTestsPart(times: number): Part {
  return {
    name: times === 1 ? 'npm test' : `npm test, ${times} times in a row`,
    command: times === 1 ? 'npm test' : `npm run figures -- --only 'npm test, ${times}*'`,
    isTimed: true,
    measure: async () => {
      const runs: Ran[] = []
      for (let n = 0; n < times; n += 1) runs.push(await runTests(['--tags-filter=!long']))
      return figuresOf(runs, times === 1 ? '<= 240 s' : '')
    },
  }
}

/** Every test there is, without the coverage that the check counts. */
export function allTestsPart(): Part {
  return {
    name: 'all tests',
    command: 'npx vitest run',
    isTimed: true,
    measure: async () => figuresOf([await runTests([])], ''),
  }
}

async function runTests(args: readonly string[]): Promise<Ran> {
  const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-figures-'))
  const file = path.join(folder, 'tests.json')
  const reporters = ['--reporter=json', `--outputFile.json=${file}`]
  const start = performance.now()
  try {
    const program = 'node_modules/vitest/vitest.mjs'
    const isOk = await runNode24(program, 'run', ...args, ...reporters).then(
      () => true,
      () => false,
    )
    const seconds = (performance.now() - start) / 1_000
    const report = JSON.parse(readFileSync(file, 'utf8')) as TestReport
    const { passed, failed } = countTests(report, isOk)
    return { seconds, passed, failed }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function figuresOf(runs: readonly Ran[], asked: string): readonly Figure[] {
  const seconds = runs.map((run) => run.seconds).sort((a, b) => a - b)
  const [quickest = Number.NaN] = seconds
  const slowest = seconds.at(-1) ?? Number.NaN
  const sum = (of: (run: Ran) => number): number => runs.reduce((total, run) => total + of(run), 0)
  const spread = runs.length > 1 ? ([quickest, slowest] as const) : undefined
  return [
    {
      name: runs.length > 1 ? 'time of one run' : 'time',
      asked,
      value: seconds[Math.floor(seconds.length / 2)] ?? null,
      unit: 's',
      spread,
      status: 'measured',
    },
    {
      ...counted(
        'tests that passed',
        sum((run) => run.passed),
      ),
      asked: '',
    },
    {
      ...counted(
        'tests that failed',
        sum((run) => run.failed),
      ),
      asked: '<= 0 tests',
    },
  ]
}

function counted(name: string, value: number): Omit<Figure, 'asked'> {
  return { name, value, unit: 'tests', status: 'measured' }
}
