import { type AgentKind, defineStrategy, real, whole } from 'coinswarm/agents'
import { every, ema, sma, rsi, atr, relativeVolume } from 'coinswarm/features'

const quarterUs = 900_000_000

/**
 * A strategy all of whose decisions hang on its state: on what fills cost, on how positions ended,
 * on the order in which it met them, and on numbers that JSON has no form for.
 */
export const boxedTrading: AgentKind = defineStrategy({
  name: 'boxed-trading',
  summary: 'Goes by all that it remembers.',
  isLongOnly: false,
  parameters: {
    fast: whole(9, { min: 2, max: 200, help: 'quarter hours of the fast average' }),
    slow: whole(21, { min: 3, max: 500, help: 'quarter hours of the slow average' }),
    size: real(0.1, { min: 0.01, max: 1, help: 'share of equity' }),
  },
  features: (p) => ({
    fast: every(quarterUs, ema(p.fast)),
    slow: every(quarterUs, sma(p.slow)),
    strength: rsi(14),
    range: atr(14),
    volume: relativeVolume(20),
  }),
  init: ({ fees, limits, instrument, barUs, seed }) => ({
    bars: 0,
    paid: fees.takerRate - fees.takerRate,
    losses: 0,
    last: Number.NaN,
    best: Number.NEGATIVE_INFINITY,
    roles: {} as Record<string, number>,
    closes: [seed % 7, limits.positionMax, instrument.tickSize, barUs / 60_000_000],
  }),
  onBar: (view, p, state) => {
    state.bars += 1
    state.closes.push(view.close)
    if (state.closes.length > 12) state.closes.shift()
    const order = Object.keys(state.roles).join().length
    const beat = Number.isNaN(state.last) ? 30 : 50 + (order % 3) + (state.losses % 2)
    const { fast, slow, strength, range, volume } = view.features
    if (view.position !== 0 && view.barsHeld > 90 && view.close > view.closeAgo(20))
      return { action: 'close', confidence: 0.6, reasoning: `held for ${view.barsHeld} bars` }
    if (state.bars % beat !== 0 || volume.value < 0.2) return undefined
    const side = fast.value > slow.value === strength.value < 70 ? 1 : -1
    if (view.position * side > 0) {
      const intent = view.close > view.entryPrice ? 'add' : 'reduce'
      const action = (intent === 'add') === side > 0 ? 'buy' : 'sell'
      return { action, intent, size: 0.05, confidence: 0.6 }
    }
    if (view.position !== 0) return { action: 'close', confidence: 0.6 }
    const stop = view.close - side * (3 * range.value + 0.01 * view.close)
    return { action: side > 0 ? 'buy' : 'sell', size: p.size, confidence: 0.6, stop }
  },
  onFill: (fill, _, state) => {
    state.paid += fill.fee
    state.roles[fill.role] = (state.roles[fill.role] ?? 0) + 1
    state.last = fill.price
  },
  onClosed: (closed, _, state) => {
    state.losses = closed.net < 0 ? state.losses + 1 : 0
    state.best = Math.max(state.best, closed.netShare)
    if (state.losses === 0) state.last = Number.NaN
  },
})
