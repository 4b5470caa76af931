import type { Trade } from '../../engine/index.ts'
import { quantile } from '../../quant/index.ts'
import { formatPlain, formatSigned, plural } from '../format-figure.ts'
import { tradeReturn } from '../metrics/trade-figures.ts'
import { xLabels } from './chart.ts'
import { type Html, html, trusted } from './html.ts'
import { linearScale } from './scale.ts'

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
  return drawn(counts, first, width)
}

function drawn(counts: readonly number[], first: number, width: number): Html {
  const most = Math.max(...counts)
  const x = linearScale(
    first * width,
    (first + counts.length) * width,
    (value, places) => `${formatSigned(value, places)} %`,
  )
  const step = 1000 / counts.length
  const bars = counts.map((count, index) => {
    const from = (first + index) * width
    const height = (count / most) * 960
    const side = from < 0 ? 'loss' : 'gain'
    const range = `${formatSigned(from, 2)} % to ${formatSigned(from + width, 2)} %`
    const box = `x="${(index * step + step * 0.06).toFixed(1)}" width="${(step * 0.88).toFixed(1)}"`
    const tall = `y="${(1000 - height).toFixed(1)}" height="${height.toFixed(1)}"`
    const title = html`<title>${range}: ${plural(count, 'trade')}</title>`
    return html`<rect class="${side}" ${trusted(box)} ${trusted(tall)}>${title}</rect>`
  })
  const ticks = x.ticks.filter(({ at }) => at > 0.02 && at < 0.97)
  return html`<figure class="chart" aria-label="Distribution of trade returns">
<div class="plot low"><svg viewBox="0 0 1000 1000" preserveAspectRatio="none">${bars}</svg>
<span class="y" style="top:4%">${formatPlain(most, 0)}</span>
<span class="y" style="top:100%">0</span>
${xLabels({ at: x.at, ticks })}
</div></figure>`
}
