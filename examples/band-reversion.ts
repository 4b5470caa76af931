import { type AgentKind, defineAgent, real, whole } from 'coinswarm/agents'
import { every, sma, volatility } from 'coinswarm/features'

const quarterUs = 900_000_000

/**
 * Buys when the close is some deviations below its average and takes profit at the average. The
 * band is as wide as the market is restless: volatility of a bar, grown by the root of the window.
 */
export const bandReversion: AgentKind = defineAgent({
  name: 'band-reversion',
  summary: 'Buys far below the average, in units of volatility; home is the average.',
  parameters: {
    bars: whole(40, { min: 5, max: 500, help: 'quarter hours of the average' }),
    width: real(1.5, { min: 0.1, max: 10, help: 'deviations below the average to buy at' }),
    exposure: real(0.2, { min: 0.01, max: 1, help: 'share of equity bought' }),
  },
  features: (p) => ({
    mean: every(quarterUs, sma(p.bars)),
    noise: every(quarterUs, volatility(p.bars)),
  }),
  opine: (view, p) => {
    const mean = view.features.mean.value
    const band = mean * view.features.noise.value * Math.sqrt(p.bars)
    if (view.position > 0) return view.close >= mean ? { exposure: 0, confidence: 0.55 } : undefined
    if (view.close > mean - p.width * band) return undefined
    return { exposure: p.exposure, confidence: 0.55, stop: view.close - 2 * band, target: mean }
  },
})
