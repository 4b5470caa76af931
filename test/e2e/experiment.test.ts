// @module-tag long

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { forecastPart, hypothesisText, writePlantedMarket } from './experiment-stage.ts'
import { runCoinswarm } from './run-coinswarm.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-experiment-'))
const agent = path.resolve('examples/experiments/moat-trend.ts')
afterAll(() => rmSync(folder, { recursive: true }))

beforeAll(async () => {
  // Builds what is stale, which is said.
  await runCoinswarm(['--version'])
  writePlantedMarket(folder, 'leading', { seed: 1, weeks: 100, leads: 0.5 })
  writePlantedMarket(folder, 'idle', { seed: 2, weeks: 100, leads: 0 })
}, 120_000)

let desks = 0
function newDesk(): string {
  desks += 1
  return path.join(folder, `desk-${desks}`)
}

function written(name: string, text: string): string {
  const file = path.join(folder, name)
  writeFileSync(file, text)
  return file
}

type Asked = (
  ...words: readonly string[]
) => Promise<{ code: number; stdout: string; stderr: string }>

function experimentOn(desk: string): Asked {
  return (...words) => runCoinswarm(['experiment', ...words, '--desk', desk])
}

type Row = { readonly subject: string; readonly verdict: string; readonly adjusted: number }
type Told = {
  readonly verdict: string
  readonly look: number
  readonly alpha: number
  readonly resultHash: string
  readonly claims: readonly {
    readonly claim: string
    readonly others: number
    readonly rows: readonly Row[]
  }[]
}

const told = (stdout: string): Told => JSON.parse(stdout) as Told
const linesOf = (desk: string, name: string): readonly string[] =>
  readFileSync(path.join(desk, name), 'utf8').trim().split('\n')

it('finds commits that lead and none that do not, the same twice, and leaves a page', async () => {
  const desk = newDesk()
  const ask = experimentOn(desk)
  const file = written('planted.toml', hypothesisText(['leading', 'idle']))
  const page = path.join(folder, 'page.html')
  expect((await ask('register', file)).code).toBe(0)
  const first = await ask('run', file, '--json', '--report', page)
  expect([first.stderr, first.code]).toEqual(['', 0])
  expect(first.stdout).not.toMatch(/NaN|Infinity/)
  const report = told(first.stdout)
  expect(report.verdict).toBe('effect')
  expect(report.claims[0]?.rows).toMatchObject([
    { subject: 'leading', verdict: 'effect' },
    { subject: 'idle', verdict: 'no effect' },
  ])
  const again = await ask('run', file, '--json')
  expect(told(again.stdout).resultHash).toBe(report.resultHash)
  expect(linesOf(desk, 'experiments.jsonl')).toHaveLength(5)
  const markup = readFileSync(page, 'utf8')
  expect(markup).toContain('Volatility forecasts: other lags')
  expect(markup).not.toMatch(/(src|href)="(?!data:)/)
})

const tradingPart = `
[trading]
effectMin = 1
permutations = 19
control = { agent = "${agent}", parameters = { moat = 0 } }
treatment = { agent = "${agent}", parameters = { moat = 1 } }
[trading.settings.risk]
concentrationMax = 1
`

it('trades both arms as trials, and counts their shifted nulls as none', async () => {
  const desk = newDesk()
  const ask = experimentOn(desk)
  const file = written('trading.toml', hypothesisText(['idle'], {}, tradingPart))
  await ask('register', file)
  const { stdout, stderr } = await ask('run', file)
  expect(stderr).toBe('')
  expect(stdout).toMatch(/Daily returns: (undecided|no effect)/)
  const trials = linesOf(desk, 'trials.jsonl').map((line) => JSON.parse(line) as { kind?: string })
  expect(trials.filter(({ kind }) => kind === undefined)).toHaveLength(2)
  expect(trials.filter(({ kind }) => kind === 'settled')).toHaveLength(2)
})

it('does not look at what was not registered', async () => {
  const file = written('unregistered.toml', hypothesisText(['idle']))
  const { code, stderr } = await experimentOn(newDesk())('run', file)
  expect(code).toBe(2)
  expect(stderr).toMatch(/'planted' was not registered in this desk folder; run coinswarm/)
})

it('takes a change before the first look, and none after it', async () => {
  const ask = experimentOn(newDesk())
  const part = forecastPart.replace('permutations = 99', 'permutations = 19')
  const text = hypothesisText(['idle'], {}, part)
  const file = written('changed.toml', text)
  await ask('register', file)
  written('changed.toml', text.replace('alpha = 0.05', 'alpha = 0.1'))
  expect((await ask('run', file)).stderr).toMatch(/nobody has looked yet, so register it again/)
  expect((await ask('register', file)).code).toBe(0)
  expect((await ask('run', file)).code).toBe(0)
  written(
    'changed.toml',
    `# Words that nobody claims anything with.\n${text.replace('0.05', '0.1')}`,
  )
  expect((await ask('run', file)).code).toBe(0)
  written('changed.toml', text)
  const sentence =
    /^'planted' was registered as [0-9a-f]{16}, was looked at on .*, and is [0-9a-f]{16} now: .*new name/
  for (const verb of ['run', 'register']) {
    const { code, stderr } = await ask(verb, file)
    expect(code).toBe(2)
    expect(stderr).toMatch(sentence)
  }
})

it('counts a hypothesis under a new name as another test of the same instrument', async () => {
  const ask = experimentOn(newDesk())
  const one = written('one.toml', hypothesisText(['leading'], { name: '"one"' }))
  const two = written('two.toml', hypothesisText(['leading'], { name: '"two"', lagHours: '24' }))
  for (const file of [one, two]) await ask('register', file)
  const alone = told((await ask('run', one, '--json')).stdout).claims[0]
  expect(alone?.others).toBe(0)
  const after = told((await ask('run', two, '--json')).stdout).claims[0]
  expect(after?.others).toBe(1)
  const again = told((await ask('run', one, '--json')).stdout).claims[0]
  expect(again?.others).toBe(1)
  expect(again?.rows[0]?.adjusted).toBeGreaterThan(alone?.rows[0]?.adjusted ?? 1)
})

it('looks as often as planned, at more of the data each time, and spends its alpha', async () => {
  const ask = experimentOn(newDesk())
  const plan = '[sequential]\nlooks = 2\nspending = "pocock"\n'
  const text = hypothesisText(['idle'], { to: '"2023-12-03"' }, `${forecastPart}\n${plan}`)
  const file = written('sequential.toml', text)
  await ask('register', file)
  const looks: Told[] = []
  for (let n = 0; n < 3; n += 1) looks.push(told((await ask('run', file, '--json')).stdout))
  expect(looks.map(({ look }) => look)).toEqual([1, 2, 2])
  expect(looks[0]?.alpha).toBeCloseTo(0.031006, 6)
  expect(looks[1]?.alpha).toBeCloseTo(0.018994, 6)
  expect(looks[2]?.resultHash).toBe(looks[1]?.resultHash)
})

it('looks no further once there is an effect, whatever was planned', async () => {
  const ask = experimentOn(newDesk())
  const plan = '[sequential]\nlooks = 2\nspending = "pocock"\n'
  const text = hypothesisText(['leading'], { to: '"2023-12-03"' }, `${forecastPart}\n${plan}`)
  const file = written('ended.toml', text)
  await ask('register', file)
  const looks: Told[] = []
  for (let n = 0; n < 2; n += 1) looks.push(told((await ask('run', file, '--json')).stdout))
  expect(looks.map(({ look, verdict }) => [look, verdict])).toEqual([
    [1, 'effect'],
    [1, 'effect'],
  ])
})

it('does not look again at data that have grown', async () => {
  const ask = experimentOn(newDesk())
  writePlantedMarket(folder, 'growing', { seed: 3, weeks: 60, leads: 0 })
  const file = written('growing.toml', hypothesisText(['growing']))
  await ask('register', file)
  expect((await ask('run', file)).code).toBe(0)
  writePlantedMarket(folder, 'growing', { seed: 3, weeks: 61, leads: 0 })
  const { code, stderr } = await ask('run', file)
  expect(code).toBe(2)
  expect(stderr).toMatch(/was looked at on other data before .* register it under a new name/)
})

it.each<[string, string, RegExp]>([
  ['no TOML', 'name = ', /no-toml.toml:1:\d+: this is not TOML/],
  ['a word misspelt', hypothesisText(['idle'], { alhpa: '0.1' }), /Unrecognized key: "alhpa"/],
  [
    'no question',
    hypothesisText(['idle'], {}, '#'),
    /there must be a \[forecast\] or a \[trading\]/,
  ],
  [
    'a day that is none',
    hypothesisText(['idle'], { from: '"2022-02-30"' }),
    /from: must be a day of/,
  ],
  [
    'an instrument that is none',
    hypothesisText(['idle']).replace('BTC-USD', 'BTC'),
    /instrument: /,
  ],
  [
    'agents that are not there',
    hypothesisText(['idle'], {}, tradingPart.replaceAll(agent, 'nobody.ts')),
    /There is no file .*nobody.ts/,
  ],
  ['alpha of 1', hypothesisText(['idle'], { alpha: '1' }), /alpha: Too big/],
  ['two alike', hypothesisText(['idle', 'idle']), /subjects: every subject must have a name/],
  ['no file', hypothesisText(['absent']), /absent-bars.csv does not exist; check the path/],
  [
    'an unknown setting',
    hypothesisText(['idle'], {}, tradingPart.replace('concentrationMax', 'concentratoinMax')),
    /'risk.concentratoinMax' is not a setting; did you mean/,
  ],
])('refuses %s in a sentence', async (what, text, sentence) => {
  const ask = experimentOn(newDesk())
  const file = written(`${what.replaceAll(' ', '-').toLowerCase()}.toml`, text)
  const registered = await ask('register', file)
  const { code, stderr } = registered.code === 0 ? await ask('run', file) : registered
  expect(code).toBe(2)
  expect(stderr).toMatch(sentence)
  expect(stderr.trim().split('\n')).toHaveLength(1)
})

it.each(['backtest', 'nulls'])('%s refuses an agent nobody brings columns', async (verb) => {
  const words = ['--market', 'generated', '--days', '2', '--agent', agent, '--param', 'moat=1']
  const { code, stderr } = await runCoinswarm([verb, ...words, '--desk', newDesk()])
  expect(code).toBe(2)
  expect(stderr).toMatch(/looks at 'activity', which (does not come from bars|no source gives)/)
})

it('a desk on paper refuses it too, before it writes a journal', async () => {
  const settings = written('up.toml', `[[agents]]\nname = "${agent}"\nparameters = { moat = 1 }\n`)
  const desk = newDesk()
  const words = ['up', '--market', 'generated', '--headless', '--speed', 'max']
  const { code, stderr } = await runCoinswarm([...words, '--config', settings, '--desk', desk])
  expect(code).toBe(2)
  expect(stderr).toMatch(/looks at 'activity', which does not come from bars/)
  expect(existsSync(path.join(desk, 'journal'))).toBe(false)
})
