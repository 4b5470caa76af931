// Everything continuous integration runs, in order. Installs no system package. The last line is
// `N passed, N failed, N skipped`, where each step other than the tests counts as one.
// With COINSWARM_NO_SKIP=1 a skipped test is a failed one, unless it reads the data sets beside the
// repository and they are not there, or cuts networks, which few containers let even root do.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { closingLine, countTests } from './closing-line.ts'
import { untaggedLong } from './long-tests.ts'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const modules = path.join(root, 'node_modules')
const report = path.join(root, 'coverage', 'tests.json')
const isStrict = process.env.COINSWARM_NO_SKIP === '1'
const data = path.join(root, '..', 'shared')

installSecondNode()
const steps = [
  step('types', 'typescript/bin/tsc', '-p', 'tsconfig.json'),
  step('types of the page', 'typescript/bin/tsc', '-p', 'web/tsconfig.json'),
  step('lint', 'oxlint/bin/oxlint', '--type-aware'),
  step('format', '@biomejs/biome/bin/biome', 'format', '.'),
]
const tests = runTests()
const totals = closingLine(steps, tests.counts, mayBeSkipped)

process.stdout.write('\n')
for (const { name, isOk, seconds } of [...steps, tests])
  process.stdout.write(`${isOk ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)\n`)
for (const { file, seconds } of tests.long)
  process.stdout.write(`long, and not tagged so: ${file} (${seconds.toFixed(1)} s)\n`)
for (const { title } of tests.counts.skips) process.stdout.write(`skipped: ${title}\n`)
process.stdout.write(`${totals.line}\n`)
process.exitCode = totals.failed > 0 ? 1 : 0

function mayBeSkipped(file) {
  if (!isStrict) return true
  const text = readFileSync(file, 'utf8')
  return text.includes('hasNetworks') || (!existsSync(data) && text.includes('shared'))
}

/**
 * All tests, and what became of each of them. Without coverage, which makes a tight loop up to ten
 * times as slow: `npm run coverage` measures it over the tests that are not long.
 */
function runTests() {
  rmSync(report, { force: true })
  mkdirSync(path.dirname(report), { recursive: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const ran = step('tests', 'vitest/vitest.mjs', 'run', ...reporters)
  const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined
  const long = untaggedLong(result ?? { testResults: [] }, 12)
  return { ...ran, long, counts: countTests(result, ran.isOk) }
}

/** Runs one program of `node_modules` on the Node that runs us, with its output passed on. */
function step(name, program, ...args) {
  process.stdout.write(`\n${name}\n`)
  const start = performance.now()
  const file = path.join(modules, program)
  const { status } = spawnSync(process.execPath, [file, ...args], { cwd: root, stdio: 'inherit' })
  return { name, isOk: status === 0, seconds: (performance.now() - start) / 1_000 }
}

/** Node 26, for the tests that show one hash on two Nodes. Without it they are skipped. */
function installSecondNode() {
  const folder = path.join(root, 'tools', 'node26')
  if (existsSync(path.join(folder, 'node_modules', '.package-lock.json'))) return
  process.stdout.write('Installing a second Node (npm ci --prefix tools/node26)\n')
  const npm = process.env.npm_execpath
  const [program, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
  const args = [...first, 'ci', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error']
  const { status } = spawnSync(program, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.stdout.write('It could not be installed; its tests are skipped.\n')
}
