import { hourUs, minuteUs } from '../../domain/index.ts'
import { atr, ema, type FeatureSpec, volatility } from '../../features/index.ts'
import { avellanedaStoikov } from '../../quant/index.ts'
import { type AgentKind, defineAgent } from '../agent.ts'
import { type ParameterValues, real, whole } from '../parameters.ts'
import { claim, over } from '../strategy/index.ts'
import type { View } from '../view.ts'
import { MakerWatch } from './maker-watch.ts'

const parameters = {
  minutes: whole(15, { min: 1, max: 1_440, help: 'length of the bars it looks at, minutes' }),
  bars: whole(96, { min: 2, max: 2_000, help: 'bars of volatility and range' }),
  fair: whole(1, { min: 1, max: 500, help: 'bars whose average is the mid; 1 for the close' }),
  ahead: real(8, { min: 0, max: 1_000, help: 'bars over which inventory is a risk' }),
  aversion: real(0.05, {
    min: 0.0001,
    max: 10,
    help: 'risk aversion, in units of the arrival decay',
  }),
  feeBps: real(16, {
    min: -100,
    max: 1_000,
    help: 'maker fee of a side, bps; negative for a rebate',
  }),
  leastBps: real(1, { min: 0.01, max: 1_000, help: 'nearest distance of a quote, bps' }),
  share: real(0.02, { min: 0.001, max: 1, help: 'size of a quote, share of equity' }),
  inventoryMax: real(0.1, {
    min: 0.001,
    max: 1,
    help: 'most it holds either way, share of equity',
  }),
  together: {
    kind: 'flag',
    default: true,
    help: 'whether that is of all instruments of the desk together',
  },
  toxic: real(0.62, { min: 0, max: 1, help: 'one-sided share of volume from which it stays away' }),
  toxicBars: real(25, { min: 1, max: 1_000, help: 'bars after which volume counts for half' }),
  hours: real(48, { min: 0.1, max: 10_000, help: 'longest time to hold' }),
  claim: claim(0.52),
} as const

type Parameters = ParameterValues<typeof parameters>
type Features = Readonly<Record<'deviation' | 'range' | 'fair', FeatureSpec>>

/** A quote is no farther from the close than this share of it. */
const farthest = 0.5

/**
 * Keeps a bid and an ask about the price at which it would be indifferent, after Avellaneda and
 * Stoikov: below the market when it is long, above when it is short, as wide as volatility and the
 * arrival of orders have it. The fee is added to either side: a rebate is a negative one and brings
 * quotes nearer, so that being paid to wait is taken where it is offered. While volume is one-sided
 * it quotes nothing at all: who deals then knows more.
 *
 * Arrivals are read from bars: how far a bar reaches from where it began falls off about
 * exponentially, with half the average range as its mean. The inventory bound is divided by the
 * instruments of the desk when it is meant for all `together`.
 *
 * Assumed: that orders reach a quote as bars reach a price, and `claim`. Where prices
 * walk and do not bounce it loses: who deals with it has gone the right way on average.
 *
 * It abstains, which takes its quotes back, while volume is one-sided, before it has seen as many
 * bars as count for half, and where nothing moves.
 *
 * @see Avellaneda and Stoikov, "High-frequency trading in a limit order book", Quantitative Finance
 *   8, 2008; Gueant, Lehalle and Fernandez-Tapia 2013; Easley, Lopez de Prado and O'Hara 2012.
 */
export const marketMaker: AgentKind = defineAgent({
  name: 'market-maker',
  summary: 'Keeps a bid and an ask after Avellaneda and Stoikov, and leaves one-sided flow alone.',
  parameters,
  features: (p): Features => {
    const on = over(p.minutes)
    return { deviation: on(volatility(p.bars)), range: on(atr(p.bars)), fair: on(ema(p.fair)) }
  },
  mind: (p) => new MakerWatch(p.minutes * minuteUs, p.toxicBars),
  horizonUs: (p) => Math.max(1, p.ahead) * p.minutes * minuteUs,
  opine: (view, p, watch) => {
    const { asOf, close, volume } = view
    watch.look({ asOf, close, volume, deviation: view.features.deviation.value })
    quote(view, p, watch)
    const { quotes } = watch
    const holdUs = p.hours * hourUs
    return quotes && view.say({ exposure: 0, confidence: p.claim, quotes, holdUs })
  },
  explain: ({ close, position }, p, { toxicity, steps, quotes, reservation }) => {
    const share = `${toxicity.toFixed(3)} of the volume is one-sided`
    const oneSided = `${share} (${p.toxic} and more is left alone)`
    if (quotes !== undefined)
      return (
        `bids ${quotes.bid.toPrecision(7)} and asks ${quotes.ask.toPrecision(7)} about an ` +
        `indifferent ${reservation.toPrecision(7)}, close ${close}, with ` +
        `${position.toPrecision(3)} of equity held of ${quotes.inventoryMax.toPrecision(3)} at most; ` +
        `a fee of ${p.feeBps} bps a side is in it; ${oneSided}`
      )
    if (Number.isNaN(toxicity) || steps < p.toxicBars)
      return `abstains: it has seen ${steps} bars, and wants ${p.toxicBars} before it quotes`
    return toxicity >= p.toxic ? `abstains: ${oneSided}` : 'abstains: nothing moves'
  },
})

/** Sets the quotes for the view, or none. */
function quote(view: View<Features>, p: Parameters, watch: MakerWatch): void {
  const { close, position, features, peers } = view
  const [deviation, reach] = [features.deviation.value, features.range.value / (2 * close)]
  watch.quotes = undefined
  watch.reservation = Number.NaN
  const isQuiet = watch.steps >= p.toxicBars && watch.toxicity < p.toxic
  if (!isQuiet || !(deviation > 0 && reach > 0)) return
  const decay = 1 / reach
  // As shares of the close, and of the size of a quote.
  const { reservationPrice, spread } = avellanedaStoikov({
    ...{ mid: 0, inventory: position / p.share, timeLeft: p.ahead },
    ...{ riskAversion: p.aversion * decay, volatility: deviation, decay },
  })
  const half = spread / 2 + p.feeBps / 10_000
  const least = p.leastBps / 10_000
  // The mid, as seen from the close: what is nearer to the close than allowed is set away from it.
  const mid = p.fair === 1 ? 0 : features.fair.value / close - 1
  const away = (distance: number): number => Math.min(farthest, Math.max(least, distance))
  const count = p.together ? Math.max(1, peers.length) : 1
  watch.reservation = close * (1 + mid + reservationPrice)
  watch.quotes = {
    bid: close * (1 - away(half - mid - reservationPrice)),
    ask: close * (1 + away(half + mid + reservationPrice)),
    share: Math.min(p.share, p.inventoryMax / count),
    inventoryMax: p.inventoryMax / count,
  }
}
