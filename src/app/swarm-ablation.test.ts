import { expect, it } from 'vitest'
import { guesser, sceneSetup, seatOf, trendingMarket } from '../../test/simulation/null-scene.ts'
import { uncounted } from '../../test/simulation/uncounted.ts'
import { type AgentKind, defineAgent } from '../agents/index.ts'
import { hourUs } from '../domain/index.ts'
import type { TrialLedger } from '../engine/index.ts'
import { runSwarm } from './run-swarm.ts'
import { ablateSwarm, type Ablation, ablationRuns } from './swarm-ablation.ts'

/** Follows what the price has done in the last hours: on this market, an edge. */
const follower: AgentKind = defineAgent({
  name: 'follower',
  summary: '',
  parameters: {},
  horizonUs: () => 12 * hourUs,
  features: () => ({}),
  opine: (view) => {
    const before = view.closeAgo(8)
    if (Number.isNaN(before)) return undefined
    return { exposure: view.close > before ? 0.5 : -0.5, confidence: 0.7 }
  },
})

/** Nobody hears of it: it says nothing. */
const mute: AgentKind = defineAgent({
  name: 'mute',
  summary: '',
  stream: 'pattern',
  parameters: {},
  horizonUs: () => 12 * hourUs,
  features: () => ({}),
  opine: () => undefined,
})

const market = [trendingMarket(1, 2_400)]
const agents = [follower, guesser, mute].map((kind) => seatOf(kind))
const setup = sceneSetup(agents)

function ledger(): { readonly trials: TrialLedger; readonly tried: Set<string> } {
  const tried = new Set<string>()
  const record: TrialLedger['record'] = ({ configurationHash }) => tried.add(configurationHash).size
  return { tried, trials: { ...uncounted, record } }
}

type Asked = { readonly trials: TrialLedger; readonly stopAfter?: number }

async function ablated({ trials, stopAfter = 99 }: Asked): Promise<Ablation & { told: number[] }> {
  const { judged } = runSwarm({ setup, market, trials })
  const told: number[] = []
  const ablation = await ablateSwarm({
    ...{ setup, market, trials, returnPct: judged.metrics.curve.returnPct },
    onRun: (runs) => told.push(runs),
    mayGoOn: async () => told.length < stopAfter,
  })
  return { ...ablation, told }
}

it('misses who foretells, and not who says nothing; each run is a trial', async () => {
  const { trials, tried } = ledger()
  const { returnPct, noise, rows, told, isPartial } = await ablated({ trials })
  expect(told).toEqual(Array.from({ length: ablationRuns(agents) }, (_, n) => n + 1))
  expect([isPartial, noise.runs]).toEqual([false, 10])
  // The stream of patterns is the one that is mute: the same configuration as without it.
  expect(tried.size).toBe(1 + 9 + 4)
  expect(returnPct).toBeGreaterThan(0)
  const rowOf = (leftOut: string): Ablation['rows'][number] | undefined =>
    rows.find((row) => row.leftOut === leftOut)
  expect(rows.map(({ kind }) => kind)).toEqual(['agent', 'agent', 'agent', 'stream', 'stream'])
  expect(rowOf('follower')).toMatchObject({ agents: 1, isBeyondNoise: true })
  expect(rowOf('follower')?.difference).toBeGreaterThan(0)
  expect(rowOf('mute')?.isBeyondNoise).toBe(false)
  expect(rowOf('mycelial')?.returnPct).toBe(rowOf('mute')?.returnPct)
})

it('stops between two runs, and says so', async () => {
  const { rows, isPartial, noise } = await ablated({ trials: uncounted, stopAfter: 10 })
  expect([rows.map(({ leftOut }) => leftOut), isPartial, noise.runs]).toEqual([
    ['follower'],
    true,
    10,
  ])
})

it('has nothing to leave out of one', () => {
  expect(() => ablationRuns(agents.slice(0, 1))).toThrow(/there is but one/)
})

it('tells a run in windows, each with what was shown when it began', () => {
  const { judged, windows } = runSwarm({ setup, market, trials: uncounted, windows: 4 })
  expect(windows.map(({ from, to }) => (to - from) / hourUs)).toEqual([600, 600, 600, 600])
  const growth = windows.reduce(
    (all, { metrics: { curve } }) => all * (1 + curve.returnPct / 100),
    1,
  )
  expect(100 * (growth - 1)).toBeCloseTo(judged.metrics.curve.returnPct, 9)
  expect(windows[0]?.shown).toEqual([])
  expect(windows.at(-1)?.shown).toContain('follower')
  expect(windows.reduce((all, { metrics }) => all + metrics.trades.count, 0)).toBe(
    judged.metrics.trades.count,
  )
  // Held from the open after the first bar of the window.
  const bars = market[0]?.bars
  const row = 600
  const price = (close: number): number => (bars?.close[close] ?? 0) / (bars?.open[row + 1] ?? 1)
  const cost = 1.0005 * 1.0005
  expect(windows[1]?.hold.full.returnPct).toBeCloseTo(100 * (price(1_199) / cost - 1), 6)
})

it('is the same run with windows and without, and refuses windows that are too short', () => {
  const plain = runSwarm({ setup, market, trials: uncounted })
  const told = runSwarm({ setup, market, trials: uncounted, windows: 2 })
  expect(told.judged.run.hash).toBe(plain.judged.run.hash)
  expect(plain.windows).toEqual([])
  const many = { setup, market, trials: uncounted, windows: 81 }
  expect(() => runSwarm(many)).toThrow(expect.objectContaining({ code: 'bad-windows' }))
})
