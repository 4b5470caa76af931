import { ema, every, type FeatureSpec, relativeVolume, rsi, atr } from '../../features/index.ts'
import type { AgentKind } from '../agent.ts'
import { defineStrategy } from '../module/define-strategy.ts'
import { real, whole } from '../parameters.ts'

const minuteUs = 60_000_000

/** A stop is set no deeper than this share of the price: one at 0 or below is none. */
const deepest = 0.01

/**
 * The strategy a strategist begins with: buys while the fast average is above the slow one, RSI
 * shows strength that is not tired yet and the bar is traded more than usual; sells when the
 * averages have changed places, or at a stop some true ranges below.
 *
 * Assumed: that a rise on volume goes on, and `claim`. Nothing here was chosen by its results.
 *
 * @see SPEC S1; Appel and Wilder for its parts, a custom of traders for the whole.
 */
export const first: AgentKind = defineStrategy({
  name: 'first',
  summary:
    'EMA 9 above 21 with RSI 14 and volume of 1.2 times the usual; what evolution begins with.',
  parameters: {
    minutes: whole(60, { min: 1, max: 10_080, help: 'length of the bars it looks at, minutes' }),
    fast: whole(9, { min: 2, max: 500, help: 'bars of the fast average' }),
    slow: whole(21, { min: 3, max: 2_000, help: 'bars of the slow average' }),
    rsi: whole(14, { min: 2, max: 200, help: 'bars of RSI and of the true range' }),
    rsiMin: real(50, { min: 0, max: 100, help: 'RSI from which a rise is strong' }),
    rsiMax: real(70, { min: 0, max: 100, help: 'RSI above which it is late' }),
    volume: real(1.2, { min: 0, max: 20, help: 'volume of the bar, as a multiple of the usual' }),
    volumeBars: whole(20, { min: 2, max: 500, help: 'bars of the usual volume' }),
    stopAtr: real(3, { min: 0.1, max: 50, help: 'stop distance in ATR' }),
    size: real(0.1, { min: 0.01, max: 1, help: 'share of equity asked for' }),
    claim: real(0.52, { min: 0.5, max: 0.7, help: 'probability claimed of being right' }),
  },
  features: (p) => {
    const on = (spec: FeatureSpec): FeatureSpec => every(p.minutes * minuteUs, spec)
    return {
      fast: on(ema(p.fast)),
      slow: on(ema(p.slow)),
      strength: on(rsi(p.rsi)),
      volume: on(relativeVolume(p.volumeBars)),
      range: on(atr(p.rsi)),
    }
  },
  onBar: (view, p) => {
    const { fast, slow, strength, volume, range } = view.features
    if (view.position !== 0 && fast.value < slow.value)
      return { action: 'close', confidence: p.claim, reasoning: 'the averages have changed places' }
    const isStrong = strength.value >= p.rsiMin && strength.value <= p.rsiMax
    const isRise = fast.value > slow.value && isStrong && volume.value >= p.volume
    if (view.position !== 0 || !isRise) return undefined
    const stop = view.close - p.stopAtr * range.value
    return {
      action: 'buy',
      size: p.size,
      type: 'market',
      stop: Math.max(stop, deepest * view.close),
      confidence: p.claim,
      reasoning: 'a rise on volume that is not tired yet',
    }
  },
  explain: (view, p) => {
    const { fast, slow, strength, volume } = view.features
    return (
      `EMA(${p.fast}) ${fast.value.toPrecision(6)}, EMA(${p.slow}) ${slow.value.toPrecision(6)}, ` +
      `RSI ${strength.value.toFixed(1)}, volume ${volume.value.toFixed(2)} times the usual`
    )
  },
})
