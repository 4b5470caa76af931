import type { Json } from '../../base/index.ts'
import type { ComplianceReport } from './compliance-report.ts'
import { auditText, complianceRemarks, complianceTables } from './compliance-tables.ts'
import { tablesJson } from './tax-json.ts'
import { csvOf } from './trail-csv.ts'
import { periodText } from './trail-period.ts'
import { simulatedMark } from './trail-source.ts'
import { timeText } from './trail-text.ts'

/** The whole report, JSON-ready: every number as text, to the last digit. */
export function complianceJson(report: ComplianceReport): Record<string, Json> {
  const { source, period, asOf, audit } = report
  const { ok, entries, head, faults } = audit
  return {
    desk: source.name,
    trading: source.trading,
    isSimulated: true,
    mark: simulatedMark(source),
    ...{ year: period.year ?? null, asOf: timeText(asOf) },
    journal: { events: source.verified.events, head: source.verified.head.hash },
    audit: { ok, entries, head: head === undefined ? null : { ...head }, faults },
    remarks: complianceRemarks(report),
    ...tablesJson(complianceTables(report)),
  }
}

/** One file of CSV for every table. */
export function complianceFiles(
  report: ComplianceReport,
): readonly (readonly [name: string, content: string])[] {
  return complianceTables(report).map((table) => [`${table.name}.csv`, csvOf(table)])
}

/** The weightiest lines, for a terminal. */
export function complianceLines(report: ComplianceReport): readonly string[] {
  const { source, period, acts, lives, changes } = report
  const count = (list: string): number => changes.filter((row) => row.list === list).length
  const fills = lives.reduce((sum, life) => sum + life.fills.length, 0)
  return [
    simulatedMark(source),
    periodText(period),
    `audit      ${auditText(report)}`,
    `acts       ${acts.length} lines`,
    `orders     ${lives.length}, fills ${fills}`,
    `refusals   ${count('refusals')} refused or cut`,
    `breaches   ${count('breaches')} breakers, standings and alerts`,
    `modes      ${count('modes')} changes`,
  ]
}
