import { expect, it } from 'vitest'
import type { House } from './tidy/house.ts'
import { tidy } from './tidy.ts'

const house: House = {
  rooms: ['base', 'domain', 'market', 'agents', 'risk', 'doors'],
  public: [],
  packages: { market: ['@duckdb/node-api'], 'doors/page.ts': ['fastify'] },
  heavy: ['@duckdb/node-api'],
  crossing: ['risk/size.ts'],
  ambient: {
    time: ['base/clock.ts'],
    chance: [],
    timers: [],
    process: ['doors/'],
    console: [],
    disk: [],
    network: [],
    workers: [],
    loading: [],
  },
}

/** What is untidy about `files` of `src/`, dead ones and missing READMEs aside. */
function check(files: Readonly<Record<string, string>>): readonly string[] {
  return checkAll(
    Object.fromEntries(Object.entries(files).map(([k, v]) => [`src/${k}`, v])),
  ).filter((line) => !/never imported|nothing uses|README/.test(line))
}

function checkAll(files: Readonly<Record<string, string>>): readonly string[] {
  return tidy(new Map(Object.entries(files)), house)
}

it('sends imports left only, types included', () => {
  expect(check({ 'agents/a.ts': `import type { X } from '../risk/index.ts'` })).toEqual([
    'src/agents/a.ts:1: may not import risk: imports go left',
  ])
  expect(check({ 'agents/a.ts': `\nexport { x } from '../risk/index.ts'` })).toEqual([
    'src/agents/a.ts:2: may not import risk: imports go left',
  ])
  expect(check({ 'agents/a.ts': `const x = await import('../risk/index.ts')` })).toEqual([
    'src/agents/a.ts:1: may not import risk: imports go left',
  ])
  expect(check({ 'risk/a.ts': `import { x } from '../agents/index.ts'` })).toEqual([])
})

it('enters a room by its door', () => {
  const inside = `import { x } from '../agents/trend.ts'`
  expect(check({ 'risk/a.ts': inside })).toEqual(['src/risk/a.ts:1: enter agents by its index.ts'])
  expect(check({ 'risk/a.test.ts': inside })).toHaveLength(1)
  expect(check({ 'agents/a.test.ts': `import { x } from './trend.ts'` })).toEqual([])
  expect(checkAll({ 'test/e2e/a.test.ts': `import '../../src/agents/trend.ts'` })).toEqual([
    'test/e2e/a.test.ts:1: enter agents by its index.ts',
  ])
  const start = `await import('../src/doors/cli/main.ts')`
  expect(checkAll({ 'bin/run.mjs': start })).toEqual([])
  expect(checkAll({ 'bin/other.mjs': start })).toHaveLength(1)
  const page = `import type { T } from '../src/agents/trend.ts'`
  expect(checkAll({ 'web/a.ts': page, 'web/b.ts': page.replace('type ', '') })).toEqual([
    'web/b.ts:1: enter agents by its index.ts',
  ])
})

it('knows every room', () => {
  expect(check({ 'utilities/index.ts': '' })).toEqual([
    'src/utilities/index.ts:1: utilities is not a room; add it to rooms.json',
  ])
})

it('finds a cycle between the files of a room', () => {
  const cycle = { 'risk/a.ts': `import './b.ts'`, 'risk/b.ts': `import type { A } from './a.ts'` }
  expect(check(cycle)).toEqual(['src/risk/a.ts -> src/risk/b.ts -> src/risk/a.ts: import cycle'])
})

it('lets floats become integers only where it is listed', () => {
  const cross = `import { toPrice } from '../domain/index.ts'`
  expect(check({ 'agents/a.ts': cross })).toEqual([
    'src/agents/a.ts:1: may not call toPrice: ' +
      'floats become integers only in the files rooms.json lists',
  ])
  expect(check({ 'risk/size.ts': cross, 'agents/a.test.ts': cross })).toEqual([])
})

it.each([
  ['time', 'Date.now()'],
  ['time', 'new Date()'],
  ['time', 'Date()'],
  ['time', 'performance.now()'],
  ['time', `import { performance } from 'node:perf_hooks'`],
  ['chance', 'Math.random()'],
  ['chance', 'crypto.randomUUID()'],
  ['chance', `import { randomBytes } from 'node:crypto'`],
  ['timers', 'setTimeout(f, 1)'],
  ['timers', 'g(setImmediate)'],
  ['timers', `import { setTimeout as wait } from 'node:timers/promises'`],
  ['process', `process.env['HOME']`],
  ['process', 'globalThis.process.exit()'],
  ['process', 'const { env } = process'],
  ['console', `console.log('')`],
  ['disk', `import { readFileSync } from 'node:fs'`],
  ['disk', `await import('node:fs/promises')`],
  ['network', `import net from 'node:net'`],
  ['network', `fetch('')`],
  ['network', `new WebSocket('')`],
  ['workers', `import { spawn } from 'node:child_process'`],
  ['workers', `import { Worker } from 'node:worker_threads'`],
  ['loading', 'await import(name)'],
] as const)('bans ambient %s: %s', (kind, text) => {
  const found = check({ 'risk/a.ts': text })
  expect(found).toHaveLength(1)
  expect(found[0]).toContain(`ambient input (${kind})`)
})

it('lets listed files and tests take ambient input, and files have names of their own', () => {
  expect(check({ 'base/clock.ts': 'Date.now()', 'risk/a.test.ts': 'Date.now()' })).toEqual([])
  expect(check({ 'doors/cli/a.ts': 'process.exit()' })).toEqual([])
  expect(check({ 'risk/a.ts': `import { fetch } from './b.ts'\nfetch('')` })).toEqual([])
  expect(check({ 'risk/a.ts': 'new Date(0); history.fetch(1); // Date.now()' })).toEqual([])
  expect(check({ 'risk/a.ts': `import { createHash } from 'node:crypto'` })).toEqual([])
  expect(check({ 'risk/a.ts': `import type { Stats } from 'node:fs'` })).toEqual([])
})

it('bans powers whose last bit differs', () => {
  const message = 'Math.pow and ** differ between Node majors: multiply'
  expect(check({ 'risk/a.ts': 'a ** b' })).toEqual([`src/risk/a.ts:1: ${message}`])
  expect(check({ 'risk/a.ts': 'a **= b' })).toEqual([`src/risk/a.ts:1: ${message}`])
  expect(check({ 'risk/a.ts': 'Math.pow(a, b)' })).toEqual([`src/risk/a.ts:1: ${message}`])
  expect(check({ 'base/pow.ts': 'a ** b', 'risk/a.test.ts': 'a ** b' })).toEqual([])
})

it('lets packages in where they are allowed, the heavy ones late and once', () => {
  const zod = `import { z } from 'zod/v4'`
  expect(check({ 'risk/a.ts': zod })).toEqual([
    'src/risk/a.ts:1: risk may not use the package zod; see rooms.json',
  ])
  const duckdb = '@duckdb/node-api'
  expect(check({ 'market/a.ts': `import { x } from '${duckdb}'` })).toEqual([
    `src/market/a.ts:1: ${duckdb} is slow to load: import() it where it is needed`,
  ])
  const late = `await import('${duckdb}')`
  expect(check({ 'market/a.ts': late, 'market/b.ts': late })).toEqual([
    `src/market/b.ts:1: ${duckdb} already has an adapter: src/market/a.ts`,
  ])
  expect(check({ 'market/a.ts': `${late}; import type { T } from '${duckdb}'` })).toEqual([])
  expect(check({ 'doors/page.ts': `import 'fastify'`, 'doors/a.ts': `import 'fastify'` })).toEqual([
    'src/doors/a.ts:1: doors may not use the package fastify; see rooms.json',
  ])
})

it('finds dead files and dead exports', () => {
  const files = {
    'src/risk/README.md': '',
    'src/risk/index.ts': `export { a } from './a.ts'`,
    'src/risk/a.ts': 'export const a = 1\nexport const b = 2\nexport const c = 3; c',
    'src/risk/a.test.ts': `import { b, c } from './a.ts'`,
    'src/risk/dead.ts': '',
  }
  expect(checkAll(files)).toEqual([
    'src/risk/a.ts:2: nothing uses the export b',
    'src/risk/dead.ts:1: never imported',
    'src/risk/index.ts:1: nothing uses the export a',
  ])
  const used = { ...files, 'bin/run.mjs': `await import('../dist/risk/index.js')` }
  expect(checkAll(used)).not.toContain('src/risk/index.ts:1: nothing uses the export a')
})

it.each([
  ['an enum', 'enum E { A }', 'no enum'],
  ['a namespace', 'namespace N { export const a = 1 }', 'no namespace'],
  ['a default export', 'export default 1', 'no default export'],
  ['any', 'const a: any = 1', 'no any'],
  ['a non-null assertion', 'const a = b!', 'no !'],
  ['a TODO without an issue', '// TODO later', 'a TODO names its issue'],
  ['a long line', `const a = b(${'a'.repeat(100)})`, '113 columns'],
  ['a long comment', `// ${"'a'".repeat(40)}`, '123 columns'],
  ['a long file', '\n'.repeat(301), '301 lines'],
  ['a long function', `function f() {${'\n'.repeat(60)}}`, 'a function of 61 lines'],
  ['a long arrow', `const f = () => {${'\n'.repeat(60)}}`, 'a function of 61 lines'],
])('does without %s', (_, text, message) => {
  const found = check({ 'risk/a.ts': text })
  expect(found).toHaveLength(1)
  expect(found[0]).toContain(message)
})

it('allows what only looks like these', () => {
  const text = `// TODO #12: later\nconst b = '${'a '.repeat(60)}'\nconst a = 'any' as const`
  expect(check({ 'risk/a.ts': text })).toEqual([])
  expect(checkAll({ 'vite.config.ts': 'export default {}' })).toEqual([])
})

it('sorts by subject and never by kind', () => {
  expect(check({ 'risk/utils.ts': '' })).toEqual([
    `src/risk/utils.ts:1: 'utils' is a kind and not a subject`,
  ])
  expect(check({ 'risk/models/a.ts': '' })).toHaveLength(1)
  expect(check({ 'risk/checkOrder.ts': '' })).toEqual([
    'src/risk/checkOrder.ts:1: file names are kebab-case',
  ])
})

it('wants a short README in every room', () => {
  expect(checkAll({ 'src/risk/index.ts': '' })).toEqual([
    'src/risk/README.md:1: missing: a room has a README',
  ])
  const long = { 'src/risk/index.ts': '', 'src/risk/README.md': 'line\n'.repeat(41) }
  expect(checkAll(long)).toEqual(['src/risk/README.md:1: 41 lines; 40 at most'])
})

it('finds what must stand in no text at all', () => {
  const rocket = String.fromCodePoint(0x1f680)
  const folder = 'home'
  const lock = JSON.stringify({ resolved: 'https://a' })
  const texts = [`a ${rocket}`, `\n/${folder}/anna`, lock]
  expect(texts.flatMap((text) => checkAll({ 'docs/a.md': text }))).toEqual([
    'docs/a.md:1: no emoji',
    'docs/a.md:2: no path of a machine',
    'docs/a.md:1: no address of a registry',
  ])
  expect(checkAll({ 'docs/a.md': 'a → b, 2 × 3, ✓' })).toEqual([])
})

it('keeps package.json to the public rooms and to pinned packages', () => {
  const exports = { './risk': './dist/risk/index.js' }
  const text = JSON.stringify({ exports, dependencies: { zod: '^4' } })
  expect(checkAll({ 'package.json': text })).toEqual([
    'package.json:1: exports ./risk, which is no public room',
    'package.json:1: zod must be pinned, and is ^4',
  ])
  expect(tidy(new Map([['package.json', '{}']]), { ...house, public: ['risk'] })).toHaveLength(1)
})
