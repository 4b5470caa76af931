import { type AgentKind, defineAgent, real, whole } from 'coinswarm/agents'
import { every, highest, lowest } from 'coinswarm/features'

const hourUs = 3_600_000_000

/**
 * Buys a close above the highest high of many hours, leaves on a close below the lowest low of
 * fewer. In between it has no opinion, which leaves what is held alone.
 */
export const donchianBreakout: AgentKind = defineAgent({
  name: 'donchian-breakout',
  summary: 'Buys new highs of a long channel, leaves on new lows of a short one.',
  parameters: {
    entry: whole(48, { min: 2, max: 1_000, help: 'hours of the channel that is broken upwards' }),
    exit: whole(24, { min: 2, max: 1_000, help: 'hours of the channel that is broken downwards' }),
    exposure: real(0.2, { min: 0.01, max: 1, help: 'share of equity bought' }),
  },
  features: (p) => ({
    top: every(hourUs, highest(p.entry)),
    bottom: every(hourUs, lowest(p.exit)),
  }),
  opine: (view, p) => {
    const { top, bottom } = view.features
    if (view.close < bottom.value) return { exposure: 0, confidence: 0.55 }
    if (view.close > top.value && view.position <= 0)
      return { exposure: p.exposure, confidence: 0.55, stop: bottom.value }
    return undefined
  },
  explain: (view) => {
    const { top, bottom } = view.features
    return `close ${view.close}, channel ${bottom.value} to ${top.value}`
  },
})
