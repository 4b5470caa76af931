import { type AgentKind, defineAgent, real, whole } from 'coinswarm/agents'
import { atr, outside, sma } from 'coinswarm/features'

/**
 * Follows two averages of hours, long only. With `moat` above 0 it also hears how busy the code of
 * the instrument is, beside a usual day: more commits than usual are taken for volatility to come,
 * and it buys less; fewer, and it buys more. With `moat` at 0 it knows of no commits: the control.
 */
export const moatTrend: AgentKind = defineAgent({
  name: 'moat-trend',
  summary: 'Follows two averages; sized by how busy the code is, when moat is above 0.',
  parameters: {
    fast: whole(24, { min: 2, max: 500, help: 'hours of the fast average' }),
    slow: whole(168, { min: 3, max: 2_000, help: 'hours of the slow average' }),
    exposure: real(0.3, { min: 0.01, max: 1, help: 'share of equity bought on a usual day' }),
    moat: real(0, { min: 0, max: 1, help: 'how far the size follows the code; 0 hears nothing' }),
    stopAtr: real(6, { min: 0.5, max: 50, help: 'stop distance in ATR' }),
  },
  features: (p) => ({
    fast: sma(p.fast),
    slow: sma(p.slow),
    range: atr(24),
    activity: p.moat > 0 ? outside('activity') : sma(p.fast),
  }),
  opine: (view, p) => {
    const { fast, slow, range, activity } = view.features
    if (fast.value < slow.value) return { exposure: 0, confidence: 0.55 }
    if (view.position > 0) return undefined
    // Without a word from the code the moat abstains, and the averages speak alone.
    const isHeard = p.moat > 0 && !Number.isNaN(activity.value)
    const busy = isHeard ? Math.min(activity.value, 2) - 1 : 0
    return {
      exposure: p.exposure * (1 - p.moat * busy),
      confidence: 0.55,
      stop: view.close - p.stopAtr * range.value,
    }
  },
  explain: (view) => {
    const { fast, slow } = view.features
    return `fast average ${fast.value.toFixed(2)}, slow average ${slow.value.toFixed(2)}`
  },
})
