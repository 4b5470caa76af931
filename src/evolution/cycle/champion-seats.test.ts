import { expect, it } from 'vitest'
import { uncounted } from '../../../test/simulation/uncounted.ts'
import { knownMarket } from '../../../tools/gate/known-truth.ts'
import { type Agent, defineAgent, real } from '../../agents/index.ts'
import { defined } from '../../base/index.ts'
import type { Micros } from '../../domain/index.ts'
import { backtest, type RunResult } from '../../engine/index.ts'
import { wideLimits } from '../../risk/index.ts'
import { defaultCosts } from '../../venue/index.ts'
import { championSeats } from './champion-seats.ts'

const bull = defineAgent({
  name: 'bull',
  summary: 'Always long.',
  parameters: { exposure: real(0.9, { min: 0, max: 1, help: 'share held' }) },
  features: () => ({}),
  opine: (_view, { exposure }) => ({ exposure, confidence: 0.9 }),
})

function bullOf(exposure: number): Agent {
  const seated = bull.seat({ exposure })
  return defined(seated.ok ? seated.value : undefined, 'an agent')
}

const market = [knownMarket(5, 400, 0)]
const promoted = (market[0]?.bars.ts[100] ?? 0) as Micros

function run(before: Agent | undefined): { run: RunResult; why: string | undefined } {
  const { agents, port, takenBack } = championSeats(bullOf(0.9), before, promoted)
  const setup = {
    ...{ seed: 1, quorum: 1, costs: defaultCosts, cash: 10_000_000_000_000n, rebalanceMin: 0.05 },
    limits: { ...wideLimits, dailyLossMax: 1, drawdownHalt: 1, drawdownSoft: 1 },
    agents,
  }
  const done = backtest({ setup, market, warmUntil: promoted, champion: port }, uncounted)
  return { run: done.run, why: takenBack() }
}

/** The first row at which a champion is too deep under its best. */
function rowOfBreach({ equity: { equity, length } }: RunResult): number {
  let peak = 0
  for (let i = 0; i < length; i += 1) {
    peak = Math.max(peak, equity[i] as number)
    if ((equity[i] as number) <= 0.95 * peak) return i
  }
  return -1
}

it('goes back to the one before at the bar at which the champion has lost too much', () => {
  const { run: of, why } = run(bullOf(0.1))
  expect(why).toMatch(/^(drawdown 5|\d\.\d % lost in a day)/)
  const { exposure, length, ts } = of.equity
  const row = of.fills.findIndex(({ side }) => side === 'sell')
  const at = ts.subarray(0, length).indexOf(of.fills[row]?.ts ?? 0)
  expect(at).toBeLessThanOrEqual(rowOfBreach(of) + 1)
  expect(exposure[length - 1]).toBeLessThan(0.2)
  expect(exposure[length - 1]).toBeGreaterThan(0.02)
})

it('holds nothing any more where there was none before', () => {
  const { run: of, why } = run(undefined)
  expect(why).toBeDefined()
  expect(of.equity.exposure[of.equity.length - 1]).toBe(0)
})
