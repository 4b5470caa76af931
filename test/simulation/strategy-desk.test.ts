import { describe, expect, it } from 'vitest'
import type { Micros } from '../../src/domain/index.ts'
import { backtest, DeskRun, nobody, runHash, stateHash } from '../../src/engine/index.ts'
import { MemoryJournal } from '../../src/journal/index.ts'
import { marketOf, type Scene } from './desk-scene.ts'
import { runRestarted } from './restarted-desk.ts'
import { strategyScene, type Told, watchful } from './strategy-scene.ts'
import { uncounted } from './uncounted.ts'

const seeds = [1, 2, 3, 4, 5, 6, 7, 8]
const rows = 500

function live(scene: Scene, restarts: number): { state: string; decisions: string } {
  const journal = new MemoryJournal()
  const desk = runRestarted({ scene, journal, observer: nobody, restarts })
  return { state: stateHash(desk), decisions: journal.decisionHash() }
}

describe('a desk with a strategy that remembers', () => {
  it.each(seeds)('goes on after restarts as if there had been none, seed %i', (seed) => {
    const whole = live(strategyScene(seed, rows, watchful()), 0)
    expect(live(strategyScene(seed, rows, watchful()), 0.06)).toEqual(whole)
  })

  it.each(seeds)('comes to the same when its journal is replayed, seed %i', (seed) => {
    const scene = strategyScene(seed, rows, watchful())
    const journal = new MemoryJournal()
    const run = new DeskRun({ setup: scene.setup, recorded: [], journal, observer: nobody })
    for (const [at, bar] of scene.bars.entries()) {
      run.onBar(bar, 'live')
      if (at % 100 === 99) run.checkpoint()
    }
    const again = new DeskRun({
      setup: { ...scene.setup, agents: [watchful()] },
      ...{ recorded: journal.entries(), journal: new MemoryJournal(), observer: nobody },
    })
    expect(again.checkpoints.length).toBeGreaterThan(3)
    expect(again.checkpoints.every(({ isSame }) => isSame)).toBe(true)
    expect(stateHash(again.desk)).toBe(stateHash(run.desk))
  })

  it.each(seeds)('gives the bytes of a backtest of the same bars, seed %i', (seed) => {
    const told: Told = { fills: [], closed: [] }
    const scene = strategyScene(seed, rows, watchful(told))
    const journal = new MemoryJournal()
    const { setup } = scene
    const run = new DeskRun({ setup, recorded: [], journal, observer: nobody })
    for (const bar of scene.bars) run.onBar(bar, 'live')
    const heard = told.fills.length
    const warmUntil = 0 as Micros
    const tried = backtest({ setup, market: marketOf(scene), warmUntil }, uncounted)
    expect(tried.run.hash).toBe(runHash(journal.decisionHash(), run.desk))
    expect(heard).toBe(tried.run.fills.length)
    expect(heard).toBeGreaterThan(40)
    expect(told.fills).toHaveLength(2 * heard)
  })
})

it('tells of every position that was closed what the ledger says it brought', () => {
  const told: Told = { fills: [], closed: [] }
  const scene = strategyScene(3, 600, watchful(told))
  const { run } = backtest({ setup: scene.setup, market: marketOf(scene) }, uncounted)
  expect(told.closed.length).toBeGreaterThan(20)
  const trades = run.trades.filter(({ exitRole }) => exitRole !== 'open')
  expect(told.closed.length).toBe(trades.length)
  for (const [n, trade] of trades.entries()) {
    const closed = told.closed[n]
    expect([closed?.side, closed?.role]).toEqual([trade.side, trade.exitRole])
    expect([closed?.openedTs, closed?.closedTs]).toEqual([trade.tsEntry, trade.tsExit])
    expect(closed?.entryPrice).toBeCloseTo(trade.entryPrice, 6)
    expect(closed?.exitPrice).toBeCloseTo(trade.exitPrice, 6)
    expect(closed?.quantity).toBeCloseTo(trade.quantity, 8)
    expect(closed?.net).toBeCloseTo(trade.netPnl, 6)
    expect(closed?.fees).toBeCloseTo(trade.fees, 6)
  }
})

it('tells of exits, stops and entries alike, each fill once', () => {
  const told: Told = { fills: [], closed: [] }
  const scene = strategyScene(5, 600, watchful(told))
  const { run } = backtest({ setup: scene.setup, market: marketOf(scene) }, uncounted)
  const shown = run.fills.map(({ ts, role, side }) => `${ts} ${role} ${side}`)
  expect(told.fills.map(({ ts, role, side }) => `${ts} ${role} ${side}`)).toEqual(shown)
  for (const role of ['entry', 'exit', 'stop'] as const)
    expect(told.fills.filter((fill) => fill.role === role).length).toBeGreaterThan(5)
})
