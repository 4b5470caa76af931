import { describe, expect, it } from 'vitest'
import {
  type Agent,
  defineStrategy,
  type Signal,
  type StrategyView,
} from '../../src/agents/index.ts'
import { defined } from '../../src/base/index.ts'
import type { DeskEvent, OrderIntent } from '../../src/domain/index.ts'
import { DeskRun, nobody, stateHash } from '../../src/engine/index.ts'
import { MemoryJournal } from '../../src/journal/index.ts'
import type { Scene } from './desk-scene.ts'
import { runRestarted } from './restarted-desk.ts'
import { strategyScene } from './strategy-scene.ts'

type Rule = (view: StrategyView) => Signal | undefined

function strategyOf(onBar: Rule, isLongOnly = true): Agent {
  const seated = defineStrategy({
    ...{ name: 'waits', summary: 'Waits.', isLongOnly, parameters: {}, features: () => ({}) },
    onBar,
  }).seat({})
  return defined(seated.ok ? seated.value : undefined, 'waits')
}

/** Buys under the close, by chance at another price or not at all; leaves above it. */
const patient: Rule = (view) => {
  const { close, chance, position } = view
  if (chance < 0.5) return undefined
  const away = 0.002 + 0.004 * (chance - 0.5)
  const type = 'limit'
  if (position > 0)
    return chance < 0.6
      ? { action: 'close', confidence: 0.6 }
      : { action: 'close', type, limit: close * (1 + away), confidence: 0.6 }
  if (chance > 0.9) return { action: 'close', confidence: 0.6 }
  const stop = close * 0.97
  return { action: 'buy', size: 0.3, type, limit: close * (1 - away), stop, confidence: 0.6 }
}

/** Buys the next open if that is near enough. */
const careful: Rule = ({ position, chance }) => {
  if (position > 0) return chance < 0.3 ? { action: 'close', confidence: 0.6 } : undefined
  return chance < 0.5
    ? { action: 'buy', size: 0.3, slippageMaxBps: 12, confidence: 0.6 }
    : undefined
}

/** A limit that is said once, and stands until somebody says otherwise. */
const hasNoMore: Rule = ({ position, close, chance }) =>
  chance < 0.05 && position === 0
    ? { action: 'buy', size: 0.3, type: 'limit', limit: close * 0.99, confidence: 0.6 }
    : chance > 0.97
      ? { action: 'close', confidence: 0.6 }
      : undefined

const rules = [
  ['patient', patient],
  ['careful', careful],
  ['says it once', hasNoMore],
] as const

const rows = 500

function eventsOf(scene: Scene, restarts = 0): { events: readonly DeskEvent[]; state: string } {
  const journal = new MemoryJournal()
  const desk = runRestarted({ scene, journal, observer: nobody, restarts })
  desk.ledger.verify()
  return { events: [...journal.entries()].map(({ event }) => event), state: stateHash(desk) }
}

/** What was sent as an entry, and where each was filled. */
function entriesOf(events: readonly DeskEvent[]) {
  const sent = new Map<number, OrderIntent>()
  const fills: { readonly order: OrderIntent; readonly price: number; readonly ts: number }[] = []
  for (const event of events) {
    if (event.kind === 'submit') sent.set(event.order.orderId, event.order)
    const order = event.kind === 'order-filled' ? sent.get(event.orderId) : undefined
    if (event.kind === 'order-filled' && order !== undefined)
      fills.push({ order, price: event.price, ts: event.tsEvent })
  }
  const entries = [...sent.values()].filter(({ role }) => role === 'entry')
  return { entries, fills: fills.filter(({ order }) => order.role === 'entry'), sent, all: fills }
}

describe.each(rules)('orders that wait: %s', (_name, rule) => {
  it.each([1, 2, 3, 4, 5, 6])('never fill at a worse price than was said, seed %i', (seed) => {
    const { entries, fills } = entriesOf(
      eventsOf(strategyScene(seed, rows, strategyOf(rule))).events,
    )
    expect(entries.length).toBeGreaterThan(5)
    expect(new Set(entries.map(({ type }) => type))).toEqual(new Set(['limit']))
    for (const { order, price } of fills) expect(price).toBeLessThanOrEqual(order.price)
  })

  it.each([1, 2, 3, 4])('are the same over restarts and in a replay, seed %i', (seed) => {
    const whole = eventsOf(strategyScene(seed, rows, strategyOf(rule)))
    expect(eventsOf(strategyScene(seed, rows, strategyOf(rule)), 0.08)).toEqual(whole)
    const scene = strategyScene(seed, rows, strategyOf(rule))
    const journal = new MemoryJournal()
    const run = new DeskRun({ setup: scene.setup, recorded: [], journal, observer: nobody })
    for (const bar of scene.bars) run.onBar(bar, 'live')
    const again = new DeskRun({
      ...{ setup: scene.setup, recorded: journal.entries() },
      ...{ journal: new MemoryJournal(), observer: nobody },
    })
    expect(stateHash(again.desk)).toBe(stateHash(run.desk))
  })
})

it('some fill, some are moved, and what waits is protected once it fills', () => {
  const { events } = eventsOf(strategyScene(2, rows, strategyOf(patient)))
  const { entries, fills, sent, all } = entriesOf(events)
  const canceled = events.filter(({ kind }) => kind === 'order-canceled').length
  expect(fills.length).toBeGreaterThan(10)
  expect(canceled).toBeGreaterThan(10)
  expect(fills.length).toBeLessThan(entries.length)
  expect([...sent.values()].filter(({ role }) => role === 'stop').length).toBeGreaterThan(10)
  const home = all.filter(({ order }) => order.role === 'target')
  expect(home.length).toBeGreaterThan(3)
  for (const { order, price } of home) expect(price).toBeGreaterThanOrEqual(order.price)
})

it('wait in the book of a whole exchange as well, where costs.matching asks for one', () => {
  const scene = strategyScene(2, 200, strategyOf(patient))
  const { setup } = scene
  const costs = { ...setup.costs, participationMax: 1, matching: 'book' } as const
  const { events } = eventsOf({ ...scene, setup: { ...setup, costs } })
  const { entries, fills } = entriesOf(events)
  const filled = new Set(fills.map(({ order }) => order.orderId)).size
  expect(filled).toBeGreaterThan(5)
  expect(filled).toBeLessThan(entries.length)
  for (const { order, price } of fills) expect(price).toBeLessThanOrEqual(order.price)
})

it('an entry that may slip so far at most lives for one bar', () => {
  const scene = strategyScene(4, rows, strategyOf(careful))
  const { events } = eventsOf(scene)
  const { entries, fills } = entriesOf(events)
  expect(fills.length).toBeGreaterThan(5)
  for (const { price, arrival } of entries) {
    expect(price).toBeLessThanOrEqual(arrival * 1.0012)
    expect(price).toBeGreaterThan(arrival * 1.0012 - 1)
  }
  const times = scene.bars.reduce<Map<number, number[]>>((of, { instrument, ts }) => {
    of.set(instrument, [...(of.get(instrument) ?? []), ts])
    return of
  }, new Map())
  for (const { order, ts } of fills) {
    const next = (times.get(order.instrument) ?? []).find((each) => each > order.ts)
    expect(ts).toBe(next)
  }
})

it('a limit stands while nothing is said, for many bars', () => {
  const { fills } = entriesOf(eventsOf(strategyScene(3, 2_000, strategyOf(hasNoMore))).events)
  const waits = fills.map(({ order, ts }) => (ts - order.ts) / 60_000_000)
  expect(Math.max(...waits)).toBeGreaterThan(5)
})
