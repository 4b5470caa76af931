import type { EquityPoint } from '../../app/index.ts'
import { Canvas, type Colour, type Point, textWidth } from './canvas.ts'
import { encodePng } from './png.ts'

const width = 1_000
const height = 620
const left = 120
const right = width - 30
const ground: Colour = [15, 20, 30]
const grid: Colour = [40, 50, 66]
const faint: Colour = [148, 163, 184]
const bright: Colour = [226, 232, 240]
const blue: Colour = [96, 165, 250]
const red: Colour = [248, 113, 113]

/** Where a curve is drawn, from `top` to `bottom`. */
type Panel = {
  readonly top: number
  readonly bottom: number
  readonly min: number
  readonly max: number
}

/**
 * Equity above and the fall from its peak below, as a PNG of 1000 x 620.
 *
 * @param points - Oldest first. @param currency - What equity is counted in.
 * @returns `undefined` for fewer than two points: there is no curve yet.
 */
export function drawChart(
  points: readonly EquityPoint[],
  currency: string,
): Uint8Array | undefined {
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined || last.t <= first.t) return undefined
  const canvas = new Canvas(width, height, ground)
  const xOf = (t: number): number => left + ((right - left) * (t - first.t)) / (last.t - first.t)
  const equity = points.map((point) => point.equity)
  const [low, high] = [least(equity), -least(equity.map((each) => -each))]
  const room = Math.max((high - low) * 0.08, high * 0.000_1, 0.01)
  const upper: Panel = { top: 90, bottom: 390, min: low - room, max: high + room }
  const deepest = -least(points.map(({ drawdown }) => -drawdown))
  const lower: Panel = { top: 450, bottom: 560, min: -Math.max(deepest * 1.1, 0.001), max: 0 }
  canvas.text(`EQUITY ${currency}`, [left, 28], bright, 3)
  const change = 100 * (last.equity / first.equity - 1)
  const told = `${last.equity.toFixed(2)}  ${change < 0 ? '' : '+'}${change.toFixed(2)} %`
  canvas.text(told, [right - textWidth(told, 3), 28], change < 0 ? red : blue, 3)
  scale(canvas, upper, 4, (value) => value.toFixed(high - low < 20 ? 2 : 0))
  canvas.text('DRAWDOWN', [left, 422], faint, 2)
  scale(canvas, lower, 2, (value) => `${(100 * value).toFixed(deepest < 0.02 ? 2 : 1)}%`)
  area(
    canvas,
    lower,
    points.map(({ t, drawdown }): Point => [xOf(t), yOf(lower, -drawdown)]),
  )
  const curve = points.map((point): Point => [xOf(point.t), yOf(upper, point.equity)])
  canvas.line(curve, blue, 3)
  times(canvas, first.t, last.t)
  return encodePng(canvas)
}

function yOf({ top, bottom, min, max }: Panel, value: number): number {
  return bottom - ((bottom - top) * (value - min)) / (max - min)
}

function scale(canvas: Canvas, panel: Panel, steps: number, tell: (value: number) => string): void {
  for (let i = 0; i <= steps; i += 1) {
    const value = panel.min + ((panel.max - panel.min) * i) / steps
    const y = Math.round(yOf(panel, value))
    const label = tell(value === 0 ? 0 : value)
    canvas.rule(y, left, right, grid)
    canvas.text(label, [left - 12 - textWidth(label, 2), y - 7], faint, 2)
  }
}

/** Filled from the top of the panel down to the curve, with the curve itself on its edge. */
function area(canvas: Canvas, panel: Panel, curve: readonly Point[]): void {
  let at = 0
  for (let x = left; x < right; x += 1) {
    while (at < curve.length - 2 && (curve[at + 1]?.[0] ?? right) < x) at += 1
    const [x0, y0] = curve[at] ?? [x, panel.top]
    const [x1, y1] = curve[at + 1] ?? [x0, y0]
    const y = x1 === x0 ? y1 : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0)
    canvas.column(x, panel.top, Math.max(panel.top, y), red, 0.35)
  }
  canvas.line(curve, red, 2)
}

function times(canvas: Canvas, from: number, to: number): void {
  const tell = (t: number): string => new Date(t).toISOString().slice(0, 16).replace('T', ' ')
  const end = `${tell(to)} UTC`
  canvas.text(tell(from), [left, 584], faint, 2)
  canvas.text(end, [right - textWidth(end, 2), 584], faint, 2)
}

function least(values: readonly number[]): number {
  return values.reduce((min, value) => Math.min(min, value), Number.POSITIVE_INFINITY)
}
