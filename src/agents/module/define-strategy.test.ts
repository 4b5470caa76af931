import { describe, expect, it } from 'vitest'
import { toldInstrument } from '../../../test/simulation/told-desk.ts'
import { defined, type Json } from '../../base/index.ts'
import { BarColumns, micros, minuteUs } from '../../domain/index.ts'
import { usualPlace } from '../../engine/index.ts'
import { BarView } from '../view.ts'
import type { Agent } from '../agent.ts'
import type { Mind } from '../mind.ts'
import { agentByName } from '../roster.ts'
import { defineStrategy } from './define-strategy.ts'
import { isStrategyKind } from './strategy-kind.ts'
import type { StrategyContext } from './definition.ts'
import type { Fill } from './fill.ts'

const bars = new BarColumns(1_000)
for (let row = 0; row < 1_000; row += 1)
  bars.push((row + 1) * minuteUs, 100 + row, 101 + row, 99 + row, 100 + row, 5)

const plain = { name: 'own', summary: 'Does nothing.', parameters: {}, features: () => ({}) }

type Definition = Parameters<typeof defineStrategy>[0]

/** A strategy, and its mind and view of bars that rise by one. */
function seated(definition: object, seed = 7): Seated {
  const made = defineStrategy(definition as Definition).seat({})
  const agent = defined(made.ok ? made.value : undefined, 'a strategy')
  const mind = defined(agent.makeMind?.(seed), 'a mind')
  const place = usualPlace(toldInstrument, minuteUs)
  const { id, tickSize, lotSize } = toldInstrument
  const view = new BarView({
    ...{ instrumentId: id, bars, tickSize, lotSize, mind, place },
    ...{ barsPerYear: 525_600, features: {}, chanceKey: 1 },
  })
  return { agent, mind, view }
}

type Seated = { readonly agent: Agent; readonly mind: Mind; readonly view: BarView }

const bought: Fill = {
  ...{ ts: micros(5 * minuteUs), role: 'entry', side: 'buy', price: 104, quantity: 2, fee: 1 },
  ...{ before: 0, held: 2, net: undefined },
}

describe('a strategy', () => {
  it('is a kind of agent, and known for what it is', () => {
    const kind = defineStrategy({ ...plain, onBar: () => undefined })
    expect(isStrategyKind(kind)).toBe(true)
    expect(kind.isLongOnly).toBe(true)
    expect(isStrategyKind(defined(agentByName('first'), 'first'))).toBe(true)
    expect(isStrategyKind(defined(agentByName('trend'), 'trend'))).toBe(false)
  })

  it.each<readonly [object, string]>([
    [{ ...plain }, "strategy 'own': onBar must be a function"],
    [{ ...plain, onBar: 3 }, "strategy 'own': onBar must be a function"],
    [
      { ...plain, onBar: () => undefined, onClose: () => undefined },
      "strategy 'own' has no part 'onClose'; perhaps onClosed is meant",
    ],
    [
      { ...plain, onBar: () => undefined, saveState: () => null },
      "strategy 'own' must have both of saveState and loadState, or neither",
    ],
  ])('says what its definition lacks: %#', (definition, sentence) => {
    expect(defineStrategy(definition as Definition).seat({})).toEqual({
      ...{ ok: false, error: sentence },
    })
  })

  it('is told where it trades before its first bar, once, and nothing before that', () => {
    const told: string[] = []
    const { agent, mind, view } = seated({
      ...plain,
      init: (context: StrategyContext) => {
        told.push(`${context.seed} ${context.fees.takerRate} ${context.instrument.quote}`)
        return {}
      },
      onBar: () => undefined,
      onFill: () => void told.push('fill'),
    })
    expect(agent.explain(view)).toBe('Does nothing.')
    mind.onFill?.(bought)
    for (view.row = 0; view.row < 3; view.row += 1) agent.opine(view)
    mind.onFill?.(bought)
    expect(told).toEqual(['7 0.0026 USD', 'fill'])
  })

  it('is asked once about a bar, however often somebody asks', () => {
    let asked = 0
    const { agent, view } = seated({
      ...plain,
      onBar: () => {
        asked += 1
        return { action: 'buy', size: 0.1, confidence: 0.5 + asked / 100 }
      },
    })
    expect([agent.opine(view)?.confidence, agent.opine(view)?.confidence]).toEqual([0.51, 0.51])
    view.row = 1
    expect(agent.opine(view)?.confidence).toBe(0.52)
  })

  it('sees what it holds, and closes that are not too old', () => {
    const seen: number[] = []
    const { agent, mind, view } = seated({
      ...plain,
      onBar: (of: { entryPrice: number; barsHeld: number; closeAgo: (n: number) => number }) => {
        seen.push(of.entryPrice, of.barsHeld, of.closeAgo(2), of.closeAgo(512))
        return undefined
      },
    })
    mind.onFill?.(bought)
    view.row = 600
    agent.opine(view)
    expect(seen).toEqual([104, 596, 698, 188])
    const far = seated({
      ...plain,
      onBar: (of: { closeAgo: (n: number) => number }) => void of.closeAgo(513),
    })
    expect(() => far.agent.opine(far.view)).toThrow('closeAgo(513) is not 0 to 512')
  })

  it('says nothing any more once nobody can say what it remembers, restarted or not', () => {
    const definition = {
      ...plain,
      init: () => ({ bars: 0, own: 1 as unknown }),
      onBar: (_: unknown, __: unknown, state: { bars: number; own: unknown }) => {
        state.bars += 1
        if (state.bars > 20) state.own = new Map()
        return { action: 'buy', size: 0.1, confidence: 0.5 }
      },
    }
    const { agent, mind, view } = seated(definition)
    for (view.row = 0; view.row < 30; view.row += 1) agent.opine(view)
    const saved = JSON.parse(JSON.stringify(mind.save())) as Json
    expect(saved).toEqual({
      held: null,
      fault:
        'state.own is an instance of a class; keep numbers, texts, flags, lists and records alone',
    })
    const again = seated(definition)
    again.mind.load(saved)
    again.view.row = view.row
    for (const each of [agent.opine.bind(agent, view), agent.opine.bind(agent, again.view)])
      expect(each).toThrow(/state\.own is an instance of a class/)
    expect(again.mind.save()).toEqual(saved)
  })

  it('tells its author at its first bar of a state that cannot be kept', () => {
    const { agent, view } = seated({
      ...plain,
      init: () => ({ seen: new Set() }),
      onBar: () => undefined,
    })
    expect(() => agent.opine(view)).toThrow('state.seen is an instance of a class')
  })

  it('saves by its own hooks where it has some', () => {
    class Counter {
      count = 0
    }
    const definition = {
      ...plain,
      init: () => new Counter(),
      onBar: (_: unknown, __: unknown, state: Counter) => {
        state.count += 1
        return state.count === 5 ? { action: 'buy', size: 0.1, confidence: 0.5 } : undefined
      },
      saveState: (state: Counter) => [state.count],
      loadState: (saved: readonly number[]) => Object.assign(new Counter(), { count: saved[0] }),
    }
    const { agent, mind, view } = seated(definition)
    for (view.row = 0; view.row < 3; view.row += 1) agent.opine(view)
    const again = seated(definition)
    again.mind.load(JSON.parse(JSON.stringify(mind.save())) as Json)
    const said = [3, 4].map((row) => {
      again.view.row = row
      return again.agent.opine(again.view)?.exposure
    })
    expect(said).toEqual([undefined, 0.1])
  })
})
