import {
  type Agent,
  type ClosedPosition,
  defineStrategy,
  type Fill,
} from '../../src/agents/index.ts'
import { defined } from '../../src/base/index.ts'
import { minuteUs } from '../../src/domain/index.ts'
import { sma } from '../../src/features/index.ts'
import { wideLimits } from '../../src/risk/index.ts'
import { type Scene, wildScene } from './desk-scene.ts'

/** What the strategy below was told, at every instrument of every desk that seats it. */
export type Told = { readonly fills: Fill[]; readonly closed: ClosedPosition[] }

/**
 * A strategy whose every decision hangs on its state: on what fills cost, on how positions ended,
 * on the order in which it met the hours of a day, and on numbers that JSON has no form for.
 */
export function watchful(told: Told = { fills: [], closed: [] }): Agent {
  const seated = defineStrategy({
    name: 'watchful',
    summary: 'Goes by all that it remembers.',
    isLongOnly: false,
    parameters: {},
    features: () => ({ average: sma(5) }),
    init: ({ fees, limits, instrument, barUs, seed }) => ({
      bars: 0,
      rate: fees.takerRate,
      fees: 0,
      losses: 0,
      last: Number.NaN,
      best: Number.NEGATIVE_INFINITY,
      roles: {} as Record<string, number>,
      closes: [seed % 7, limits.positionMax, instrument.tickSize, barUs / minuteUs],
    }),
    onBar: (view, _, state) => {
      state.bars += 1
      state.closes.push(view.close)
      if (state.closes.length > 12) state.closes.shift()
      const order = Object.keys(state.roles).join().length
      const beat = Number.isNaN(state.last) ? 3 : 5 + (order % 3) + (state.losses % 2)
      if (state.bars % beat !== 0) return undefined
      if (view.position !== 0 && view.barsHeld > 4)
        return { action: 'close', confidence: 0.6, reasoning: `held for ${view.barsHeld} bars` }
      const oldest = state.closes[0] ?? 0
      const side = view.close > oldest || state.fees > 1e5 * state.rate ? 1 : -1
      if (view.position * side > 0) {
        const intent = view.close > view.entryPrice ? 'add' : 'reduce'
        const action = (intent === 'add') === side > 0 ? 'buy' : 'sell'
        return { action, intent, size: 0.1, confidence: 0.6 }
      }
      if (view.position !== 0) return { action: 'close', confidence: 0.6 }
      const stop = view.close * (1 - side * 0.01)
      return { action: side > 0 ? 'buy' : 'sell', size: 0.3, confidence: 0.6, stop }
    },
    onFill: (fill, _, state) => {
      told.fills.push(fill)
      state.fees += fill.fee
      state.roles[fill.role] = (state.roles[fill.role] ?? 0) + 1
      state.last = fill.price
    },
    onClosed: (closed, _, state) => {
      told.closed.push(closed)
      state.losses = closed.net < 0 ? state.losses + 1 : 0
      state.best = Math.max(state.best, closed.netShare)
      if (state.losses === 0) state.last = Number.NaN
    },
  }).seat({})
  return defined(seated.ok ? seated.value : undefined, 'watchful')
}

/** A wild market on which nothing halts a desk that follows one strategy. */
export function strategyScene(seed: number, rows: number, agent: Agent): Scene {
  const scene = wildScene(seed, rows)
  const limits = { ...wideLimits, isLongOnly: seed % 2 === 0, dailyLossMax: 1, drawdownHalt: 1 }
  const costs = { ...scene.setup.costs, participationMax: 1 }
  return { ...scene, setup: { ...scene.setup, agents: [agent], limits, costs, rebalanceMin: 0.02 } }
}
