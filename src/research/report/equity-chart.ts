import type { RunResult } from '../../engine/index.ts'
import { formatPercent, formatPlain, plural } from '../format-figure.ts'
import type { HoldControl, HoldCurves } from '../metrics/hold-control.ts'
import type { SampledReturns } from '../metrics/sample-returns.ts'
import type { ConeStep, EquityCone } from '../tearsheet/equity-cone.ts'
import { type Band, chart, type Layer } from './chart.ts'
import { closeUp } from './close-up.ts'
import { type Html, html } from './html.ts'
import { linearScale, logScale } from './scale.ts'
import type { Series } from './thin.ts'
import { timeScale } from './time-scale.ts'

/**
 * Equity of the strategy beside holding, and the cone of what its own returns would make of it in
 * another order, on an even and on a logarithmic scale to choose from.
 */
export function equityChart(
  run: RunResult,
  hold: HoldControl,
  cone: EquityCone | undefined,
  every: SampledReturns['every'],
): Html {
  const held = hold.curves()
  const layers = [...coneLayers(cone), ...layersOf(run, hold.exposure, held)]
  const bands = coneBands(cone)
  const drawn = [...layers.map(({ series }) => series), ...bands.flatMap((of) => [of.low, of.high])]
  const isHeld = ({ values }: Series): boolean => values === held.full
  const near = drawn.filter((series) => !isHeld(series))
  const [low, high] = rangeOf(drawn, run.startEquity)
  const close = closeUp([low, high], rangeOf(near, run.startEquity))
  const shown = close.isCut ? layers.filter(({ series }) => !isHeld(series)) : layers
  const end = run.equity.ts[run.equity.length - 1] ?? 1
  const x = timeScale(run.equity.ts[0] ?? 0, cone?.steps.at(-1)?.ts ?? end)
  const over =
    cone === undefined ? [] : [html`<i class="end" style="left:${place(x.at(end))}"></i>`]
  const label = 'Equity over time: the strategy, buying and holding, and a cone past the end'
  const even = linearScale(close.low, close.high, formatPlain)
  const floor = low > 0 ? low : high / 1_000
  const factors = logScale(floor * 0.98, high * 1.02, formatPlain)
  return html`<div class="choice">
<input type="radio" name="scale" id="even" checked><label for="even">linear</label>
<input type="radio" name="scale" id="log"><label for="log">log</label>
<div class="even">${chart({ label, x, y: even, layers: shown, bands, over })}</div>
<div class="log">${chart({ label: `${label}, logarithmic`, x, y: factors, layers, bands, over })}
</div></div>${close.isCut ? html`<p class="quiet">${cutNote}</p>` : ''}${coneNote(cone, every)}`
}

const cutNote =
  'Holding at 100 % moved so much more that the linear picture leaves it out; it stands on the ' +
  'logarithmic one.'

function place(share: number): string {
  return `${(100 * share).toFixed(2)}%`
}

function layersOf(run: RunResult, share: number, held: HoldCurves): readonly Layer[] {
  const { length, ts, equity } = run.equity
  const exposure = formatPercent(share * 100)
  const of = (name: string, look: Layer['look'], values: Float64Array): Layer =>
    layer(name, look, { length, ts, values })
  return [
    of(`hold at ${exposure}`, 'scaled', held.scaled),
    of('hold at 100 %', 'hold', held.full),
    of('strategy', 'own', equity),
  ]
}

function layer(name: string, look: Layer['look'], series: Series): Layer {
  return { name, look, series, places: 2, unit: '' }
}

function coneLayers(cone: EquityCone | undefined): readonly Layer[] {
  if (cone === undefined) return []
  return [
    layer(
      'median of the cone',
      'median',
      seriesOf(cone, ({ median }) => median),
    ),
  ]
}

function coneBands(cone: EquityCone | undefined): readonly Band[] {
  if (cone === undefined) return []
  const of = (value: (step: ConeStep) => number): Series => seriesOf(cone, value)
  return [
    { name: '90 %', look: 'outer', low: of((s) => s.low90), high: of((s) => s.high90) },
    { name: '50 %', look: 'inner', low: of((s) => s.low50), high: of((s) => s.high50) },
  ]
}

function seriesOf({ steps }: EquityCone, value: (step: ConeStep) => number): Series {
  return {
    length: steps.length,
    ts: Float64Array.from(steps, ({ ts }) => ts),
    values: Float64Array.from(steps, value),
  }
}

function coneNote(cone: EquityCone | undefined, every: SampledReturns['every']): Html {
  if (cone === undefined)
    return html`<p class="quiet">There are too few returns for a confidence cone.</p>`
  const loss = formatPercent(100 * cone.lossShare)
  return html`<p class="quiet">Past the end: ${plural(cone.samples, every)} of the run's own returns,
drawn anew ${formatPlain(cone.draws, 0)} times in blocks of ${formatPlain(cone.blockMean, 1)} on
average; ${loss} of the draws lose. It is a bootstrap of the past, not a forecast: a market that
changes leaves the cone.</p>`
}

function rangeOf(drawn: readonly Series[], start: number): [low: number, high: number] {
  let low = start
  let high = start
  for (const series of drawn)
    for (let row = 0; row < series.length; row += 1) {
      const value = series.values[row] as number
      if (value < low) low = value
      if (value > high) high = value
    }
  return [low, high]
}
