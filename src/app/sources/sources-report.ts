import { dayUs, type Micros, type SourceKind, sourceKinds } from '../../domain/index.ts'
import {
  alignColumn,
  type LoadedSource,
  type SourceAlarm,
  type SourceColumn,
  sourceAlarms,
  sourceTable,
} from '../../sources/index.ts'
import { codeReports } from './code-reports.ts'
import type { ColumnReport } from './column-report.ts'
import type { OpenSources } from './open-sources.ts'

/** Of one kind of source. */
export type MoatReport = {
  readonly moat: SourceKind
  /** Columns that say something now. */
  readonly speaking: number
  readonly columns: number
  readonly abstains: string | undefined
}

export type SourcesReport = {
  readonly folder: string | undefined
  /** Whether nothing of it is real. */
  readonly isGenerated: boolean
  readonly at: Micros
  readonly moats: readonly MoatReport[]
  readonly columns: readonly ColumnReport[]
  readonly passedOver: readonly string[]
}

/**
 * What the sources of a folder say, as it was known at a time.
 *
 * @param opened - `undefined` for no folder at all: every moat abstains.
 */
export function sourcesReport(opened: OpenSources | undefined, at: Micros): SourcesReport {
  const columns = [
    ...codeReports(opened?.code ?? [], at),
    ...(opened?.sources ?? []).flatMap((source) =>
      source.format.columns.map((column) => reportOf(source, column, at)),
    ),
  ]
  return {
    ...{ folder: opened?.folder, isGenerated: opened?.isGenerated ?? false, at, columns },
    passedOver: opened?.passedOver ?? [],
    moats: sourceKinds.map((moat) => moatOf(moat, columns, opened)),
  }
}

function moatOf(
  moat: SourceKind,
  columns: readonly ColumnReport[],
  opened: OpenSources | undefined,
): MoatReport {
  const own = columns.filter((column) => column.moat === moat)
  const speaking = own.filter(({ value }) => value !== undefined).length
  return { moat, speaking, columns: own.length, abstains: whyMute(moat, own, opened) }
}

function whyMute(
  moat: SourceKind,
  own: readonly ColumnReport[],
  opened: OpenSources | undefined,
): string | undefined {
  if (own.some(({ value }) => value !== undefined)) return undefined
  const isRead = moat === 'code' || formatsOf(moat).length > 0
  if (!isRead) return 'no source of it is known to this program'
  if (own.some(({ rows }) => rows > 0)) return 'all it has is older than it may be'
  if (own.length > 0) return 'nothing of it was known by then'
  if (opened === undefined) return 'no folder was given'
  return opened.isGenerated ? 'none of it is made up' : `no file of it is in ${opened.folder}`
}

/** Names by which files of a moat begin. */
function formatsOf(moat: SourceKind): readonly string[] {
  return sourceTable
    .filter((format) => format.columns.some((column) => (column.moat ?? format.moat) === moat))
    .map((format) => format.begins)
}

function reportOf(source: LoadedSource, column: SourceColumn, at: Micros): ColumnReport {
  const { log, format, coin } = source
  const clock = Float64Array.of(at)
  const now = alignColumn(log, column.name, clock, column).values[0] as number
  const known = knownIds(source, column, at)
  const [first, last] = [known[0], known.at(-1)]
  const row = last === undefined ? undefined : log.row(last)
  const ageUs = row === undefined ? undefined : at - row.tsInit
  return {
    ...{ name: column.name, moat: column.moat ?? format.moat, source: format.source },
    about: coin === '' ? 'market' : coin,
    rows: known.length,
    from: first === undefined ? undefined : log.row(first)?.tsInit,
    to: row?.tsInit,
    value: Number.isNaN(now) ? undefined : now,
    last: last === undefined ? undefined : log.column(column.name)?.[last],
    place: row === undefined ? undefined : `${row.origin}${row.line > 0 ? `:${row.line}` : ''}`,
    ageUs,
    abstains: Number.isNaN(now) ? whySilent(column, ageUs) : undefined,
    alarms: alarmsOf(source, column, at),
  }
}

function knownIds({ log }: LoadedSource, { name }: SourceColumn, at: Micros): readonly number[] {
  const [values, tsInit] = [log.column(name), log.tsInit]
  const ids: number[] = []
  for (let id = 0; id < log.length && (tsInit[id] as number) <= at; id += 1)
    if (!Number.isNaN(values?.[id])) ids.push(id)
  return ids
}

function whySilent({ staleUs, take }: SourceColumn, ageUs: number | undefined): string {
  if (ageUs === undefined) return 'nothing was known by then'
  if (ageUs > staleUs)
    return `the newest is ${daysOf(ageUs)} old, over the ${daysOf(staleUs)} it may be`
  if (take === 'mean') return 'nothing was said in its window'
  return 'a whole window of it is not behind it yet'
}

function daysOf(us: number): string {
  const days = us / dayUs
  return `${days < 10 ? Number(days.toFixed(1)) : Math.round(days)} days`
}

/** Looked at once a day, which is as often as most of them speak. */
function alarmsOf({ log }: LoadedSource, column: SourceColumn, at: Micros): readonly SourceAlarm[] {
  const begin = log.tsInit[0] ?? at
  const end = Math.min(at, log.tsInit[log.length - 1] ?? at)
  const days = Math.max(0, Math.floor((end - begin) / dayUs) + 1)
  const clock = Float64Array.from({ length: days }, (_, day) => begin + day * dayUs)
  const { values } = alignColumn(log, column.name, clock, column)
  const spoken = values.findIndex((value) => !Number.isNaN(value))
  // Before it begins a column is absent, and not silent.
  if (spoken < 0) return []
  const patience = column.patienceUs ?? 30 * dayUs
  return sourceAlarms(values.subarray(spoken), clock.subarray(spoken), patience)
}
