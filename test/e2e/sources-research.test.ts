// @module-tag long

import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { fearDays, fearStartMs } from './fear-scene.ts'
import { runCoinswarm } from './run-coinswarm.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'coinswarm-cli-outside-'))
const data = path.join(folder, 'data')
mkdirSync(data)
fearDays(
  data,
  Array.from({ length: 60 }, (_, i) => i),
)

/** Rises for the days in which others fear, and falls after. */
const bars = path.join(folder, 'bars.csv')
let price = 1_000
const hours = Array.from({ length: 60 * 24 }, (_, i) => {
  const open = price
  const isFeared = Math.floor((i - 2) / 24) % 4 < 2
  price = Math.round(100 * price * (isFeared ? 1.002 : 0.998) + ((i * 37) % 11)) / 100
  const ohlc = [open, Math.max(open, price) + 1, Math.min(open, price) - 1, price]
  return [fearStartMs + i * 3_600_000, ...ohlc.map((each) => each.toFixed(2)), 5_000].join(',')
})
writeFileSync(bars, ['ts,open,high,low,close,volume', ...hours, ''].join('\n'))

const agent = path.join(folder, 'fearful.ts')
writeFileSync(
  agent,
  `import { defineAgent, whole } from 'coinswarm/agents'
import { outside } from 'coinswarm/features'

export const fearful = defineAgent({
  name: 'fearful',
  summary: 'Holds while others fear.',
  parameters: { below: whole(50, { min: 0, max: 100, help: 'fear from here down' }) },
  features: () => ({ fear: outside('social.fearGreed') }),
  opine: (view, p) => {
    const fear = view.features.fear.value
    if (Number.isNaN(fear)) return undefined
    return view.say({ exposure: fear < p.below ? 0.5 : 0, confidence: 0.6 })
  },
})
`,
)

const ground = ['--bars', bars, '--instrument', 'BTC-USD']
const vary = ['--agent', agent, '--vary', 'below=10|50|90']
let desks = 0
/** On a desk of its own. */
const asked = (...words: readonly string[]): ReturnType<typeof runCoinswarm> => {
  desks += 1
  return runCoinswarm(['--desk', path.join(folder, `desk-${desks}`), ...words])
}

const commands = [
  ['sweep', ...ground, ...vary],
  ['walkforward', ...ground, ...vary, '--folds', '2', '--purge-hours', '2'],
  ['nulls', ...ground, '--agent', agent, '--draws', '19'],
  ['gate', ...ground, ...vary, '--draws', '19'],
  ['soundness', agent, ...ground, '--days', '1'],
] as const

it.each(commands)(
  '%s is refused where nothing is brought, by the sentence of backtest',
  async (...of) => {
    const { code, stderr } = await asked(...of)
    expect(code).toBe(2)
    expect(stderr).toMatch(/looks at 'social\.fearGreed', which does not come from bars/)
  },
)

it.each(commands)('%s plants nothing in files', async (...of) => {
  const { code, stderr } = await asked(...of, '--sources', data, '--planted', '0.5')
  expect([code, stderr]).toEqual([2, '--planted is for the sources of a made-up market.\n'])
})

type Trial = { readonly parameters: object; readonly figure: number | null }

it('sweep brings the columns to its workers, to the same by one and by two', async () => {
  const sweep = [...commands[0], '--sources', data, '--json']
  const [one, two] = [
    await asked(...sweep, '--workers', '1'),
    await asked(...sweep, '--workers', '2'),
  ]
  expect(two).toEqual(one)
  expect(one.code).toBe(0)
  const { best } = JSON.parse(one.stdout) as { best: readonly Trial[] }
  expect(best[0]).toMatchObject({ parameters: { below: 50 } })
  expect(best[0]?.figure).toBeGreaterThan(3)
})

it('walkforward earns in every test by what it looks at', async () => {
  const { code, stdout } = await asked(...commands[1], '--sources', data, '--json')
  const { outOfSample } = JSON.parse(stdout) as { outOfSample: { gained: number } }
  expect([code, outOfSample.gained]).toEqual([0, 2])
})

it('nulls lose what the column knew', async () => {
  const { stdout } = await asked(...commands[2], '--sources', data, '--json')
  const { nulls } = JSON.parse(stdout) as { nulls: readonly { name: string; status: string }[] }
  const statusOf = (name: string): string | undefined =>
    nulls.find((row) => row.name === name)?.status
  expect(['shuffled returns', 'noise instruments', 'profit on noise'].map(statusOf)).toEqual([
    ...['pass', 'pass', 'pass'],
  ])
})

it('gate asks of all that was chosen among, and says what abstains', async () => {
  const other = path.join(folder, 'other')
  mkdirSync(other)
  writeFileSync(path.join(other, 'fred_macro.csv'), 'date,series,value\n2024-01-01,DFF,5\n')
  const { code, stdout } = await asked(...commands[3], '--sources', other, '--json')
  const said = JSON.parse(stdout) as { summary: { fills: number }; sourceRemarks: string[] }
  expect([code, said.summary.fills]).toEqual([1, 0])
  expect(said.sourceRemarks.join()).toMatch(/social\.fearGreed says nothing of BTC-USD/)
})

it('soundness has its thread look at the same, and its certificate name it', async () => {
  const { stdout } = await asked(...commands[4], '--sources', data, '--json')
  const { categories, certificate } = JSON.parse(stdout) as {
    categories: readonly { name: string; status: string }[]
    certificate: { file: string }
  }
  expect(categories.find(({ name }) => name === 'determinism')?.status).toBe('pass')
  expect(readFileSync(certificate.file, 'utf8')).toContain(
    'beside the bars social.fearGreed, of files',
  )
})

it('report run tests a run that looks besides its bars against nulls', async () => {
  const report = path.join(folder, 'sheet.html')
  const words = ['report', 'run', ...ground, '--agent', agent, '--sources', data]
  const { code } = await asked(...words, '--draws', '19', '--report', report)
  expect(code).toBe(0)
  expect(readFileSync(report, 'utf8')).toContain('noise instruments')
})

it('report run sets beside it rivals that look besides their bars, where there is something', async () => {
  const report = path.join(folder, 'rivals.html')
  const words = ['report', 'run', ...ground, '--agent', 'hold', '--against', agent]
  const { code } = await asked(...words, '--sources', data, '--report', report)
  expect(code).toBe(0)
  expect(readFileSync(report, 'utf8')).toContain(path.basename(agent))
  const blind = await asked(...words, '--report', report)
  expect([blind.code, blind.stderr]).toEqual([2, expect.stringMatching(/social\.fearGreed/)])
})
