import type { Json } from '../../base/index.ts'
import { deskNumber } from '../desk-gateway.ts'
import { changeTables } from './change-tables.ts'
import type { ComplianceReport } from './compliance-report.ts'
import { orderTables } from './order-tables.ts'
import {
  fileColumn,
  numberColumn,
  textColumn,
  type TrailPaper,
  type TrailTable,
} from './trail-paper.ts'
import { periodText } from './trail-period.ts'
import { simulatedMark, sourceFacts } from './trail-source.ts'
import { timeText } from './trail-text.ts'

/** Every table of a compliance report, in the order in which it is read. */
export function complianceTables(report: ComplianceReport): readonly TrailTable[] {
  const { source, named, lives } = report
  const [first] = named.instruments
  const desk = deskNumber(source.header)
  const orders = { lives, instruments: named.instruments, desk, currency: first?.quote ?? '' }
  return [
    actsTable(report),
    ...changeTables(report.changes),
    ...orderTables(orders),
    sourcesTable(report),
    settingsTable(report),
  ]
}

/** The whole report as it is printed. @param version - Of the program. */
export function compliancePaper(report: ComplianceReport, version: string): TrailPaper {
  const { source, period, asOf } = report
  return {
    title: 'Compliance record',
    mark: simulatedMark(source),
    facts: [
      ['Period', periodText(period)],
      ...sourceFacts(source, version),
      ['Audit', auditText(report)],
      ['As of', `${timeText(asOf)} UTC`],
    ],
    remarks: complianceRemarks(report),
    tables: complianceTables(report),
    ts: asOf,
    producer: `coinswarm ${version}`,
  }
}

/** Whether the audit is as it was written, in words. */
export function auditText({ audit }: ComplianceReport): string {
  if (!audit.ok) return `CHANGED SINCE IT WAS WRITTEN: ${audit.faults.join('; ')}`
  const { entries, head } = audit
  if (head === undefined) return 'no entries'
  return `${entries} entries, every hash verified; head ${head.sequence}:${head.hash}`
}

/** What a reader must know. */
export function complianceRemarks({ audit }: ComplianceReport): readonly string[] {
  const changed = audit.ok
    ? []
    : [
        'The audit is not as it was written, so nothing of it is shown; coinswarm audit verify tells where.',
      ]
  return [
    ...changed,
    'Everything here stands in the journal and the audit of the desk, whose hashes are above; whoever ' +
      'kept an earlier head can check that nothing before it was changed.',
    'Orders are those sent in the period, with what became of them after it too. Every step of every ' +
      'order is in the file order-events.csv of coinswarm report compliance --csv.',
  ]
}

function actsTable({ acts }: ComplianceReport): TrailTable {
  return {
    name: 'acts',
    title: 'Acts of persons',
    about: 'Each is written before it is done, and what came of it after.',
    columns: [
      ...[
        numberColumn('sequence', 'No.'),
        textColumn('time', 'Time (UTC)'),
        textColumn('door', 'Door'),
      ],
      ...[
        textColumn('actor', 'Who'),
        textColumn('act', 'Act'),
        textColumn('what', 'What'),
        textColumn('reason', 'Reason'),
      ],
      ...[textColumn('stage', 'Stage'), textColumn('outcome', 'Came of it')],
      ...[fileColumn('nonce'), fileColumn('hash')],
    ],
    rows: acts.map(({ sequence, hash, entry }) => [
      ...[String(sequence), timeText(entry.ts), entry.door, entry.actor, entry.act, entry.what],
      ...[entry.reason, entry.stage, entry.outcome, entry.nonce, hash],
    ]),
    none: 'Nobody did anything to this desk.',
  }
}

function sourcesTable({ bars, outside, named, source }: ComplianceReport): TrailTable {
  const { label } = source.header.source
  const ofBars = bars.map(({ instrument, counts, from, to }) => [
    ...[named.instruments[instrument]?.id ?? '', label, timeText(from), timeText(to)],
    ...[String(counts.live), String(counts['catch-up']), String(counts.warm)],
  ])
  const ofOutside = [...outside]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([column, values]) => [...[column, 'told from outside', '', '', String(values), '0', '0']])
  return {
    name: 'sources',
    title: 'Sources of data',
    about: 'Bars as the desk was shown them: traded on, caught up with, or only to warm up.',
    columns: [
      ...[textColumn('name', 'Of'), textColumn('source', 'Source')],
      ...[textColumn('from', 'First (UTC)'), textColumn('to', 'Last (UTC)')],
      ...[
        numberColumn('live', 'Traded on'),
        numberColumn('catchUp', 'Caught up'),
        numberColumn('warm', 'Warm'),
      ],
    ],
    rows: [...ofBars, ...ofOutside],
    none: 'The desk was shown nothing.',
  }
}

function settingsTable({ settings }: ComplianceReport): TrailTable {
  return {
    name: 'settings',
    title: 'Settings in force',
    about: 'As the desk began with them; later changes are listed above.',
    columns: [textColumn('setting', 'Setting'), textColumn('value', 'Value')],
    rows: flat(settings, ''),
    none: '',
  }
}

function flat(value: Json, name: string): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return [[name, String(value)]]
  const within = name === '' ? '' : `${name}.`
  return Object.entries(value).flatMap(([key, each]) => flat(each, `${within}${key}`))
}
