import { formatPercent, formatPlain, formatSigned, plural } from '../format-figure.ts'
import type { SampledReturns } from '../metrics/sample-returns.ts'
import type { ReturnDistribution } from '../tearsheet/return-distribution.ts'
import { list } from './figure-lists.ts'
import { histogram } from './histogram.ts'
import { type Html, html } from './html.ts'

/** How returns are spread, beside the normal law that a Sharpe ratio alone would suggest. */
export function returnSection(
  found: ReturnDistribution | undefined,
  every: SampledReturns['every'],
): Html {
  if (found === undefined) return html`<p class="quiet">Too few returns, or all of them equal.</p>`
  const bars = found.bins.map((bin) => {
    const range = `${formatSigned(bin.from, 2)} % to ${formatSigned(bin.to, 2)} %`
    const normal = `normal ${formatPlain(bin.expected, 1)}`
    return { ...bin, note: `${range}: ${plural(bin.count, every)}, ${normal}` }
  })
  const percent = (value: number): string => `${formatSigned(value, 2)} %`
  const { risk95, risk99 } = found
  return html`${histogram(`Distribution of returns per ${every}`, bars, (value, places) =>
    value === 0 ? '0 %' : `${formatSigned(value, places)} %`,
  )}
${list([
  ['Returns', plural(found.count, every)],
  [`Mean per ${every}`, `${formatSigned(found.mean, 3)} %`],
  ['Deviation', `${formatPlain(found.deviation, 2)} %`],
  ['Above 0', formatPercent(100 * found.positiveShare)],
  ['Exactly 0', formatPercent(100 * found.zeroShare)],
  ['Best', percent(found.best)],
  ['Worst', percent(found.worst)],
  ['Skewness', formatPlain(found.skewness, 2)],
  ['Excess kurtosis', formatPlain(found.excessKurtosis, 2)],
  ['VaR, ES at 95 %', `${pair(risk95)}`],
  ['VaR, ES at 99 %', `${pair(risk99)}`],
])}
<p class="quiet">The line is a normal law of the same mean and deviation. Value at risk and expected
shortfall are those of the sample as it is, as losses. What lies more than five deviations out
stands in the outermost bars.</p>`
}

function pair({ valueAtRisk, expectedShortfall }: ReturnDistribution['risk95']): string {
  return `${formatPlain(valueAtRisk, 2)} %, ${formatPlain(expectedShortfall, 2)} %`
}
