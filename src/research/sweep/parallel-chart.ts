import { type Html, html, trusted } from '../report/html.ts'
import { axisEnds, axisLabel } from './axis-label.ts'
import { type Objective, lossOf } from './sweep-objective.ts'
import { type SweepAxis, unitPlaces } from './sweep-axis.ts'
import type { SweepTrial } from './sweep-trial.ts'

/** Lines that are drawn; of more, the best and every nth of the others. */
const linesMax = 400
const bestMax = 40

/** One line for each trial across all axes, the best tenth standing out. */
export function parallelChart(
  axes: readonly SweepAxis[],
  trials: readonly SweepTrial[],
  objective: Objective,
): Html {
  const known = trials.filter(({ figure }) => figure !== null)
  const ranked = [...known].sort(
    (a, b) => lossOf(objective, a.figure) - lossOf(objective, b.figure) || a.n - b.n,
  )
  const best = ranked.slice(0, Math.min(bestMax, Math.ceil(ranked.length / 10)))
  const rest = ranked.slice(best.length)
  const every = Math.max(1, Math.ceil(rest.length / linesMax))
  const others = rest.filter((_, k) => k % every === 0)
  const left = rest.length - others.length
  const lines = [
    ...others.toReversed().map((trial) => line(axes, trial, 'rest')),
    ...best
      .toReversed()
      .map((trial, k) => line(axes, trial, k === best.length - 1 ? 'top' : 'best')),
  ]
  const heads = axes.map((axis) => {
    const [first, last] = axisEnds(axis)
    return html`<div><b>${axisLabel(axis)}</b><span>${first} to ${last}</span></div>`
  })
  const note = left === 0 ? '' : ` ${left} of the others are left out.`
  return html`<figure class="parallel" aria-label="Trials over all parameters">
<svg viewBox="0 0 1000 320" preserveAspectRatio="none">${rules(axes.length)}${lines}</svg>
<div class="axes">${heads}</div>
<figcaption>Each line is a trial, low values below; the best tenth is dark, the best of all
orange.${note}</figcaption></figure>`
}

function at(k: number, axes: number): number {
  return axes === 1 ? 500 : 20 + (k * 960) / (axes - 1)
}

function rules(axes: number): readonly Html[] {
  return Array.from({ length: axes }, (_, k) => {
    const x = at(k, axes).toFixed(1)
    return html`<path class="rule" d="M${trusted(x)} 8V312"></path>`
  })
}

function line(axes: readonly SweepAxis[], { point }: SweepTrial, kind: string): Html {
  const places = unitPlaces(axes, point)
  const steps = axes.map((axis, k) => {
    const isWord = axis.kind === 'list' && !axis.isOrdered
    const last = axis.kind === 'list' ? Math.max(1, axis.values.length - 1) : 1
    const place = isWord ? (places[k] as number) / last : (places[k] as number)
    return `${at(k, axes.length).toFixed(1)} ${(310 - 300 * place).toFixed(1)}`
  })
  const only = steps[0] ?? ''
  const path = steps.length === 1 ? `M${only}h40` : `M${steps.join('L')}`
  return html`<path class="${kind}" d="${trusted(path)}"></path>`
}
