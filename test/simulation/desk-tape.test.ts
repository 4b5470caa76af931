// @module-tag long

import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { defineAgent } from '../../src/agents/index.ts'
import { backtest, type BacktestSetup } from '../../src/engine/index.ts'
import { loadMarket, loadTape, type LoadedBars, type TickTape } from '../../src/market/index.ts'
import { wideLimits } from '../../src/risk/index.ts'
import { defaultCosts } from '../../src/venue/index.ts'
import { parseInstrumentId } from '../../src/domain/index.ts'
import { uncounted } from './uncounted.ts'

const folder = '../shared/data/ticks/binance_usdm_btcusdt_20230405'

const flip = defineAgent({
  name: 'flip',
  summary: 'Out when it is in, in when it is out.',
  parameters: {},
  features: () => ({}),
  opine: (view) => ({ exposure: view.position === 0 ? 0.2 : 0, confidence: 0.6 }),
})

function setup(): BacktestSetup {
  const seated = flip.seat({})
  if (!seated.ok) throw new Error(seated.error)
  return {
    seed: 1,
    agents: [seated.value],
    quorum: 1,
    limits: wideLimits,
    costs: { ...defaultCosts, matching: 'book' },
    cash: 100_000_00000000n,
    rebalanceMin: 0.05,
  }
}

async function recorded(kinds: readonly string[]): Promise<{
  readonly market: readonly LoadedBars[]
  readonly tape: TickTape
}> {
  const id = parseInstrumentId('BTC-USDT.BINANCE')
  const instrumentId = id.ok ? id.value : undefined
  const market = await loadMarket([`${folder}.trades.csv.gz`], {
    instrumentId,
    intervalUs: 10_000_000,
  })
  const [only] = market
  const spec =
    only === undefined ? undefined : { tick: only.instrument.tick, lot: only.instrument.lot }
  const tape = await loadTape(
    kinds.map((kind) => `${folder}.${kind}.csv.gz`),
    { spec },
  )
  return { market, tape }
}

// Skipped where the recordings do not stand beside the repository.
describe.skipIf(!existsSync(`${folder}.trades.csv.gz`))(
  'a desk matched in a recorded market',
  () => {
    it.each([
      [['trades'], 'trades'],
      [['bbo', 'trades'], 'quotes'],
      [['l2', 'trades'], 'levels'],
    ])('trades in %j and keeps its books, the same every time', async (kinds) => {
      const { market, tape } = await recorded(kinds)
      const run = () => backtest({ setup: setup(), market, tapes: [tape] }, uncounted).run
      const first = run()
      expect(run().hash).toBe(first.hash)
      expect(first.trades.length).toBeGreaterThan(20)
      expect(first.mode).toBe('normal')
    })

    it('fills inside the prices that were recorded', async () => {
      const { market, tape } = await recorded(['l2', 'trades'])
      const { run } = backtest({ setup: setup(), market, tapes: [tape] }, uncounted)
      const { quotes } = (await recorded(['bbo'])).tape
      const columns = quotes?.columns
      if (columns === undefined) throw new Error('no quotes')
      const low = columns.bidTicks.reduce((least, ticks) => Math.min(least, ticks))
      const high = columns.askTicks.reduce((most, ticks) => Math.max(most, ticks))
      expect(run.fills.length).toBeGreaterThan(40)
      for (const fill of run.fills) {
        expect(fill.price).toBeGreaterThanOrEqual(low)
        expect(fill.price).toBeLessThanOrEqual(high + 50)
      }
    })
  },
)
