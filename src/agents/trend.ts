import { adx, atr, sma, volatility } from '../features/index.ts'
import { type AgentKind, defineAgent } from './agent.ts'
import { real, whole } from './parameters.ts'

/**
 * Follows the trend when there is one: fast average against slow, only while ADX says the market
 * trends. Sized by a quarter of Kelly, shrunk by volatility; out at two ATR against, three in favour.
 *
 * The win probability is assumed from ADX until memory has measured it: 0.5 + 0.3 (c − 0.5) with
 * c = min(ADX / 50, 1), and the payoff ratio is 1.5. Both are assumptions, not findings.
 * When ADX is low it abstains: what is held is left to its stop and target.
 *
 * @see SPEC Q5. Kelly 1956: f = p − (1 − p) / b.
 */
export const trend: AgentKind = defineAgent({
  name: 'trend',
  summary: 'Follows moving averages while ADX shows a trend; quarter Kelly, ATR stop and target.',
  parameters: {
    fast: whole(10, { min: 2, max: 500, help: 'bars of the fast average' }),
    slow: whole(20, { min: 3, max: 2000, help: 'bars of the slow average' }),
    adx: whole(14, { min: 2, max: 200, help: 'bars of ADX and ATR' }),
    adxMin: real(25, { min: 0, max: 100, help: 'ADX above which there is a trend' }),
    stopAtr: real(2, { min: 0.1, max: 50, help: 'stop distance in ATR' }),
    targetAtr: real(3, { min: 0.1, max: 100, help: 'target distance in ATR' }),
    kelly: real(0.25, { min: 0.01, max: 0.25, help: 'fraction of Kelly' }),
    payoff: real(1.5, { min: 0.1, max: 20, help: 'assumed average win / average loss' }),
    exposureMax: real(0.5, { min: 0.01, max: 1, help: 'largest share of equity asked for' }),
  },
  features: (p) => ({
    fast: sma(p.fast),
    slow: sma(p.slow),
    strength: adx(p.adx),
    range: atr(p.adx),
    noise: volatility(20),
  }),
  opine: (view, p) => {
    const { fast, slow, strength, range, noise } = view.features
    const adxNow = strength.value
    if (!(adxNow > p.adxMin)) return undefined
    const side = fast.value > slow.value ? 1 : -1
    const confidence = Math.min(adxNow / 50, 1)
    const winProbability = 0.5 + 0.3 * (confidence - 0.5)
    const kelly = winProbability - (1 - winProbability) / p.payoff
    if (kelly <= 0) return undefined
    const yearly = noise.value * Math.sqrt(view.barsPerYear)
    const size = Math.min((p.kelly * kelly) / (1 + yearly), p.exposureMax)
    const close = view.close
    return view.say({
      exposure: side * size,
      confidence: Math.max(0.5, winProbability),
      stop: close - side * p.stopAtr * range.value,
      target: close + side * p.targetAtr * range.value,
    })
  },
  explain: (view, p) => {
    const { fast, slow, strength, range } = view.features
    const direction = fast.value > slow.value ? 'above' : 'below'
    return (
      `SMA(${p.fast}) ${fast.value.toPrecision(6)} is ${direction} ` +
      `SMA(${p.slow}) ${slow.value.toPrecision(6)}, ADX ${strength.value.toFixed(1)} ` +
      `(needs ${p.adxMin}), ATR ${range.value.toPrecision(4)}`
    )
  },
})
