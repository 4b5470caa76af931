import { type Html, html, trusted } from '../report/html.ts'
import { formatPlain } from '../format-figure.ts'
import { axisLabel, valueLabel } from './axis-label.ts'
import { type Objective, wantsMost } from './sweep-objective.ts'
import { spanValue, type SweepAxis, unitPlaces } from './sweep-axis.ts'
import type { SweepTrial } from './sweep-trial.ts'

/** Cells along a span, and along a list of numbers that is longer. */
const cellsMax = 12
/** Pairs of axes that are shown. */
const pairsMax = 6

type Cell = { readonly mean: number; readonly count: number }

/** A map of the mean figure over every two axes, the other axes averaged over. */
export function heatMaps(
  axes: readonly SweepAxis[],
  trials: readonly SweepTrial[],
  objective: Objective,
): readonly Html[] {
  const pairs = axes.flatMap((_, x) => axes.slice(x + 1).map((__, k) => [x, x + 1 + k] as const))
  return pairs.slice(0, pairsMax).map(([x, y]) => heatMap(axes, trials, objective, x, y))
}

function heatMap(
  axes: readonly SweepAxis[],
  trials: readonly SweepTrial[],
  objective: Objective,
  x: number,
  y: number,
): Html {
  const [across, up] = [axes[x] as SweepAxis, axes[y] as SweepAxis]
  const [columns, rows] = [cellsOf(across), cellsOf(up)]
  const cells = cellMeans(axes, trials, { x, y, columns, rows })
  const known = cells.flatMap((cell) => (cell === undefined ? [] : [cell.mean]))
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const lines = Array.from({ length: rows }, (_, k) => {
    // The largest value of the upper axis stands on top.
    const row = rows - 1 - k
    const line = Array.from({ length: columns }, (__, column) => {
      const cell = cells[row * columns + column]
      return drawnCell(cell, share(cell?.mean, low, high, wantsMost(objective)))
    })
    return html`<tr><th scope="row">${cellLabel(up, row, rows)}</th>${line}</tr>`
  })
  const heads = Array.from(
    { length: columns },
    (_, column) => html`<th scope="col">${cellLabel(across, column, columns)}</th>`,
  )
  return html`<figure class="heat"><figcaption>${axisLabel(up)} up, ${axisLabel(across)} across: mean
${objective}</figcaption><div class="wide"><table>${lines}
<tr><th></th>${heads}</tr></table></div></figure>`
}

type Grid = {
  readonly x: number
  readonly y: number
  readonly columns: number
  readonly rows: number
}

function cellMeans(
  axes: readonly SweepAxis[],
  trials: readonly SweepTrial[],
  { x, y, columns, rows }: Grid,
): readonly (Cell | undefined)[] {
  const sums = new Float64Array(columns * rows)
  const counts = new Float64Array(columns * rows)
  for (const { figure, point } of trials) {
    if (figure === null) continue
    const places = unitPlaces(axes, point)
    const column = cellAt(axes[x] as SweepAxis, places[x] as number, columns)
    const at = cellAt(axes[y] as SweepAxis, places[y] as number, rows) * columns + column
    sums[at] = (sums[at] as number) + figure
    counts[at] = (counts[at] as number) + 1
  }
  return Array.from(counts, (count, at) =>
    count === 0 ? undefined : { mean: (sums[at] as number) / count, count },
  )
}

function cellsOf(axis: SweepAxis): number {
  if (axis.kind === 'list')
    return axis.isOrdered ? Math.min(cellsMax, axis.values.length) : axis.values.length
  return axis.isWhole && !axis.isLog ? Math.min(cellsMax, axis.high - axis.low + 1) : cellsMax
}

function cellAt(axis: SweepAxis, place: number, cells: number): number {
  const isWord = axis.kind === 'list' && !axis.isOrdered
  return isWord ? place : Math.min(cells - 1, Math.floor(place * cells))
}

/** The value in the middle of a cell. */
function cellLabel(axis: SweepAxis, cell: number, cells: number): string {
  if (axis.kind === 'list') {
    const place = axis.isOrdered ? ((cell + 0.5) / cells) * axis.values.length - 0.5 : cell
    return valueLabel(axis.values[Math.round(place)] ?? '')
  }
  const value = spanValue(axis, (cell + 0.5) / cells)
  return valueLabel(axis.isWhole ? value : Number(value.toPrecision(2)))
}

/** 0 for the worst, 1 for the best. */
function share(mean: number | undefined, low: number, high: number, isMost: boolean): number {
  if (mean === undefined) return Number.NaN
  const place = high === low ? 1 : (mean - low) / (high - low)
  return isMost ? place : 1 - place
}

function drawnCell(cell: Cell | undefined, place: number): Html {
  if (cell === undefined) return html`<td></td>`
  const colour = place >= 0.5 ? 'blue' : 'orange'
  // As strong as lets the figure on it be read, in light and in dark.
  const strength = (0.1 + Math.abs(place - 0.5)).toFixed(2)
  const style = trusted(`style="background:rgba(var(--${colour}),${strength})"`)
  return html`<td ${style} title="${cell.count} trials">${formatPlain(cell.mean, 2)}</td>`
}
