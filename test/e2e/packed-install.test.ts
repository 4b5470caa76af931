// @module-tag long

import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bundledNames } from '../../tools/install/licences.ts'
import { closureOf, nameOf, productionNames, readLocked } from '../../tools/install/locked.ts'
import { lostImports } from '../../tools/install/imports-of.ts'
import {
  asStranger,
  installPacked,
  pack,
  type Packed,
  writeAgent,
  writeClient,
} from '../../tools/install/packed.ts'
import { runTimed, runWell, type Timed } from '../../tools/install/run-timed.ts'
import { suiteFolder } from '../house/produced.ts'
import { runCoinswarm } from './run-coinswarm.ts'

const root = process.cwd()
// Beside the folder of the tests: what packages hold is not looked through for secrets of ours, and
// another user has to get there.
const top = mkdtempSync(
  path.join(path.dirname(suiteFolder() ?? path.join(tmpdir(), '-')), 'packed-'),
)
// As somebody may well have it.
const project = path.join(top, 'mein Ordner, übrigens')
const installed = path.join(project, 'node_modules', 'coinswarm')
const npmFile = process.env['npm_execpath'] ?? ''
const npm = npmFile.endsWith('.js') ? [process.execPath, npmFile] : ['npm']
const own = Object.entries(process.env).filter(([name]) => !/^(npm|coinswarm|vitest)/i.test(name))
const variables = {
  ...Object.fromEntries(own),
  HOME: top,
  npm_config_cache: path.join(top, 'cache'),
}
const backtest = ['backtest', '--market', 'generated', '--days', '3', '--json']
let packed: Packed

const inProject = (...command: readonly string[]): Promise<Timed> =>
  runWell(command, { folder: project, variables })
const npx = [...npm, 'exec', '--offline', '--', 'coinswarm']
const hashOf = ({ stdout }: { readonly stdout: string }): unknown => JSON.parse(stdout).hash

beforeAll(async () => {
  // Builds what is stale.
  await runCoinswarm(['--version'])
  packed = await pack(npm, { folder: root, variables }, top)
  await installPacked(npm, { folder: project, variables }, packed.file, '--ignore-scripts')
  writeAgent(project)
}, 600_000)
afterAll(() => rmSync(top, { recursive: true }))

it('holds what runs and what is read, and nothing of how it is made', () => {
  const names = packed.files.map((file) => file.path)
  expect(names).toEqual(
    expect.arrayContaining([
      'bin/coinswarm.mjs',
      'dist/doors/cli/main.js',
      'docs/install.md',
      'LICENSE',
    ]),
  )
  expect(
    names.filter((name) => !/^(bin|dist|docs|scripts|web\/dist)\/|^[^/]+$/.test(name)),
  ).toEqual([])
  const kinds = new Set(names.map((name) => /(\.d)?\.[^.]+$/.exec(name)?.[0] ?? name))
  const wanted = ['.css', '.d.ts', '.html', '.js', '.json', '.md', '.mjs', '.svg', 'LICENSE']
  expect([...kinds].sort()).toEqual(wanted.sort())
  expect(names.filter((name) => name.includes('.test.'))).toEqual([])
})

it('holds every file that one of its own asks for', () => {
  const lost = lostImports(
    installed,
    packed.files.map((file) => file.path),
  )
  // In a clone alone.
  const clone = ['../src/doors/index.ts', '../scripts/ensure.mjs']
  expect(lost).toEqual(clone.map((target) => `bin/coinswarm.mjs: ${target}`))
  const readme = readFileSync(path.join(installed, 'README.md'), 'utf8')
  const links = [...readme.matchAll(/\]\(((?!https?:)[^)#]+\.md)/g)].map((match) => match[1] ?? '')
  expect(links.length).toBeGreaterThan(20)
  expect(links.filter((link) => !existsSync(path.join(installed, link)))).toEqual([])
})

it('brings what production needs, and no package of development', () => {
  const locked = readLocked(root)
  const wanted = new Set([...closureOf(locked, productionNames(locked))].map(nameOf))
  const folders = readdirSync(path.join(project, 'node_modules')).flatMap((name) =>
    name.startsWith('@')
      ? readdirSync(path.join(project, 'node_modules', name)).map((inner) => `${name}/${inner}`)
      : [name],
  )
  const strange = folders.filter((name) => !name.startsWith('.') && !wanted.has(name))
  expect(strange).toEqual(['coinswarm'])
  const page = readFileSync(path.join(installed, 'web', 'dist', 'licenses.md'), 'utf8')
  const built = [...page.matchAll(/^## (\S+) - /gm)].map((match) => match[1] ?? '')
  const bundled = new Set([...closureOf(locked, bundledNames)].map(nameOf))
  expect(built).toEqual(expect.arrayContaining([...bundledNames]))
  expect(built.filter((name) => !bundled.has(name))).toEqual([])
})

it('runs as the clone does, without a network and without a script of a package', async () => {
  const clone = await runCoinswarm([...backtest, '--desk', path.join(top, 'desk')])
  expect(hashOf(await inProject(...npx, ...backtest))).toBe(hashOf(clone))
})

it('runs an agent of somebody, whose types hold under the strictest settings', async () => {
  const ran = await inProject(...npx, ...backtest, '--agent', 'agent.ts')
  expect(JSON.parse(ran.stdout)).toMatchObject({ command: 'backtest' })
  const tsc = [process.execPath, path.join(root, 'node_modules', 'typescript', 'bin', 'tsc')]
  await inProject(...tsc, '-p', 'tsconfig.json')
  // It is read at all.
  const settings = '{ "extends": "./tsconfig.json", "files": ["wrong.ts"] }'
  writeFileSync(path.join(project, 'wrong.json'), settings)
  const text = "import { ema } from 'coinswarm/features'\nexport const x: number = ema\n"
  writeFileSync(path.join(project, 'wrong.ts'), text)
  const { code, stdout } = await runTimed([...tsc, '-p', 'wrong.json'], {
    folder: project,
    variables,
  })
  expect(stdout).toContain('TS2322')
  expect(code).not.toBe(0)
})

it('gives the client of the API, whose types hold', async () => {
  writeClient(project)
  const tsc = [process.execPath, path.join(root, 'node_modules', 'typescript', 'bin', 'tsc')]
  await inProject(...tsc, '-p', 'client.json')
  const ran = await inProject(process.execPath, 'client.ts')
  expect(ran.stdout).toBe('/status function\n')
})

it('runs for one who may not write where it is installed, and has no network', async () => {
  chmodSync(top, 0o755)
  const desk = path.join(top, 'theirs')
  mkdirSync(desk)
  chmodSync(desk, 0o777)
  await inProject('chmod', '-R', 'a-w', path.join(project, 'node_modules'))
  const bin = path.join(installed, 'bin', 'coinswarm.mjs')
  const command = [process.execPath, bin, ...backtest, '--desk', path.join(desk, 'desk')]
  expect(hashOf(await inProject(...asStranger(command)))).toBe(
    hashOf(await inProject(...npx, ...backtest)),
  )
  await inProject('chmod', '-R', 'u+w', path.join(project, 'node_modules'))
})

it('says what is missing when it was packed before it was built', async () => {
  await inProject('mv', path.join(installed, 'dist'), path.join(top, 'dist'))
  const ran = await runTimed([...npx, '--version'], { folder: project, variables })
  expect([ran.code, ran.stdout]).toEqual([3, ''])
  expect(ran.stderr).toMatch(/packed before it was built/)
})
