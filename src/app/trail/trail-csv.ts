import { csvCell } from '../../journal/index.ts'
import { taxTables } from './tax-tables.ts'
import type { TaxReport } from './tax-report.ts'
import { recordsOf, type TrailTable } from './trail-paper.ts'

/** A plain number is none of the texts that a spreadsheet would calculate, whatever its sign. */
const plainNumber = /^-?\d+(\.\d+)?$/

/** A table as a file of CSV (RFC 4180). No cell becomes a formula, and numbers stay numbers. */
export function csvOf({ columns, rows }: Pick<TrailTable, 'columns' | 'rows'>): string {
  return [columns.map(({ key }) => key), ...rows].map(lineOf).join('')
}

function lineOf(cells: readonly string[]): string {
  const safe = cells.map((text) => (plainNumber.test(text) ? text : csvCell(text)))
  return `${safe.join(',')}\r\n`
}

/** The columns of a tax file, whatever a row is of. */
const taxColumns = [
  ...['kind', 'trading', 'instrument', 'side', 'acquired', 'disposed', 'quantity', 'currency'],
  ...['proceeds', 'cost', 'fees', 'gain', 'income', 'term', 'wash', 'openedBy', 'closedBy'],
]

/** Disposals, income and open lots in one file, told apart by their first column. */
export function taxCsv(report: TaxReport): string {
  const { source, currency } = report
  const told = { trading: `simulated (${source.trading})`, currency }
  const of = (name: string): readonly Record<string, string>[] => {
    const table = taxTables(report).find((each) => each.name === name)
    return table === undefined ? [] : recordsOf(table)
  }
  const records = [
    ...of('disposals').map((row) => ({ kind: 'disposal', ...told, ...row })),
    ...of('income').map(({ time, instrument, amount, order }) => ({
      ...{ kind: 'income', ...told, instrument },
      ...{ disposed: time, income: amount, closedBy: order },
    })),
    ...of('open-lots').map(({ opened, value, fee, side, ...row }) => ({
      ...{ kind: 'open', ...told, ...row, side, fees: fee },
      ...(side === 'short'
        ? { disposed: opened, proceeds: value }
        : { acquired: opened, cost: value }),
    })),
  ]
  const rows = records.map((record) => {
    const cells: Readonly<Record<string, string | undefined>> = record
    return taxColumns.map((key) => cells[key] ?? '')
  })
  return csvOf({ columns: taxColumns.map((key) => ({ key, title: key })), rows })
}
