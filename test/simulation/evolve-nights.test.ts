// @module-tag long
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import {
  changeStrategies,
  evolveStrategies,
  LineFiles,
  type NightReport,
  readStrategies,
  TrialFile,
} from '../../src/app/index.ts'
import { defined } from '../../src/base/index.ts'
import type { Micros } from '../../src/domain/index.ts'
import { printRecipe, type Recipe, type VersionState } from '../../src/evolution/index.ts'
import { defaultLimits } from '../../src/risk/index.ts'
import { beginStale } from '../../tools/evolve/begin-stale.ts'
import { driftingMarket, evenEdge } from '../../tools/evolve/drifting-market.ts'
import { staleRecipe } from '../../tools/evolve/stale-recipe.ts'
import { gateSetup } from '../../tools/gate/calibrate-gate.ts'

const folders: string[] = []

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

const market = driftingMarket(6, 1_460, { ...evenEdge, drift: 0.006 })
const night = (days: number): Micros => (market.bars.ts[days] ?? 0) as Micros

/** A desk that begins with the stale strategy as its control. */
function deskFolder(): string {
  const desk = mkdtempSync(path.join(tmpdir(), 'coinswarm-nights-'))
  folders.push(desk)
  beginStale(desk, 'test')
  return desk
}

function evolve(desk: string, nights: readonly Micros[]): Promise<readonly NightReport[]> {
  return evolveStrategies({
    ...{ desk, market: [market], nights, candidates: 5, draws: 19, seed: 6 },
    setup: { ...gateSetup, limits: defaultLimits },
    trials: new TrialFile(desk),
    log: new LineFiles(path.join(desk, 'strategies')),
    sealed: { settings: [], growing: [path.join(desk, 'trials.jsonl')] },
    ground: { minutes: [1_440], mayShort: false },
  })
}

/** A version that passed the gate, so to speak, and has a stage since a night. */
function planted(
  desk: string,
  recipe: Recipe,
  stages: readonly (readonly [VersionState, number])[],
  early: readonly VersionState[] = ['reviewed', 'checked', 'sound', 'tested', 'gated'],
  cycle = 0,
) {
  return changeStrategies(desk, (registry) => {
    const id = registry.add({
      ...{ module: 'strategy', source: printRecipe(recipe), parents: [], author: 'test' },
      ...{ cycle, ts: 0, note: 'planted' },
    })
    for (const [to, days] of [...early.map((to) => [to, 0] as const), ...stages])
      registry.move({
        ...{ id, to, ts: days === 0 ? 0 : night(days), cycle: 0, actor: 'test', reason: 'planted' },
        evidence: { verdict: 'pass' },
      })
    return id
  })
}

function recipeAt(level: number, isTurned = false): Recipe {
  const [above, below] = isTurned ? (['below', 'above'] as const) : (['above', 'below'] as const)
  const of = staleRecipe.entry[0]
  if (of?.kind !== 'level') throw new Error('the stale strategy looks at a level')
  // A short window trades often.
  const often = { ...of, of: { ...of.of, parameters: [3] }, level }
  return {
    ...staleRecipe,
    entry: [{ ...often, is: above }],
    exit: [{ ...often, is: below }],
  }
}

const statesOf = (desk: string, id: string): readonly string[] =>
  defined(readStrategies(desk), 'a registry')
    .find(id)
    .moves.slice(5)
    .map(({ to }) => to)

it('lets a version trade only after days that came later, and writes none meanwhile', async () => {
  const desk = deskFolder()
  // A night before was cut off: it enters the shadow now, and what was being judged is declined.
  const early = ['reviewed', 'checked', 'sound', 'tested', 'gated'] as const
  const id = planted(desk, recipeAt(0.1), [], early, 1)
  const begun = planted(desk, recipeAt(0.2), [], early.slice(0, 2), 1)
  const byHand = planted(desk, recipeAt(0.3), [], early.slice(0, 2))
  const reports = await evolve(desk, [night(715), night(785), night(905)])
  // While one is on trial nothing new is written.
  expect(reports.map(({ end }) => end.outcome)).toEqual(['no-change', 'no-change', 'no-change'])
  expect(statesOf(desk, id)).toEqual(['shadow', 'canary'])
  const state = (of: string): string => defined(readStrategies(desk), 'a registry').find(of).state
  expect([begun, byHand].map(state)).toEqual(['declined', 'checked'])
  const [, entered] = reports
  expect(entered?.moves).toMatchObject([{ version: id, from: 'shadow', to: 'canary' }])
}, 300_000)

it('brings the champion of before back, in the night in which risk took a bad one back', async () => {
  const desk = deskFolder()
  const good = planted(desk, recipeAt(0.1), [['champion', 600]])
  const bad = planted(desk, recipeAt(0.1, true), [['champion', 700]])
  const [report] = await evolve(desk, [night(1_000)])
  expect(report?.moves[0]).toMatchObject({ version: bad, from: 'champion', to: 'demoted' })
  expect(report?.moves[0]?.why).toMatch(/since the promotion|lost in a day|worse than/)
  expect(statesOf(desk, bad)).toEqual(['champion', 'demoted'])
  expect(statesOf(desk, good)).toEqual(['champion', 'retired', 'champion'])
}, 300_000)

it('comes to the same versions twice, and writes every trial down before it runs', async () => {
  const [one, two] = [deskFolder(), deskFolder()]
  const nights = [night(1_095)]
  const [first, second] = [await evolve(one, nights), await evolve(two, nights)]
  expect(second).toEqual(first)
  const log = (desk: string): string =>
    readFileSync(path.join(desk, 'strategies', 'cycles.jsonl'), 'utf8')
  expect(log(two)).toBe(log(one))
  const sound = log(one)
    .split('\n')
    .filter((line) => line.includes('"step":"soundness"'))
  const trials = readFileSync(path.join(one, 'trials.jsonl'), 'utf8')
  expect(trials.match(/configuration/g)?.length ?? 0).toBeGreaterThanOrEqual(sound.length)
}, 300_000)
