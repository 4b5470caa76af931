import type { ParameterValue } from '../../agents/index.ts'
import { type Html, html, trusted } from '../report/html.ts'
import { axisEnds, axisLabel, valueLabel } from '../sweep/axis-label.ts'
import { type SweepAxis, unitPlaces } from '../sweep/sweep-axis.ts'
import type { WalkFold } from './walk-fold.ts'

/** What was chosen of every parameter, fold by fold: one that wanders was never really chosen. */
export function driftCharts(axes: readonly SweepAxis[], folds: readonly WalkFold[]): Html {
  const charts = axes.map((axis) => driftChart(axis, folds))
  return html`<div class="drift">${charts}</div>
<p class="quiet">A dot is a fold, in their order; low values are below. A parameter that wanders from
fold to fold was never really chosen.</p>`
}

function driftChart(axis: SweepAxis, folds: readonly WalkFold[]): Html {
  const dots = folds.flatMap(({ parameters }, n) => {
    const value = parameters?.[axis.name]
    const place = value === undefined ? undefined : placeOf(axis, value)
    if (value === undefined || place === undefined) return []
    const across = (100 * (n + 0.5)) / folds.length
    const style = `left:${across.toFixed(2)}%;top:${(95 - 90 * place).toFixed(2)}%`
    const title = `fold ${n + 1}: ${valueLabel(value)}`
    return [html`<i class="dot" ${trusted(`style="${style}"`)} title="${title}"></i>`]
  })
  const [first, last] = axisEnds(axis)
  return html`<figure class="chart" aria-label="${axisLabel(axis)} by fold">
<figcaption>${axisLabel(axis)}</figcaption><div class="plot">${dots}
<span class="y" ${trusted('style="top:5%"')}>${last}</span>
<span class="y" ${trusted('style="top:95%"')}>${first}</span></div></figure>`
}

/** 0 at one end of an axis, 1 at the other; words stand in the order in which they were listed. */
function placeOf(axis: SweepAxis, value: ParameterValue): number | undefined {
  if (axis.kind === 'span') return unitPlaces([axis], [Number(value)])[0]
  const at = axis.values.indexOf(value)
  if (at < 0) return undefined
  return axis.values.length === 1 ? 0.5 : at / (axis.values.length - 1)
}
