import { formatPlain, plural } from '../format-figure.ts'
import type { OverfittingFigures } from '../overfitting/overfitting-figures.ts'
import { xLabels } from './chart.ts'
import { type Html, html, trusted } from './html.ts'
import { linearScale } from './scale.ts'

/**
 * The Sharpe ratios of all that was tried on these data, each a stroke, with this run among them
 * and the best that as many without skill would show.
 *
 * @param tried - Of the other settled trials, annual.
 * @param own - Of this run; `undefined` when it has none.
 */
export function trialStrip(
  tried: readonly number[],
  own: number | undefined,
  { effectiveTrials, expectedMaximum }: OverfittingFigures,
): Html {
  if (own === undefined)
    return html`<p class="quiet">This run has no Sharpe ratio to set beside others.</p>`
  const best = effectiveTrials > 1 ? expectedMaximum : undefined
  const all = [...tried, own, 0, ...(best === undefined ? [] : [best])]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const margin = (high - low) * 0.06 || 1
  const x = linearScale(low - margin, high + margin, formatPlain)
  const stroke = (value: number, look: string): Html => {
    const across = (1000 * x.at(value)).toFixed(1)
    return trusted(
      `<path class="${look}" d="M${across},${look === 'trial' ? '280V720' : '60V1000'}"/>`,
    )
  }
  const better = tried.filter((value) => value > own).length
  const rank = tried.length === 0 ? '' : `, rank ${better + 1} of ${tried.length + 1} settled`
  return html`<figure class="chart" aria-label="Sharpe ratios of all trials on these data">
<figcaption><span class="key"><i class="own"></i>this run ${formatPlain(own, 2)}${rank}</span>
${
  best === undefined
    ? html``
    : html`<span class="key"><i class="law"></i>
best expected of ${effectiveTrials} without skill ${formatPlain(best, 2)}</span>`
}
${
  tried.length === 0
    ? html``
    : html`<span class="key"><i class="price"></i>
${plural(tried.length, 'other trial')}</span>`
}</figcaption>
<div class="plot strip"><svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
${tried.map((value) => stroke(value, 'trial'))}${best === undefined ? '' : stroke(best, 'line law')}
${stroke(own, 'line own')}</svg>${xLabels(x)}</div></figure>`
}
