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
import { printRecipe } from '../../src/evolution/index.ts'
import { defaultLimits } from '../../src/risk/index.ts'
import { driftingMarket } from '../../tools/evolve/drifting-market.ts'
import { staleRecipe } from '../../tools/evolve/stale-recipe.ts'
import { gateSetup } from '../../tools/gate/calibrate-gate.ts'

const folders: string[] = []

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

const market = driftingMarket(6, 1_460, { drift: 0.005, middleFrom: 0, middleTo: 0.4 })
const night = (days: number): Micros => (market.bars.ts[days] ?? 0) as Micros

/** A desk that begins with the stale strategy as its control. */
function deskFolder(): string {
  const desk = mkdtempSync(path.join(tmpdir(), 'coinswarm-nights-'))
  folders.push(desk)
  changeStrategies(desk, (registry) => {
    const id = registry.add({
      ...{ module: 'strategy', source: printRecipe(staleRecipe), parents: [], author: 'test' },
      ...{ cycle: 0, ts: 0, note: 'stale' },
    })
    registry.freeze(id, { ts: 0, actor: 'test', reason: 'the control' })
  })
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

it('finds what the stale strategy has lost, and lets it trade only after days that came later', async () => {
  const desk = deskFolder()
  const nights = [1_095, 1_110, 1_130].map(night)
  const reports = await evolve(desk, nights)
  const entered = reports.findIndex(({ end }) => end.outcome === 'to-the-shadow')
  expect(entered).toBeGreaterThanOrEqual(0)
  const after = reports[entered + 1]
  // While it is on trial nothing new is written.
  expect(after?.end.outcome).toBe('no-change')
  const { book } = defined(readStrategies(desk), 'a registry')
  const id = reports[entered]?.end.version ?? ''
  const states = book.version(id)?.moves.map(({ to }) => to) ?? []
  expect(states.slice(0, 6)).toEqual(['reviewed', 'checked', 'sound', 'tested', 'gated', 'shadow'])
  expect(states[6]).toMatch(/canary|declined/)
  const moved = book.version(id)?.moves ?? []
  const wait = (moved[6]?.ts ?? 0) - (moved[5]?.ts ?? 0)
  expect(wait).toBeGreaterThanOrEqual(30 * 86_400_000_000)
  // Every candidate came to an end that is on record.
  const open = ['draft', 'reviewed', 'checked', 'sound', 'tested', 'gated']
  expect(
    book.versions.filter(({ state, isControl }) => !isControl && open.includes(state)),
  ).toEqual([])
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
