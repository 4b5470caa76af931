import type { Json } from '../../base/index.ts'
import { type TaxReport, taxRemarks } from './tax-report.ts'
import { taxTables } from './tax-tables.ts'
import { type TrailTable, recordsOf } from './trail-paper.ts'
import { periodText } from './trail-period.ts'
import { simulatedMark } from './trail-source.ts'
import { amountText, timeText } from './trail-text.ts'

/** The whole report, JSON-ready: amounts, quantities and times as text, to the last digit. */
export function taxJson(report: TaxReport): Record<string, Json> {
  const { source, period, method, currency, asOf, totals, elsewhere } = report
  return {
    desk: source.name,
    trading: source.trading,
    isSimulated: true,
    mark: simulatedMark(source),
    ...{ year: period.year ?? null, method, currency },
    asOf: timeText(asOf),
    journal: { events: source.verified.events, head: source.verified.head.hash },
    gain: amountText(totals.all.gain),
    income: amountText(totals.all.income),
    feesElsewhere: amountText(elsewhere),
    remarks: taxRemarks(report),
    ...tablesJson(taxTables(report)),
  }
}

/** Every table by its name, in the words of a program: `open-lots` is `openLots`. */
export function tablesJson(tables: readonly TrailTable[]): Record<string, Json> {
  const keyOf = (name: string): string =>
    name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return Object.fromEntries(tables.map((table) => [keyOf(table.name), recordsOf(table)]))
}

/** The weightiest lines, for a terminal. */
export function taxLines(report: TaxReport): readonly string[] {
  const { source, period, method, currency, totals, open, reconciled } = report
  const { all, byInstrument } = totals
  const sums = byInstrument.map(
    ({ name, disposals, gain }) => `  ${name}: ${amountText(gain)} from ${disposals} disposals`,
  )
  const apart = reconciled.reduce((sum, of) => sum + of.lotsRealised - of.ledgerRealised, 0n)
  return [
    simulatedMark(source),
    `${periodText(period)}, ${method}, in ${currency}; this is no tax advice`,
    `gain       ${amountText(all.gain)} from ${all.disposals} disposals`,
    ...sums,
    `  short term ${amountText(all.shortTerm)}, long term ${amountText(all.longTerm)}`,
    `proceeds   ${amountText(all.proceeds)}, cost ${amountText(all.cost)}, fees ${amountText(all.fees)}`,
    `income     ${amountText(all.income)} in rebates; the books charge no funding`,
    `open lots  ${open.length}`,
    `ledger     agrees to the last unit; realised differs by ${amountText(apart)}, as do the open costs`,
  ]
}
