// @module-tag long
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { runCoinswarm } from './run-coinswarm.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-strategy-'))
afterAll(() => rmSync(folder, { recursive: true }))

const definition = (parts: string): string =>
  `import { defineStrategy } from 'coinswarm/agents'
export const strategy = defineStrategy({
  name: 'own', summary: 'In and out.', parameters: {}, features: () => ({}),
  ${parts}
})
`
const inAndOut =
  "onBar: (view) => view.position > 0 ? { action: 'close', confidence: 0.5 } : " +
  "{ action: 'buy', size: 0.1, confidence: 0.5 },"

const backtested = async (name: string, text: string, ...more: string[]) => {
  const file = path.join(folder, `${name}.ts`)
  writeFileSync(file, text)
  const words = ['backtest', '--market', 'generated', '--days', '1', '--desk', folder]
  return runCoinswarm([...words, '--agent', file, ...more])
}

it.each([
  ['hook', `${inAndOut}\n  onClose: () => {},`, "no part 'onClose'; perhaps onClosed is meant."],
  [
    'fill',
    `${inAndOut}\n  onFill: (f) => f.own.price,`,
    'fill.ts:5: it threw at the fill of 2024-',
  ],
  [
    'closed',
    `${inAndOut}\n  onClosed: () => { throw new Error('no') },`,
    'fill of 2024-01-01T00:0',
  ],
  ['init', `${inAndOut}\n  init: () => ({ a: new Map() }),`, 'state.a is an instance of a class'],
  ['size', "onBar: () => ({ action: 'buy', confidence: 0.5 }),", 'size is missing: the share of'],
])('tells the author of a strategy file what is wrong: %s', async (name, parts, sentence) => {
  const { code, stdout, stderr } = await backtested(name, definition(parts))
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(sentence)
  expect(stderr.trim().split('\n')).toHaveLength(1)
})

it('backtests a strategy file like any agent', async () => {
  const { code, stdout } = await backtested('works', definition(inAndOut), '--json')
  expect(code).toBe(0)
  const { summary } = JSON.parse(stdout) as { readonly summary: { readonly fills: number } }
  expect(summary.fills).toBeGreaterThan(10)
})
