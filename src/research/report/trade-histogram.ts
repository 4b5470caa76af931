import type { Trade } from '../../engine/index.ts'
import { quantile } from '../../quant/index.ts'
import { formatSigned, plural } from '../format-figure.ts'
import { tradeReturn } from '../metrics/trade-figures.ts'
import { histogram } from './histogram.ts'
import { type Html, html } from './html.ts'

const binsWanted = 40

/** How trade returns are spread. The outermost one per cent on each side stands in the end bins. */
export function tradeHistogram(trades: readonly Trade[]): Html {
  const returns = Float64Array.from(trades, (trade) => tradeReturn(trade) * 100).filter(
    Number.isFinite,
  )
  const low = quantile(returns, 0.01)
  const high = quantile(returns, 0.99)
  if (low === undefined || high === undefined)
    return html`<p class="quiet">No trade was closed.</p>`
  // Bins start at 0, so that none mixes gains with losses.
  const width = Math.max((high - low) / binsWanted, 1e-6)
  const first = Math.floor(low / width)
  const counts = new Array<number>(Math.max(1, Math.floor(high / width) - first + 1)).fill(0)
  for (const value of returns) {
    const bin = Math.min(Math.max(Math.floor(value / width) - first, 0), counts.length - 1)
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  const bars = counts.map((count, k) => {
    const [from, to] = [(first + k) * width, (first + k + 1) * width]
    const note = `${formatSigned(from, 2)} % to ${formatSigned(to, 2)} %: ${plural(count, 'trade')}`
    return { from, to, count, note }
  })
  return histogram('Distribution of trade returns', bars, (value, places) =>
    value === 0 ? '0 %' : `${formatSigned(value, places)} %`,
  )
}
