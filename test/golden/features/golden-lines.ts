import fs from 'node:fs'
import { expect, it } from 'vitest'
import { type BarArrays, type IndicatorSpec, overBars } from '../../../src/features/index.ts'

/** Too large for the repository. */
export const goldenFolder: string = '../shared/golden'

/** A line of an indicator at some bars, as a reference has it. */
export type GoldenCase = {
  readonly key: string
  readonly line: string
  /** A file of the golden folder. */
  readonly bars: string
  readonly reference: string
  readonly rows: Readonly<Record<string, number | undefined>>
}

/** Reads a file of bars of the golden folder. */
export function readBars(file: string): BarArrays {
  const text = fs.readFileSync(`${goldenFolder}/${file}`, 'utf8').toLowerCase()
  const [header = '', ...lines] = text.trim().split('\n')
  const names = header.replaceAll('"', '').split(',')
  const column = (name: string): Float64Array => {
    const at = names.indexOf(name)
    return Float64Array.from(lines, (line) => Number(line.split(',')[at]))
  }
  return {
    ts: Float64Array.from(lines, (line) => Date.parse(line.split(',')[0] ?? '') * 1_000),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  }
}

/** Where Stock.Indicators has a line. `rows` leaves out those at which its seeds still show. */
type StockIndicatorsField = {
  readonly name: string
  readonly field: string
  readonly rows?: readonly number[]
}

/** The numbers of Stock.Indicators by row of `skender_default_502.csv`. */
export function stockIndicatorsRows(from: StockIndicatorsField): Readonly<Record<string, number>> {
  const text = fs.readFileSync(`${goldenFolder}/indicators_502.json`, 'utf8')
  const answers = JSON.parse(text) as Record<string, Record<string, Record<string, number | null>>>
  const rows = Object.entries(answers[from.name] ?? {}).flatMap(([row, fields]) => {
    const answer = fields[from.field]
    const isWanted = from.rows === undefined || from.rows.includes(Number(row))
    return isWanted && typeof answer === 'number' ? [[row, answer] as const] : []
  })
  return Object.fromEntries(rows)
}

/** The same as a case. */
export function stockIndicatorsCase(
  spec: IndicatorSpec,
  line: string,
  from: StockIndicatorsField,
): GoldenCase {
  return {
    key: spec.key,
    line,
    bars: 'skender_default_502.csv',
    reference: `Stock.Indicators ${from.name}`,
    rows: stockIndicatorsRows(from),
  }
}

/**
 * Holds each case to the spec of its key.
 *
 * @param tolerance - Relative to the golden number, or to 1 where that is less.
 */
export function holdToGolden(
  cases: readonly GoldenCase[],
  specs: readonly IndicatorSpec[],
  tolerance: number,
): void {
  it.each(cases)('$key $line reads what $reference reads on $bars', (golden) => {
    const spec = specs.find(({ key }) => key === golden.key)
    if (spec === undefined) return expect.fail(`no indicator ${golden.key}`)
    const readings = overBars(spec, readBars(golden.bars))[golden.line]
    const rows = Object.entries(golden.rows)
    expect(rows.length).toBeGreaterThan(0)
    for (const [row, answer = Number.NaN] of rows) {
      const reading = readings?.[Number(row)] ?? Number.NaN
      const gap = Math.abs(reading - answer) / Math.max(1, Math.abs(answer))
      if (!(gap <= tolerance)) expect.fail(`row ${row} read ${reading}, not ${answer}`)
    }
  })
}
