import type { RunResult } from '../../engine/index.ts'
import { formatPercent, formatPlain } from '../format-figure.ts'
import type { HoldControl } from '../metrics/hold-control.ts'
import { chart, type Layer } from './chart.ts'
import { type Html, html } from './html.ts'
import { linearScale, logScale } from './scale.ts'
import { timeScale } from './time-scale.ts'

/** Equity of the strategy beside holding, on an even and on a logarithmic scale to choose from. */
export function equityChart(run: RunResult, hold: HoldControl): Html {
  const layers = layersOf(run, hold)
  const [low, high] = rangeOf(layers, run.startEquity)
  const margin = (high - low) * 0.04
  const x = timeScale(run.equity.ts[0] ?? 0, run.equity.ts[run.equity.length - 1] ?? 1)
  const label = 'Equity over time: the strategy, and buying and holding'
  const even = linearScale(low - margin, high + margin, formatPlain)
  const floor = low > 0 ? low : high / 1_000
  const factors = logScale(floor * 0.98, high * 1.02, formatPlain)
  return html`<div class="choice">
<input type="radio" name="scale" id="even" checked><label for="even">linear</label>
<input type="radio" name="scale" id="log"><label for="log">log</label>
<div class="even">${chart({ label, x, y: even, layers })}</div>
<div class="log">${chart({ label: `${label}, logarithmic`, x, y: factors, layers })}</div></div>`
}

function layersOf(run: RunResult, hold: HoldControl): readonly Layer[] {
  const { length, ts, equity } = run.equity
  const cash = run.startEquity * (1 - hold.exposure)
  const scaled = hold.equity.map((value) => cash + hold.exposure * value)
  const exposure = formatPercent(hold.exposure * 100)
  const places = 2
  const unit = ''
  const of = (name: string, look: Layer['look'], values: Float64Array): Layer => ({
    name,
    look,
    series: { length, ts, values },
    places,
    unit,
  })
  return [
    of(`hold at ${exposure}`, 'scaled', scaled),
    of('hold at 100 %', 'hold', hold.equity),
    of('strategy', 'own', equity),
  ]
}

function rangeOf(layers: readonly Layer[], start: number): [low: number, high: number] {
  let low = start
  let high = start
  for (const { series } of layers)
    for (let row = 0; row < series.length; row += 1) {
      const value = series.values[row] as number
      if (value < low) low = value
      if (value > high) high = value
    }
  return [low, high]
}
