import { formatPercent, formatPlain, formatSignedPercent } from '../format-figure.ts'
import { chart, type Layer } from '../report/chart.ts'
import { type Html, html } from '../report/html.ts'
import { pageFrame } from '../report/page-frame.ts'
import { linearScale } from '../report/scale.ts'
import { formatDay, timeScale } from '../report/time-scale.ts'
import { parameterText } from '../sweep/axis-label.ts'
import type { Objective } from '../sweep/sweep-objective.ts'
import type { SweepAxis } from '../sweep/sweep-axis.ts'
import { driftCharts } from './drift-chart.ts'
import { pathStrip } from './path-strip.ts'
import type { WalkFold } from './walk-fold.ts'
import type { WalkForward } from './walk-forward.ts'
import { walkStyle } from './walk-style.ts'
import { windowTimeline } from './window-timeline.ts'

export type WalkPage = {
  readonly title: string
  /** Sentences to stand above all figures. */
  readonly verdict: readonly string[]
  readonly walk: WalkForward
  readonly axes: readonly SweepAxis[]
  readonly objective: Objective
  readonly scheme: string
  readonly hash: string
  readonly version: string
}

/** A page of a walk: what it made where it was not chosen, and how far that is from the promise. */
export function renderWalk(page: WalkPage): string {
  const { title, walk, objective, scheme, hash, version } = page
  const { folds, paths, spread } = walk
  const body = html`<section class="verdict">${page.verdict.map((said) => html`<p>${said}</p>`)}</section>
<h2>${paths.length > 1 ? 'The median path' : 'All tests, one after another'}, and the promise</h2>
${equity(walk)}
${spread === undefined ? html`` : html`<h2>All paths</h2>${pathStrip(spread)}`}
<h2>Where it was chosen, and where it was tried</h2>${windowTimeline(folds)}
<h2>Fold by fold</h2>${foldTable(page)}
<h2>What was chosen</h2>${driftCharts(page.axes, folds)}`
  return pageFrame({
    ...{ title, body, version },
    summary: `${folds.length} folds, ${scheme}, chosen by ${objective}. Hash ${hash.slice(0, 12)}.`,
    footer:
      'The promise is what the choice had earned where it was chosen, carried on at the same rate. ' +
      'Nobody ever gets it.',
    rules: walkStyle,
    hasTooltips: true,
  })
}

function equity({ stitched, promised }: WalkForward): Html {
  const { length, ts } = stitched
  if (length === 0) return html`<p class="quiet">Nothing was traded in any test.</p>`
  const layer = (name: string, look: Layer['look'], values: Float64Array): Layer => ({
    ...{ name, look, places: 2, unit: '' },
    series: { length, ts, values },
  })
  const layers = [
    layer('promised', 'hold', promised.equity),
    layer('out of sample', 'own', stitched.equity),
  ]
  const [low, high] = rangeOf(layers)
  const margin = (high - low) * 0.04
  return chart({
    label: 'Equity over all tests, beside what the choices had promised',
    x: timeScale(ts[0] ?? 0, ts[length - 1] ?? 1),
    y: linearScale(low - margin, high + margin, formatPlain),
    layers,
  })
}

function rangeOf(layers: readonly Layer[]): readonly [low: number, high: number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { series } of layers)
    for (let row = 0; row < series.length; row += 1) {
      const value = series.values[row] as number
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
  return [low, high]
}

function foldTable({ walk, objective }: WalkPage): Html {
  const rows = walk.folds.map((fold, n) => {
    const { summary, inSample, outOfSample } = fold
    const parameters = fold.parameters === undefined ? 'none' : parameterText(fold.parameters)
    return html`<tr><td>${n + 1}</td><td class="words">${testedText(fold)}</td>
<td>${formatPlain(inSample, 2)}</td><td>${formatPlain(outOfSample, 2)}</td><td>${left(fold)}</td>
<td>${formatPlain(fold.rank, 2)}</td>
<td>${formatSignedPercent(summary?.returnPct ?? undefined)}</td>
<td>${formatPlain(summary?.trades ?? 0, 0)}</td><td class="words">${parameters}</td>
<td class="words">${fold.rule}</td></tr>`
  })
  return html`<div class="wide"><table><thead><tr><th>fold</th><th class="words">tested</th>
<th>${objective}, chosen by</th><th>tried</th><th>left</th><th>rank</th><th>return</th>
<th>trades</th><th class="words">parameters</th><th class="words">rule</th></tr></thead>
<tbody>${rows}</tbody></table></div>
<p class="quiet">Left is the share of a figure above 0. Rank says how far the order of all
configurations of a grid held from the one to the other: 1 is the same order, 0 none.</p>`
}

function testedText({ window }: WalkFold): string {
  return window.test.map(({ from, to }) => `${formatDay(from)} to ${formatDay(to)}`).join(', ')
}

function left({ inSample, outOfSample }: WalkFold): string {
  const isKnown = inSample !== undefined && outOfSample !== undefined && inSample > 0
  return formatPercent(isKnown ? (100 * outOfSample) / inSample : undefined)
}
