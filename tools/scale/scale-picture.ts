import type { ScaleCase } from './scale-case.ts'
import { growthOf, type ScaleRecord, secondsOf } from './scale-record.ts'

const [width, height] = [330, 230]
const plot = { left: 56, top: 40, right: 318, bottom: 190 }
const across = 3

/** A drawn value: where it stands, and its size. */
type Mark = { readonly size: number; readonly value: number }

/** A log axis from one power of ten to another. */
type Axis = { readonly from: number; readonly to: number; readonly at: (value: number) => number }

/**
 * CPU time against size on axes of powers of ten, a small chart for each, with a dashed line of
 * exponent 1 through the first point: what rises faster than it grows faster than its size.
 */
export function scalePicture({ cases }: ScaleRecord, of: readonly ScaleCase[]): string {
  const known = of.flatMap((each) => {
    const points = cases[each.name]
    return points === undefined ? [] : [{ ...each, points }]
  })
  const rows = Math.ceil(known.length / across)
  const [w, h] = [across * width, rows * height]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w}" ` +
      `height="${h}" font-family="system-ui, sans-serif" font-size="11">`,
    '<title>CPU time against size, on axes of powers of ten</title>',
    `<rect width="${w}" height="${h}" fill="#ffffff"/>`,
    ...known.map(({ name, of: unit, points }, k) => {
      const marks = points.map((point) => ({ size: point.size, value: secondsOf(point) }))
      const { upper } = growthOf(points)
      const told =
        upper === undefined ? '' : `, exponent of the upper half ${upper.exponent.toFixed(2)}`
      const place = `translate(${width * (k % across)} ${height * Math.floor(k / across)})`
      return `<g transform="${place}">${chart(`${name}${told}`, unit, marks)}</g>`
    }),
    '</svg>',
    '',
  ].join('\n')
}

function chart(title: string, unit: string, marks: readonly Mark[]): string {
  const sizes = marks.map(({ size }) => size)
  const values = marks.map(({ value }) => value)
  const x = axis(sizes, plot.left, plot.right)
  const y = axis(values, plot.bottom, plot.top)
  const points = marks.map(({ size, value }) => [x.at(size), y.at(value)] as const)
  const line = points.map(([px, py]) => `${px},${py}`).join(' ')
  return [
    `<text x="${plot.left}" y="18" font-weight="600" fill="#0f172a">${title}</text>`,
    `<text x="${plot.right}" y="222" text-anchor="end" fill="#475569">${unit}</text>`,
    `<text x="8" y="34" fill="#475569">CPU, s</text>`,
    ...powers(x).map((power) => upright(x.at(power), powerText(power))),
    ...powers(y).map((power) => level(y.at(power), powerText(power))),
    evenLine(x, y, marks),
    `<polyline points="${line}" fill="none" stroke="#1d4ed8" stroke-width="1.5"/>`,
    ...points.map(([px, py]) => `<circle cx="${px}" cy="${py}" r="3" fill="#1d4ed8"/>`),
  ].join('')
}

/** What has exponent 1 and the first of the marks, as far as it is inside. */
function evenLine(x: Axis, y: Axis, marks: readonly Mark[]): string {
  const [first, last] = [marks[0], marks.at(-1)]
  if (first === undefined || last === undefined) return ''
  const end = Math.min(last.size / first.size, y.to / first.value)
  const [x1, y1] = [x.at(first.size), y.at(first.value)]
  const [x2, y2] = [x.at(first.size * end), y.at(first.value * end)]
  return `<path d="M${x1},${y1}L${x2},${y2}" stroke="#94a3b8" stroke-dasharray="4 3"/>`
}

function axis(values: readonly number[], start: number, end: number): Axis {
  const from = Math.floor(Math.log10(Math.min(...values)) + 1e-9)
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9))
  const at = (value: number): number => {
    const share = (Math.log10(value) - from) / (to - from)
    return Math.round(10 * (start + share * (end - start))) / 10
  }
  return { from: Number(`1e${from}`), to: Number(`1e${to}`), at }
}

function powers({ from, to }: Axis): readonly number[] {
  const all: number[] = []
  for (let power = Math.round(Math.log10(from)); power <= Math.round(Math.log10(to)); power += 1)
    all.push(Number(`1e${power}`))
  return all
}

function powerText(power: number): string {
  return power >= 1 ? power.toLocaleString('en-US') : String(power)
}

function upright(x: number, text: string): string {
  const line = `<path d="M${x},${plot.top}V${plot.bottom}" stroke="#e2e8f0"/>`
  const label = `<text x="${x}" y="206" text-anchor="middle" fill="#475569">${text}</text>`
  return `${line}${label}`
}

function level(y: number, text: string): string {
  const line = `<path d="M${plot.left},${y}H${plot.right}" stroke="#e2e8f0"/>`
  return `${line}<text x="${plot.left - 6}" y="${y + 4}" text-anchor="end" fill="#475569">${text}</text>`
}
