import { dayUs } from '../../domain/index.ts'
import { fitLine, type LineFit, mean } from '../../quant/index.ts'
import type { TickTape } from '../../market/index.ts'
import { MidTape } from './mid-tape.ts'

/** What orders that took paid, by how large they were. */
export type ImpactFit =
  | { readonly kind: 'none'; readonly why: string }
  | {
      readonly kind: 'fitted'
      /** Orders that took: prints of one side and one stamp. */
      readonly count: number
      /** `undecided` when both laws explain the same, `none` when size explains nothing. */
      readonly law: 'linear' | 'square-root' | 'none' | 'undecided'
      readonly linear: LawFit
      readonly squareRoot: LawFit
      /** Akaike's figure of the line minus that of the square root: above 0 favours the root. */
      readonly aicDifference: number
      /** Mean loss of price, size aside: what `costs.slippageBps` means. */
      readonly slippageBps: number
      readonly volatilityPerDay: number
      readonly lotsPerDay: number
      /** How much of a day was seen: the two figures above are scaled from it. */
      readonly daysSeen: number
    }

/** Loss = slippage + factor x volatility of a day x law(lots / lots of a day), of the price. */
export type LawFit = LineFit & { readonly factor: number; readonly factorError: number }

const countMin = 100
/** A difference of Akaike's figures that decides. */
const decides = 4
/** Standard errors that a slope must be away from 0. */
const slopeErrorsMin = 2

/**
 * Temporary impact: how far from the middle before it an order's last print was, by its size. What
 * walking the book costs is in it, so it is for markets without a book of their own.
 *
 * @see Toth et al. 2011 for the square root; Almgren et al. 2005 for the line.
 */
export function fitImpact(tape: TickTape): ImpactFit {
  const { trades } = tape
  const mids = MidTape.of(tape)
  if (trades === undefined || mids === undefined)
    return { kind: 'none', why: 'trades and quotes, or trades and a book, are needed' }
  const { lots, losses } = ordersOf(trades, mids)
  if (lots.length < countMin)
    return { kind: 'none', why: `${lots.length} orders that took; ${countMin} are needed` }
  const { tsInit } = trades.columns
  const spanUs = (tsInit[trades.length - 1] as number) - (tsInit[0] as number)
  const traded = trades.columns.lots.reduce((sum, each) => sum + each, 0)
  const lotsPerDay = (traded * dayUs) / spanUs
  const volatilityPerDay = mids.volatilityPerDay()
  if (!(lotsPerDay > 0 && Number.isFinite(lotsPerDay) && volatilityPerDay > 0))
    return { kind: 'none', why: 'nothing moved' }
  const shares = Float64Array.from(lots, (each) => each / lotsPerDay)
  const linear = fitLine(shares, losses)
  const squareRoot = fitLine(shares.map(Math.sqrt), losses)
  if (linear === undefined || squareRoot === undefined)
    return { kind: 'none', why: 'all orders are of one size, or lost the same' }
  const aicDifference = lots.length * Math.log((1 - linear.rSquared) / (1 - squareRoot.rSquared))
  return {
    kind: 'fitted',
    count: lots.length,
    law: lawOf(linear, squareRoot, aicDifference),
    linear: scaled(linear, volatilityPerDay),
    squareRoot: scaled(squareRoot, volatilityPerDay),
    aicDifference,
    slippageBps: (mean(losses) ?? 0) * 10_000,
    volatilityPerDay,
    lotsPerDay,
    daysSeen: spanUs / dayUs,
  }
}

function lawOf(
  linear: LineFit,
  squareRoot: LineFit,
  aicDifference: number,
): 'linear' | 'square-root' | 'none' | 'undecided' {
  const better = aicDifference > 0 ? squareRoot : linear
  if (better.slope < slopeErrorsMin * better.slopeError) return 'none'
  if (Math.abs(aicDifference) < decides) return 'undecided'
  return aicDifference > 0 ? 'square-root' : 'linear'
}

function scaled(fit: LineFit, volatility: number): LawFit {
  return { ...fit, factor: fit.slope / volatility, factorError: fit.slopeError / volatility }
}

type Orders = { readonly lots: Float64Array; readonly losses: Float64Array }

/** Prints of one side and one stamp of the venue's are taken as one order. */
function ordersOf(trades: NonNullable<TickTape['trades']>, mids: MidTape): Orders {
  const { tsEvent, tsInit, side, ticks, lots } = trades.columns
  const sizes: number[] = []
  const losses: number[] = []
  let total = 0
  let mid = Number.NaN
  for (let row = 0; row < trades.length; row += 1) {
    const isFirst = row === 0 || tsEvent[row] !== tsEvent[row - 1] || side[row] !== side[row - 1]
    if (isFirst) {
      total = 0
      mid = mids.beforeTrade(tsEvent[row] as number, tsInit[row] as number)
    }
    total += lots[row] as number
    const isLast =
      row + 1 === trades.length || tsEvent[row] !== tsEvent[row + 1] || side[row] !== side[row + 1]
    if (!isLast || Number.isNaN(mid)) continue
    sizes.push(total)
    losses.push(((side[row] as number) * ((ticks[row] as number) - mid)) / mid)
  }
  return { lots: Float64Array.from(sizes), losses: Float64Array.from(losses) }
}
