import { table } from '../markdown-table.ts'
import type { GrowthFit } from './fit-exponent.ts'
import type { ScaleCase, ScalePoint } from './scale-case.ts'
import { growthOf, type ScaleRecord, secondsOf } from './scale-record.ts'

/** What was measured, as tables for the page. */
export function scaleTables(
  { node, machine, cases }: ScaleRecord,
  of: readonly ScaleCase[],
): string {
  const known = of.flatMap((each) => {
    const points = cases[each.name]
    return points === undefined ? [] : [{ ...each, points }]
  })
  const growth = table(
    ['what', 'from', 'to', 'exponent', '95 %', 'of the upper half', '95 %'],
    known.map(({ name, of: unit, points }) => {
      const { all, upper } = growthOf(points)
      const [from, to] = [points[0]?.size ?? 0, points.at(-1)?.size ?? 0]
      return [`\`${name}\``, whole(from), `${whole(to)} ${unit}`, ...shown(all), ...shown(upper)]
    }),
  )
  const every = known.map(
    ({ name, what, of: unit, points }) =>
      `**\`${name}\`**: ${what}.\n\n${pointTable(unit, points)}`,
  )
  return `${[`Measured on ${machine}, Node ${node}.\n`, growth, ...every].join('\n')}`
}

function pointTable(unit: string, points: readonly ScalePoint[]): string {
  return table(
    [unit, 'CPU, s', 'least', 'most', 'of one, µs', 'most memory, MB'],
    points.map((point) => {
      const { size, seconds, megabytes } = point
      const middle = secondsOf(point)
      const [least, most] = [Math.min(...seconds), Math.max(...seconds)]
      return [
        ...[whole(size), digits(middle), digits(least), digits(most)],
        ...[digits((1e6 * middle) / size), megabytes.toFixed(0)],
      ]
    }),
  )
}

function shown(fit: GrowthFit | undefined): readonly [string, string] {
  if (fit === undefined) return ['', '']
  return [fit.exponent.toFixed(2), `${fit.low.toFixed(2)} to ${fit.high.toFixed(2)}`]
}

function whole(value: number): string {
  return value.toLocaleString('en-US')
}

/** Three digits that count. */
function digits(value: number): string {
  return value >= 100 ? whole(Math.round(value)) : Number(value.toPrecision(3)).toString()
}
