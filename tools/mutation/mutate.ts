import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { withTables } from '../with-tables.ts'
import { type Accepted, type Judged, judge, type Report } from './judge.ts'
import { mutationTables, sayMutant } from './mutation-tables.ts'
import { rooms } from './settings.ts'

// Asks the tests of five rooms what they would not notice: npm run mutate [-- PATH ...]
// Without a path it is all of them, one after the other, and docs/mutation.md is written. What was
// judged and has not changed since is not asked again, so that a run that was broken off goes on.
const work = 'coverage/mutation'
const incremental = `${work}/incremental.json`
const report = `${work}/report.json`
const page = 'docs/mutation.md'
const accepted = 'tools/mutation/accepted'

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { concurrency: { type: 'string', default: '1' }, fresh: { type: 'boolean' } },
  })
  const wrong = positionals.find((place) => !isOurs(place))
  if (wrong !== undefined)
    return decline(`${wrong} is no file or folder of src/{${rooms.join(',')}}; name one that is.`)
  if (!/^[1-9]\d?$/.test(values.concurrency))
    return decline(`--concurrency ${values.concurrency} is no number of processes; say 1.`)
  if (!install()) return 3
  os.setPriority(15)
  mkdirSync(work, { recursive: true })
  if (values.fresh === true) rmSync(incremental, { force: true })
  const isNew = !existsSync(incremental)
  if (!isNew) forgetWhatLoads()
  const start = performance.now()
  const isPart = positionals.length > 0
  const errands = isPart ? [positionals] : rooms.map((room) => [`src/${room}`])
  for (const places of errands) if (!askStryker(places, values.concurrency)) return 3
  const judged = judge(readReport(), readAccepted())
  const minutes = (performance.now() - start) / 60_000
  return isPart ? printPart(judged, positionals) : writePage(judged, isNew, minutes)
}

function isOurs(place: string): boolean {
  const [src, room = ''] = path.normalize(place).split(path.sep)
  return src === 'src' && rooms.some((each) => each === room) && existsSync(place)
}

function decline(sentence: string): number {
  process.stderr.write(`${sentence}\n`)
  return 2
}

/** Stryker is no dependency of the project: it comes when it is first asked for. */
function install(): boolean {
  const folder = path.resolve('tools/mutation')
  if (existsSync(path.join(folder, 'node_modules', '.package-lock.json'))) return true
  process.stderr.write('Installing StrykerJS (npm ci in tools/mutation)\n')
  const npm = process.env['npm_execpath']
  const [program, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
  const args = [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error']
  if (spawnSync(program, args, { cwd: folder, stdio: 'inherit' }).status === 0) return true
  process.stderr.write('It could not be installed; look at what npm says above.\n')
  return false
}

/**
 * Stryker keeps a mutant that survived in what is done while a module is loaded, whatever tests
 * have come since: those are asked about again.
 */
function forgetWhatLoads(): void {
  const kept = JSON.parse(readFileSync(incremental, 'utf8')) as {
    readonly files: Readonly<Record<string, { mutants: { static?: boolean; status: string }[] }>>
  }
  for (const file of Object.values(kept.files))
    file.mutants = file.mutants.filter((of) => of.static !== true || of.status === 'Killed')
  writeFileSync(incremental, JSON.stringify(kept))
}

/** What is left in `report` is of all places that were ever asked for. @returns Whether it ran. */
function askStryker(places: readonly string[], concurrency: string): boolean {
  const configuration = {
    testRunner: 'warm',
    plugins: [path.resolve('tools/mutation/warm-runner.ts')],
    coverageAnalysis: 'perTest',
    concurrency: Number(concurrency),
    mutate: [...places.map(patternOf), '!src/**/*.test.ts'],
    mutator: { excludedMutations: ['StringLiteral'] },
    reporters: ['json', 'html', 'progress-append-only'],
    jsonReporter: { fileName: report },
    htmlReporter: { fileName: `${work}/report.html` },
    // TypeScript 7 has no such interface yet: Stryker must not look for one.
    tsconfigFile: `${work}/none.json`,
    tempDirName: `${work}/sandbox`,
    ignorePatterns: ['bench', 'coverage', 'dist', 'docs', 'examples', 'web'],
    incremental: true,
    incrementalFile: incremental,
    timeoutMS: 15_000,
    timeoutFactor: 4,
    allowConsoleColors: false,
  }
  writeFileSync(`${work}/stryker.config.json`, JSON.stringify(configuration))
  const stryker = 'tools/mutation/node_modules/@stryker-mutator/core/bin/stryker.js'
  const args = [stryker, 'run', `${work}/stryker.config.json`]
  return spawnSync(process.execPath, args, { stdio: ['ignore', 2, 2] }).status === 0
}

/** Of files that are still there. */
function readReport(): Report {
  const { files }: Report = JSON.parse(readFileSync(report, 'utf8'))
  return { files: Object.fromEntries(Object.entries(files).filter(([file]) => existsSync(file))) }
}

function patternOf(place: string): string {
  return statSync(place).isDirectory() ? `${path.normalize(place)}/**/*.ts` : place
}

/** One file for each room, or for a large folder of one. */
function readAccepted(): readonly Accepted[] {
  const files = readdirSync(accepted).filter((file) => file.endsWith('.json'))
  return files
    .sort()
    .flatMap((file): Accepted[] => JSON.parse(readFileSync(path.join(accepted, file), 'utf8')))
}

/** Figures and survivors of some files; the page is of all of them, and stays. */
function printPart(judged: Judged, places: readonly string[]): number {
  const isAsked = (file: string): boolean => places.some((place) => file.startsWith(place))
  const files = judged.files.filter(({ file }) => isAsked(file))
  process.stdout.write(mutationTables({ ...judged, files }))
  for (const { file, survivors } of files)
    for (const survivor of survivors) process.stdout.write(`${file}:${sayMutant(survivor)}\n`)
  return 0
}

function writePage(judged: Judged, isNew: boolean, minutes: number): number {
  const what = isNew ? 'All of it asked' : 'What had changed asked anew'
  const how = `${what} in ${minutes.toFixed(0)} minutes, on Node ${process.version}.`
  const tables = `${how}\n\n${mutationTables(judged)}`
  writeFileSync(page, withTables(readFileSync(page, 'utf8'), tables, 'mutate'))
  for (const { file, line, change } of judged.stale)
    process.stderr.write(`accepted: there is no such survivor: ${file}: ${line}: ${change}\n`)
  return judged.stale.length > 0 ? 1 : 0
}

process.exitCode = main()
