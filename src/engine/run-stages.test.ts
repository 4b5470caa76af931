import { expect, it } from 'vitest'
import { agentByName } from '../agents/index.ts'
import { defined } from '../base/index.ts'
import { GeneratedMarket, takeRows } from '../market/index.ts'
import { wideLimits } from '../risk/index.ts'
import { defaultCosts } from '../venue/index.ts'
import { backtestControl } from './backtest.ts'
import type { RunResult } from './run-result.ts'

const rows = 20_000
const market = takeRows(new GeneratedMarket({ seed: 2 }), rows, 'made up').slice(0, 1)
const seated = defined(agentByName('random'), 'random').seat({})
if (!seated.ok) throw new Error(seated.error)
const setup = {
  ...{ seed: 1, agents: [seated.value], quorum: 1, limits: wideLimits, costs: defaultCosts },
  ...{ cash: 10_000_000_000_000n, rebalanceMin: 0.05 },
}

/** A run, and what was seen at its stages. @param over - The stage that ends it. */
function staged(over: number): { readonly run: RunResult; readonly seen: RunResult[] } {
  const seen: RunResult[] = []
  const isOver = (stage: number, run: RunResult): boolean => {
    seen.push({ ...run, fills: [...run.fills] })
    return stage === over
  }
  const run = backtestControl({ setup, market, stages: { shares: [0.25, 0.5], isOver } })
  return { run, seen }
}

it('a run that is looked at on the way is the same run', () => {
  const plain = backtestControl({ setup, market })
  const { run, seen } = staged(-1)
  expect([run.hash, run.bars, run.to]).toEqual([plain.hash, plain.bars, plain.to])
  expect(seen.map(({ bars }) => bars / rows)).toEqual([
    expect.closeTo(0.25, 0),
    expect.closeTo(0.5, 0),
  ])
  for (const { bars, equity, to, fills } of seen) {
    expect(equity.length).toBe(bars)
    expect(to).toBe(market[0]?.bars.ts[bars - 1])
    expect(fills).toEqual(plain.fills.slice(0, fills.length))
  }
})

it('a run that is ended on the way goes as far as it has come', () => {
  const { run, seen } = staged(0)
  expect(seen).toHaveLength(1)
  expect([run.bars, run.to, run.hash]).toEqual([seen[0]?.bars, seen[0]?.to, seen[0]?.hash])
  expect(run.bars).toBeGreaterThanOrEqual(rows / 4)
  expect(run.bars).toBeLessThan(rows / 2)
})
