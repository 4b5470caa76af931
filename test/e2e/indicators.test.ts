import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { indicatorCatalog, overBars, rsi } from '../../src/features/index.ts'
import { runCoinswarm } from './run-coinswarm.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'coinswarm-indicators-'))
const file = path.join(folder, 'bars.csv')
const closes = Array.from({ length: 60 }, (_, i) => 100 + ((i * 37) % 23) / 4)
writeFileSync(
  file,
  [
    'ts,open,high,low,close,volume',
    ...closes.map(
      (close, i) => `${1_700_000_400_000 + i * 60_000},${close},${close},${close},${close},1`,
    ),
  ].join('\n'),
)

it('lists every indicator, with its lines', async () => {
  const { code, stdout } = await runCoinswarm(['indicators', '--json'])
  expect(code).toBe(0)
  const { indicators } = JSON.parse(stdout) as { indicators: { key: string; lines: object[] }[] }
  expect(indicators).toHaveLength(Object.values(indicatorCatalog).flat().length)
  for (const { lines } of indicators) expect(lines.length).toBeGreaterThan(0)
})

it('describes one, whatever the case of its name', async () => {
  const { stdout } = await runCoinswarm(['indicators', 'ICHIMOKU'])
  expect(stdout).toContain('ichimoku(9,26,52,26): ')
  expect(stdout).toMatch(/senkouB +price +78/)
})

it('reads one over the bars of a file, as the library does', async () => {
  const args = ['indicators', 'rsi', '--bars', file, '--instrument', 'BTC-USD']
  const { stdout } = await runCoinswarm([...args, '--last', '2', '--json'])
  const { bars } = JSON.parse(stdout) as { bars: { ts: number; rsi: number }[] }
  const wanted = overBars(rsi(14), { close: Float64Array.from(closes) }).rsi
  expect(bars.map((bar) => bar.rsi)).toEqual([...wanted.slice(-2)])
  expect(bars[1]?.ts).toBe((1_700_000_400_000 + 60 * 60_000) * 1_000)
})

it('writes every bar as CSV, empty where there is no reading yet', async () => {
  const out = path.join(folder, 'rsi.csv')
  const { stderr } = await runCoinswarm(['indicators', 'rsi', '--bars', file, '--out', out])
  expect(stderr).toBe(`60 bars written to ${out}\n`)
  const lines = readFileSync(out, 'utf8').trim().split('\n')
  expect(lines).toHaveLength(61)
  expect(lines[0]).toBe('ts,rsi')
  expect(lines[1]).toBe('1700000400000,')
  expect(lines[14]?.endsWith(',')).toBe(true)
  expect(lines[15]?.endsWith(',')).toBe(false)
})

it.each([
  [
    ['indicators', 'rsi(7)'],
    'Here rsi(14) is read at its usual parameters only; others are for code.',
  ],
  [
    ['indicators', '--market', 'generated'],
    'Say which one to read, as in coinswarm indicators rsi --bars FILE.',
  ],
  [['indicators', 'rsii'], "There is no indicator 'rsii'; did you mean rsi?"],
  [
    ['indicators', 'rsi', '--market', 'generated', '--last', '0'],
    "--last must be a whole number from 1, was '0'.",
  ],
] as const)('refuses %j with one sentence', async (args, message) => {
  expect(await runCoinswarm(args)).toEqual({ code: 2, stdout: '', stderr: `${message}\n` })
})
