import type { RunResult } from '../../engine/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import { quantile } from '../../quant/index.ts'
import { formatPercent, formatPlain } from '../format-figure.ts'
import type { Metrics } from '../metrics/measure.ts'
import { bounded, category, type SoundnessCategory, told } from './soundness-check.ts'
import type { SoundnessThresholds } from './soundness-thresholds.ts'

export type EconomyEvidence = {
  readonly run: RunResult
  readonly metrics: Metrics
  readonly market: readonly LoadedBars[]
  /** Of the same run at dearer costs. */
  readonly dearer: Metrics
  /** Largest share of the volume of a bar that our orders may fill. */
  readonly participationMax: number
}

const share = (value: number): string => formatPercent(100 * value)

/** Whether what it earns would be left of it where trading costs something. */
export function economicRealism(
  of: EconomyEvidence,
  asked: SoundnessThresholds,
): SoundnessCategory {
  const { metrics, dearer } = of
  const { costs, curve, turnoverPerYear } = metrics
  const paid = costs.fees + costs.slippage
  const gross = curve.netPnl + paid
  const costShare = gross > 0 ? paid / gross : undefined
  const volumeShare = shareOfVolume(of.run, of.market)
  const capacity =
    volumeShare === undefined || volumeShare === 0
      ? undefined
      : (of.run.startEquity * of.participationMax) / volumeShare
  const dearPnl = dearer.trades.count === 0 ? undefined : dearer.curve.netPnl
  const figures = {
    ...{ turnoverPerYear, slippageBps: costs.slippageBps, feesBps: costs.feesBps, costShare },
    ...{ dearPnl, dearSharpe: dearer.curve.sharpe?.value, volumeShare, capacity },
  }
  return category('economic realism', figures, [
    bounded({
      ...{ name: 'turnover a year', value: turnoverPerYear, text: times, relation: 'at most' },
      bound: asked.turnoverMax,
    }),
    bounded({
      ...{ name: 'slippage', value: costs.slippageBps, relation: 'below' },
      ...{ text: (bps) => `${formatPlain(bps, 1)} bps`, bound: asked.slippageMaxBps },
    }),
    bounded({
      ...{ name: `net at ${asked.costFactor} times the costs`, value: dearPnl, relation: 'above' },
      ...{ text: (money) => formatPlain(money, 2), bound: 0 },
    }),
    told(
      'costs',
      costShare === undefined ? 'more than was earned before them' : `${share(costShare)}`,
      'of what was earned before them',
    ),
    told(
      'volume of a bar taken',
      volumeShare === undefined ? 'n/a' : share(volumeShare),
      'by 95 % of fills at most',
    ),
    told(
      'capacity',
      capacity === undefined ? 'n/a' : formatPlain(capacity, 0),
      `money at which they would take ${share(of.participationMax)}`,
    ),
  ])
}

function times(value: number): string {
  return `${formatPlain(value, 1)} times equity`
}

/** 95th percentile, over fills, of what a fill took of the volume of the bar it was filled in. */
function shareOfVolume({ fills }: RunResult, market: readonly LoadedBars[]): number | undefined {
  const shares = fills.map(({ instrument, ts, quantity }) => {
    const { bars } = market[instrument] as LoadedBars
    const volume = bars.volume[Math.min(bars.rowAt(ts), bars.length - 1)] as number
    return volume > 0 ? quantity / volume : 1
  })
  return quantile(Float64Array.from(shares), 0.95)
}
