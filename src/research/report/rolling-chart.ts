import { formatPercent, formatPlain } from '../format-figure.ts'
import type { SampledReturns } from '../metrics/sample-returns.ts'
import type { RollingPoint, RollingSharpe } from '../tearsheet/rolling-sharpe.ts'
import { chart } from './chart.ts'
import { type Html, html } from './html.ts'
import { linearScale } from './scale.ts'
import type { Series } from './thin.ts'
import { timeScale } from './time-scale.ts'

/** The Sharpe ratio as it was at the time, window by window, on the time axis of the run. */
export function rollingChart(
  found: RollingSharpe | undefined,
  every: SampledReturns['every'],
  span: { readonly from: number; readonly to: number },
): Html {
  if (found === undefined)
    return html`<p class="quiet">The run is shorter than two windows of twenty returns.</p>`
  const of = (value: (point: RollingPoint) => number): Series => ({
    length: found.points.length,
    ts: Float64Array.from(found.points, ({ ts }) => ts),
    values: Float64Array.from(found.points, value),
  })
  const lows = found.points.map(({ low }) => low)
  const highs = found.points.map(({ high }) => high)
  const [low, high] = [Math.min(0, ...lows), Math.max(0, ...highs)]
  const margin = (high - low) * 0.04
  return html`${chart({
    label: 'Annual Sharpe ratio over a moving window, with its 95 % interval',
    isLow: true,
    x: timeScale(span.from, span.to),
    y: linearScale(low - margin, high + margin, formatPlain),
    bands: [
      { name: '95 % interval', look: 'outer', low: of((p) => p.low), high: of((p) => p.high) },
    ],
    layers: [
      {
        name: `Sharpe of the last ${found.window} ${every}s`,
        look: 'own',
        series: of((p) => p.value),
        places: 2,
        unit: '',
      },
    ],
  })}
<p class="quiet">Above 0 in ${formatPercent(100 * found.positiveShare)} of windows. Windows overlap:
a bump that lasts as long as the window is one event, not many.</p>`
}
