import { type AgentKind, defineAgent, real, whole } from 'coinswarm/agents'
import { every, sma, volatility } from 'coinswarm/features'

const minuteUs = 60_000_000

/**
 * Keeps a bid and an ask around a slow average of the price, as far away as the market is restless,
 * and gives up what it has held for too long. It earns the spread when the price comes back, and
 * loses when it does not.
 */
export const quoteKeeper: AgentKind = defineAgent({
  name: 'quote-keeper',
  summary: 'Keeps a bid and an ask around the average, as wide as the market is restless.',
  parameters: {
    minutes: whole(5, { min: 1, max: 240, help: 'length of the bars it looks at' }),
    bars: whole(24, { min: 2, max: 500, help: 'bars of the average' }),
    width: real(2, { min: 0.1, max: 20, help: 'distance of a quote, in deviations of a bar' }),
    share: real(0.05, { min: 0.001, max: 1, help: 'size of a quote, share of equity' }),
    hours: real(12, { min: 0.1, max: 1_000, help: 'longest time to hold' }),
  },
  features: (p) => ({
    mean: every(p.minutes * minuteUs, sma(p.bars)),
    noise: every(p.minutes * minuteUs, volatility(p.bars)),
  }),
  opine: (view, p) => {
    const away = p.width * view.features.noise.value
    const middle = view.features.mean.value
    const bid = Math.min(middle, view.close) * (1 - away)
    const ask = Math.max(middle, view.close) * (1 + away)
    return {
      exposure: 0,
      confidence: 0.55,
      quotes: { bid, ask, share: p.share, inventoryMax: 4 * p.share },
      holdUs: p.hours * 60 * minuteUs,
    }
  },
})
