// @module-tag long
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { runCoinswarm } from './run-coinswarm.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-agent-'))
afterAll(() => rmSync(folder, { recursive: true }))

const definition = (features: string, opine: string): string =>
  `import { defineAgent } from 'coinswarm/agents'
export const agent = defineAgent({
  name: 'a', summary: '', parameters: {}, ${features}
  opine: ${opine},
})
`
const none = 'features: () => ({}),'

it.each([
  ['throws', definition(none, "() => { throw new Error('oops') }"), 'throws.ts:4: opine threw at'],
  ['unsound', definition(none, '() => ({ exposure: NaN, confidence: 2 })'), 'exposure NaN, conf'],
  ['null', definition(none, '() => null'), 'null is no opinion; return {'],
  ['async', definition(none, 'async () => undefined'), 'write opine without async'],
  [
    'misspelt',
    definition(none, '(view) => ({ exposure: 0.3, confidence: 0.6, stp: view.close * 0.9 })'),
    "misspelt.ts: at 2024-01-01T00:01:00.000Z: an opinion has no field 'stp'; perhaps stop is meant.",
  ],
  [
    'no-stop',
    definition(none, '(view) => view.say({ exposure: 0.3, confidence: 0.6, stop: NaN })'),
    'confidence 0.6, stop NaN',
  ],
  [
    'wrong-side',
    definition(none, '(view) => ({ exposure: 0.3, confidence: 0.6, stop: view.close * 1.1 })'),
    'of a long is above the close of',
  ],
  [
    'no-feature',
    definition('features: () => ({ x: 3 }),', '() => undefined'),
    "feature 'x' is none",
  ],
  [
    'milliseconds',
    `import { ema, every } from 'coinswarm/features'
${definition('features: () => ({ average: every(3_600_000, ema(9)) }),', '() => undefined')}`,
    "feature 'average' is over bars of 3.6 s; every(…) takes microseconds in whole seconds",
  ],
  ['no-features', definition('', '() => undefined'), 'no-features.ts: the definition fails'],
  ['no-room', "import 'coinswarm/agnts'\n", 'there is no coinswarm/agnts'],
  ['no-syntax', 'export const a = 1\n\nconst = 3\n', 'no-syntax.ts:3 could not be loaded'],
])('tells the author of an agent file what is wrong: %s', async (name, text, sentence) => {
  const file = path.join(folder, `${name}.ts`)
  writeFileSync(file, text)
  const words = ['backtest', '--market', 'generated', '--days', '1', '--desk', folder]
  const { code, stdout, stderr } = await runCoinswarm([...words, '--agent', file])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(sentence)
  expect(stderr.trim().split('\n')).toHaveLength(1)
})

it.each(['commonjs', undefined])('loads an agent in a project of type %s', async (type) => {
  const project = mkdtempSync(path.join(folder, 'project-'))
  writeFileSync(path.join(project, 'package.json'), JSON.stringify({ name: 'project', type }))
  const file = path.join(project, 'mine.ts')
  writeFileSync(path.join(project, 'said.ts'), 'export const said = { exposure: 0, confidence: 1 }')
  writeFileSync(file, `import { said } from './said.ts'\n${definition(none, '() => said')}`)
  const words = ['backtest', '--market', 'generated', '--days', '1', '--desk', project]
  const { code, stderr } = await runCoinswarm([...words, '--agent', file])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
})

it('names the file when its ending was left out', async () => {
  const file = path.join(folder, 'ending')
  writeFileSync(`${file}.ts`, '')
  const words = ['backtest', '--market', 'generated', '--desk', folder, '--agent', file]
  expect((await runCoinswarm(words)).stderr).toBe(
    `There is no agent '${file}'; perhaps ${file}.ts is meant.\n`,
  )
})

it('declines what a made-up market cannot heed', async () => {
  const words = ['backtest', '--market', 'generated', '--from', '2024-01-02', '--desk', folder]
  expect(await runCoinswarm(words)).toEqual({
    code: 2,
    stdout: '',
    stderr: '--from is for files; a made-up market takes --days.\n',
  })
})

it('writes no journal when the port of the page is taken', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const address = other.address()
  const port = typeof address === 'object' ? `${address?.port}` : ''
  const desk = path.join(folder, 'desk')
  const words = ['up', '--market', 'generated', '--port', port, '--desk', desk]
  const { code, stderr } = await runCoinswarm(words)
  other.close()
  expect(code).toBe(3)
  expect(stderr).toContain(`Port ${port} on 127.0.0.1 is in use`)
  expect(existsSync(path.join(desk, 'journal'))).toBe(false)
})
