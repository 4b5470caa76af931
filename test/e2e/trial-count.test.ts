// @module-tag long

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { runCoinswarm } from './run-coinswarm.ts'

const root = mkdtempSync(path.join(tmpdir(), 'coinswarm-trials-'))
afterAll(() => rmSync(root, { recursive: true }))
beforeAll(() => runCoinswarm(['--version']), 120_000)

let folder = root
beforeEach(() => {
  folder = mkdtempSync(path.join(root, 'case-'))
})

type Told = {
  readonly trials: number
  readonly resumed: number
  readonly run: { readonly hash: string }
  readonly hash: string
}

/** An agent in two files: it holds as long as the price is above or below where it was. */
function writeAgent(sign: '<' | '>', hours: number): void {
  mkdirSync(path.join(folder, 'lib'), { recursive: true })
  writeFileSync(path.join(folder, 'lib', 'hours.ts'), `export const hours = ${hours}\n`)
  writeFileSync(
    path.join(folder, 'mine.ts'),
    `import { defineAgent, whole } from 'coinswarm/agents'
import { hours } from './lib/hours.ts'
export const agent = defineAgent({
  name: 'mine', summary: '', features: () => ({}),
  parameters: { times: whole(1, { min: 1, max: 9, help: 'of the hours' }) },
  opine: (view, p) => {
    const ago = view.closeAgo(hours * p.times)
    if (Number.isNaN(ago)) return undefined
    return { exposure: view.close ${sign} ago ? 0.2 : 0, confidence: 0.6 }
  },
})
`,
  )
}

/** Hours of 30 days, written to `bars.csv`. */
function writeBars(): string {
  const rows = Array.from({ length: 720 }, (_, n) => {
    const price = Math.round(100 + 10 * Math.sin(n / 9) + (n % 7))
    const ts = Date.UTC(2024, 0, 1) + n * 3_600_000
    return [ts, price, price + 1, price - 1, price, 1_000].join(',')
  })
  const file = path.join(folder, 'BTC-USD.csv')
  writeFileSync(file, `ts,open,high,low,close,volume\n${rows.join('\n')}\n`)
  return file
}

async function told(...args: readonly string[]): Promise<Told> {
  const common = ['--agent', path.join(folder, 'mine.ts'), '--desk', path.join(folder, 'desk')]
  const { code, stdout, stderr } = await runCoinswarm([...args, ...common, '--json'])
  expect({ code, stderr }).toMatchObject({ code: 0 })
  return JSON.parse(stdout) as Told
}

describe('trials are counted', () => {
  it('of code that was edited, in the file or in what it imports, and once each', async () => {
    const run = ['backtest', '--market', 'generated', '--days', '8', '--instrument', 'BTC-USD']
    const counts: number[] = []
    for (const [sign, hours] of [
      ['>', 5],
      ['<', 5],
      ['<', 7],
      ['>', 5],
    ] as const) {
      writeAgent(sign, hours)
      counts.push((await told(...run)).trials)
    }
    expect(counts).toEqual([1, 2, 3, 3])
  })

  it('together where their bars overlap by a week, whatever the window', async () => {
    const bars = writeBars()
    writeAgent('>', 5)
    const over = (from: string, to: string, times: number) =>
      told('backtest', '--bars', bars, '--from', from, '--to', to, '--param', `times=${times}`)
    expect((await over('2024-01-01', '2024-01-15', 1)).trials).toBe(1)
    expect((await over('2024-01-01', '2024-01-16', 2)).trials).toBe(2)
    expect((await over('2024-01-16', '2024-01-30', 3)).trials).toBe(1)
    expect((await over('2024-01-01', '2024-01-30', 1)).trials).toBe(3)
  })
})

it('a sweep of code that was edited is run anew', async () => {
  const sweep = ['sweep', '--market', 'generated', '--days', '8', '--instrument', 'BTC-USD']
  const words = [...sweep, '--vary', 'times=1|2|3']
  writeAgent('>', 5)
  const first = await told(...words)
  expect(await told(...words)).toMatchObject({ resumed: 3, hash: first.hash })
  writeAgent('<', 5)
  const edited = await told(...words)
  expect(edited).toMatchObject({ resumed: 0 })
  expect(edited.hash).not.toBe(first.hash)
})
