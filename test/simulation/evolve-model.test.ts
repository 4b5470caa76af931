// @module-tag long
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import {
  changeStrategies,
  evolveStrategies,
  LineFiles,
  type NightModel,
  type NightReport,
  openNightModel,
  readStrategies,
  replayedNightModel,
  TrialFile,
} from '../../src/app/index.ts'
import { defined } from '../../src/base/index.ts'
import type { Micros } from '../../src/domain/index.ts'
import { printRecipe } from '../../src/evolution/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import { defaultLimits } from '../../src/risk/index.ts'
import { beginStale } from '../../tools/evolve/begin-stale.ts'
import { driftingMarket, evenEdge } from '../../tools/evolve/drifting-market.ts'
import { staleRecipe } from '../../tools/evolve/stale-recipe.ts'
import { gateSetup } from '../../tools/gate/calibrate-gate.ts'
import { type Asked, type Scripted, ScriptedModelServer } from '../servers/model-server.ts'

type Settings = Parameters<typeof openNightModel>[0]

const folders: string[] = []

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

const market = driftingMarket(6, 500, { ...evenEdge, drift: 0.006 })
const early = (market.bars.ts[200] ?? 0) as Micros
const last = (market.bars.ts[495] ?? 0) as Micros

function deskFolder(): string {
  const desk = mkdtempSync(path.join(tmpdir(), 'coinswarm-model-'))
  folders.push(desk)
  beginStale(desk, 'test')
  return desk
}

/** Who writes and who reviews, as settings name them. */
function modelSettings(url: string): Settings {
  const usual = { keyFile: '', dollarsPerMillionIn: 0, dollarsPerMillionOut: 0, timeoutSeconds: 5 }
  const { provider, name, ...rest } = { ...usual, provider: 'compatible', name: 'writer' } as const
  return {
    model: { ...rest, provider, name, url, tokensPerDay: 1_000_000, dollarsPerDay: 5 },
    reviewer: { ...rest, provider, name: 'reader', url },
  }
}

async function nightOn(desk: string, model: NightModel, ts = last): Promise<NightReport> {
  const reports = await evolveStrategies({
    ...{ desk, market: [market], nights: [ts], candidates: 4, draws: 19, seed: 6, model },
    setup: { ...gateSetup, limits: defaultLimits },
    trials: new TrialFile(desk),
    log: new LineFiles(path.join(desk, 'strategies')),
    sealed: { settings: [], growing: [path.join(desk, 'trials.jsonl')] },
    ground: { minutes: [1_440], mayShort: false },
  })
  return defined(reports[0], 'a night')
}

async function nightWith(
  desk: string,
  script: (asked: Asked) => Scripted,
  ts = last,
): Promise<{ report: NightReport; asked: readonly Asked[] }> {
  await using server = await new ScriptedModelServer(script).listen()
  const model = openNightModel(modelSettings(server.url), desk, liveClock)
  const report = await nightOn(desk, model, ts)
  return { report, asked: server.asked }
}

/** The same desk as it was before, with what models said. */
function copyOf(before: string, desk?: string): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'coinswarm-model-'))
  folders.push(copy)
  cpSync(before, copy, { recursive: true })
  if (desk !== undefined)
    cpSync(path.join(desk, 'models'), path.join(copy, 'models'), { recursive: true })
  return copy
}

const says = (value: unknown): Scripted => ({ kind: 'says', text: JSON.stringify(value) })
const purposeOf = ({ body }: Asked): 'decide' | 'write' | 'review' =>
  body.includes('You review a change')
    ? 'review'
    : body.includes('Write up to')
      ? 'write'
      : 'decide'

const [stale] = staleRecipe.entry
if (stale?.kind !== 'level') throw new Error('the stale strategy looks at a level')
// A short window trades often.
const often = { ...stale, of: { ...stale.of, parameters: [3] }, level: 0.15 }
const better = printRecipe({
  ...staleRecipe,
  entry: [{ ...often, is: 'above' }],
  exit: [{ ...often, is: 'below' }],
})
const hostile = better.replace(
  'onBar: (view, p) => {',
  "onBar: (view, p) => {\n    globalThis.constructor.constructor('return process')().exit(1)",
)
const stalling = better.replace('onBar: (view, p) => {', 'onBar: (view, p) => {\n    for (;;) {}')

const modelOf = ({ body }: Asked): unknown => (JSON.parse(body) as { model: unknown }).model
const threeDrafts = (question: Asked): Scripted => {
  const purpose = purposeOf(question)
  if (purpose === 'decide') return says({ kind: 'tune', why: 'the level is stale' })
  if (purpose === 'review') return says({ approves: true, why: 'does what it says' })
  const drafts = [better, hostile, stalling].map((source, n) => ({ idea: `draft ${n}`, source }))
  return says({ drafts })
}

/** Every file of the strategies of a desk and its trials, but for who owns them. */
function bytesOf(desk: string): Readonly<Record<string, string>> {
  const folder = path.join(desk, 'strategies')
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(ts|jsonl|record)$/.test(name),
  )
  const files = [...names.map((name) => path.join(folder, name)), path.join(desk, 'trials.jsonl')]
  return Object.fromEntries(
    files.map((file) => [path.relative(desk, file), readFileSync(file, 'latin1')]),
  )
}

it('takes drafts of a model through the same night as any, hostile ones and those that hang', async () => {
  const before = deskFolder()
  const desk = copyOf(before)
  const { report, asked } = await nightWith(desk, threeDrafts)
  expect(report.end.outcome).toMatch(/nothing-passed|to-the-shadow/)
  const log = readFileSync(path.join(desk, 'strategies', 'cycles.jsonl'), 'utf8')
  const { book } = defined(readStrategies(desk), 'a registry')
  const [good, ...bad] = book.versions.filter(({ author }) => author === 'compatible writer')
  expect(good?.moves.map(({ to }) => to)).toContain('tested')
  expect(good?.moves[0]?.evidence).toEqual({ 'review reviewer': 'compatible reader' })
  expect(bad).toHaveLength(2)
  for (const { state, moves } of bad) {
    expect(state).toBe('declined')
    expect(moves.map(({ to }) => to)).not.toContain('tested')
  }
  expect(log).not.toContain('"failed"')
  expect(asked.map(purposeOf)).toEqual(['decide', 'write', 'review', 'review', 'review'])
  expect(asked.map(modelOf)).toEqual(['writer', 'writer', 'reader', 'reader', 'reader'])

  // No server is there any more.
  const again = copyOf(before, desk)
  const gone = replayedNightModel(modelSettings('http://127.0.0.1:1/v1'), again)
  expect(await nightOn(again, gone)).toEqual(report)
  const [first, second] = [bytesOf(desk), bytesOf(again)]
  expect(Object.keys(first)).toEqual(
    expect.arrayContaining(['strategies/cycles.jsonl', 'trials.jsonl']),
  )
  expect(second).toEqual(first)
}, 300_000)

it('ends a candidate that the second model does not approve, and keeps who said so', async () => {
  const desk = deskFolder()
  const { report } = await nightWith(
    desk,
    (question) => {
      const purpose = purposeOf(question)
      if (purpose === 'decide') return says({ kind: 'tune', why: 'the level is stale' })
      if (purpose === 'review') return says({ approves: false, why: 'the sign is wrong' })
      return says({ drafts: [{ idea: 'a draft', source: better }] })
    },
    early,
  )
  expect(report.end).toMatchObject({ outcome: 'nothing-passed' })
  const { book } = defined(readStrategies(desk), 'a registry')
  expect(book.versions.at(-1)).toMatchObject({
    state: 'declined',
    moves: [{ reason: 'the sign is wrong', evidence: { 'review reviewer': 'compatible reader' } }],
  })
}, 300_000)

const sides = `export const analysis = {
  name: 'sides',
  summary: 'What trades of each side came to.',
  queries: { by_side: 'SELECT side AS name, COUNT(*) AS trades FROM trades GROUP BY 1' },
  report: ({ tables }) => ({ bySide: tables.by_side.rows.map(([name]) => name) }),
}
`

const rewrites =
  (source: string) =>
  (question: Asked): Scripted => {
    const purpose = purposeOf(question)
    if (purpose === 'decide') return says({ kind: 'trade-analysis', why: 'sides are not told' })
    if (purpose === 'review') return says({ approves: true, why: 'it reads' })
    return says({ drafts: [{ idea: 'tell sides', source }] })
  }

it('puts an analysis that was rewritten in force, tells what it says, and goes back', async () => {
  const desk = deskFolder()
  const trades = () => defined(readStrategies(desk), 'a registry').book.champion('trades')
  const { report } = await nightWith(desk, rewrites(sides), early)
  expect(report.end).toMatchObject({ outcome: 'analysis-in-force', version: trades()?.id })
  expect(trades()).toMatchObject({ module: 'trades', author: 'compatible writer', parents: [] })
  const next = await nightWith(desk, () => says({ kind: 'no-change', why: 'calm' }), early)
  expect(next.asked[0]?.body).toContain('bySide')
  // One that fails on the run of a night is taken back in it: here what it read is not there.
  const fails = sides.replace('({ tables }) => ({', "({ truth, tables }) => ({ x: truth['x'].y,")
  changeStrategies(desk, (registry) => {
    const id = registry.add({
      ...{ module: 'trades', source: fails, parents: [trades()?.id ?? ''], author: 'test' },
      ...{ cycle: 3, ts: 0, note: 'fails' },
    })
    for (const to of ['reviewed', 'checked', 'sound', 'champion'] as const)
      registry.move({ id, to, ts: 0, cycle: 3, actor: 'test', reason: 'planted' })
  })
  const back = await nightWith(desk, () => says({ kind: 'no-change', why: 'calm' }), early)
  expect(back.asked[0]?.body).toContain('the analysis of trades failed and was taken back')
  expect(trades()?.id).toBe(report.end.version)
}, 300_000)
