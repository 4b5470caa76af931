import { type AgentKind, defineAgent, real, whole } from 'coinswarm/agents'
import { atr, ema, every, rsi } from 'coinswarm/features'

const minuteUs = 60_000_000

/**
 * Long while a fast average is above a slow one, flat while it is below. RSI is a filter on entries
 * alone: what has risen too far too fast is not bought.
 */
export const emaCross: AgentKind = defineAgent({
  name: 'ema-cross',
  summary: 'Two exponential averages; RSI keeps it from buying what has run too far.',
  parameters: {
    minutes: whole(60, { min: 1, max: 1_440, help: 'length of the bars it looks at, minutes' }),
    fast: whole(12, { min: 2, max: 200, help: 'bars of the fast average' }),
    slow: whole(26, { min: 3, max: 500, help: 'bars of the slow average' }),
    rsiMax: real(70, { min: 1, max: 100, help: 'RSI above which nothing is bought' }),
    exposure: real(0.2, { min: 0.01, max: 1, help: 'share of equity bought' }),
    stopAtr: real(3, { min: 0.5, max: 20, help: 'stop distance in ATR' }),
  },
  features: (p) => ({
    fast: every(p.minutes * minuteUs, ema(p.fast)),
    slow: every(p.minutes * minuteUs, ema(p.slow)),
    heat: every(p.minutes * minuteUs, rsi(14)),
    range: every(p.minutes * minuteUs, atr(14)),
  }),
  opine: (view, p) => {
    const { fast, slow, heat, range } = view.features
    if (fast.value <= slow.value) return { exposure: 0, confidence: 0.55 }
    if (view.position > 0) return undefined
    if (heat.value > p.rsiMax) return undefined
    return {
      exposure: p.exposure,
      confidence: 0.55,
      stop: view.close - p.stopAtr * range.value,
    }
  },
})
