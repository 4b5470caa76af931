import type { RunResult } from '../../engine/index.ts'
import { formatPlain } from '../format-figure.ts'
import type { Metrics } from '../metrics/measure.ts'
import { chart } from './chart.ts'
import type { Html } from './html.ts'
import { linearScale } from './scale.ts'
import { columnMeans } from './thin.ts'
import { timeScale } from './time-scale.ts'

/** How much of equity was at risk: the mean of each column, since bars jump between 0 and full. */
export function exposureChart(run: RunResult, metrics: Metrics): Html {
  const { length, ts, exposure } = run.equity
  const percent = Float64Array.from(exposure.subarray(0, length), (share) => share * 100)
  const series = columnMeans({ length, ts, values: percent }, 400)
  const mean = metrics.exposure.mean * 100
  const from = ts[0] ?? 0
  const to = ts[length - 1] ?? 1
  const top = series.values.reduce((high, value) => Math.max(high, value), 1)
  const flat = { length: 2, ts: Float64Array.of(from, to), values: Float64Array.of(mean, mean) }
  return chart({
    label: 'Gross exposure over time, as a share of equity',
    isLow: true,
    x: timeScale(from, to),
    y: linearScale(0, top * 1.04, (value, places) => `${formatPlain(value, places)} %`),
    layers: [
      { name: 'mean', look: 'mean', series: flat, places: 1, unit: ' %' },
      { name: 'gross exposure', look: 'exposure', series, base: 0, places: 1, unit: ' %' },
    ],
  })
}
