import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { countTests, type TestReport } from '../../scripts/closing-line.ts'
import { codeHash, tested } from './code-of-part.ts'
import type { Figure, Part } from './figure.ts'
import { kept } from './record.ts'
import { runNode24 } from './run-command.ts'

type Ran = {
  readonly seconds: number
  readonly passed: number
  readonly failed: number
  /** Files and tests that failed, and the first line of why. */
  readonly failures: readonly string[]
}

/** The tests of `npm test`, timed. */
export function quickTestsPart(): Part {
  return {
    ...{ name: 'npm test', command: 'npm test', isTimed: true, reads: tested },
    measure: async () => figuresOf([await runTests()], '<= 240 s'),
  }
}

/** The same some times in a row, beside whatever else runs: each run is on record by itself. */
export function repeatedTestsPart(times: number): Part {
  const name = `npm test, ${times} times in a row`
  const command = `npm run figures -- --only '${name}'`
  return {
    ...{ name, command, isTimed: false, reads: tested },
    measure: async () => {
      const code = await codeHash(tested)
      const runs: Ran[] = []
      for (let n = 1; n <= times; n += 1)
        runs.push(await kept(`npm test, run ${n}`, code, runTests))
      return figuresOf(runs, '')
    },
  }
}

async function runTests(): Promise<Ran> {
  const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-figures-'))
  const file = path.join(folder, 'tests.json')
  const reporters = ['--reporter=json', `--outputFile.json=${file}`]
  const start = performance.now()
  try {
    const program = 'node_modules/vitest/vitest.mjs'
    const isOk = await runNode24(program, 'run', '--tags-filter=!long', ...reporters).then(
      () => true,
      () => false,
    )
    const seconds = (performance.now() - start) / 1_000
    const report = JSON.parse(readFileSync(file, 'utf8')) as TestReport
    const { passed, failed } = countTests(report, isOk)
    const failures = failuresIn(report)
    for (const failure of failures) process.stderr.write(`${failure}\n`)
    return { seconds, passed, failed, failures }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function failuresIn({ testResults }: TestReport): readonly string[] {
  return testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, message = '', assertionResults }) => {
      const file = path.relative('.', name)
      const tests = assertionResults.filter(({ status }) => status === 'failed')
      if (tests.length === 0) return [`${file}: ${firstLine(message)}`]
      return tests.map(({ fullName, failureMessages: [why = ''] = [] }) => {
        return `${file}: ${fullName}: ${firstLine(why)}`
      })
    })
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? ''
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
      note: runs.flatMap((run) => run.failures).join('; '),
    },
  ]
}

function counted(name: string, value: number): Omit<Figure, 'asked'> {
  return { name, value, unit: 'tests', status: 'measured' }
}
