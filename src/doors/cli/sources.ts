import { Command } from 'commander'
import {
  type ColumnReport,
  openGenerated,
  openMarket,
  openSources,
  type OpenSources,
  type SourcesReport,
  sourcesReport,
} from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import { dayUs, hourUs, type Micros, micros } from '../../domain/index.ts'
import { liveClock } from '../../kernel/index.ts'
import { plantedShare } from './source-options.ts'
import type { CliContext } from './cli-context.ts'
import { columnLines } from './column-lines.ts'
import { daysOf } from './market-options.ts'
import { askGithub } from './sources-github.ts'

type Options = {
  readonly data?: string
  readonly market?: string
  readonly days: string
  readonly seed: string
  readonly planted?: string
  readonly at?: string
  readonly github?: true | readonly string[]
  readonly githubUrl: string
  readonly tokenFile?: string
  readonly watch?: boolean
}

/** `coinswarm sources`: what is known beside the market, how old it is, and what abstains. */
export function sourcesCommand(context: CliContext): Command {
  return new Command('sources')
    .description('Show what a folder has of sources: rows, age, alarms, and what abstains and why.')
    .option('--data <folder>', 'files of sources, as docs/sources.md names them')
    .option('--market <name>', 'those of a made-up market instead: generated, or scenario:NAME')
    .option('--days <n>', 'its length', '30')
    .option('--seed <n>', 'its seed', '1')
    .option('--planted <share>', 'how far its sources know what comes, 0 to 1')
    .option('--at <time>', 'as it was known then, such as 2024-01-31 (default: now)')
    .option('--github [repository...]', 'ask GitHub about these (owner/name), or the usual ones')
    .option('--github-url <url>', 'where its interface is', 'https://api.github.com')
    .option('--token-file <file>', 'a token of GitHub, in a file that only you can read')
    .option('--watch', 'ask again and again until you stop it')
    .addHelpText('after', '\nExample:\n  coinswarm sources --data my-sources --at 2024-01-31')
    .action((options: Options) => run(context, options))
}

async function run(context: CliContext, options: Options): Promise<void> {
  const { at, github } = options
  if (github !== undefined) return askGithub(context, { ...options, github })
  const { opened, end } = await openedOf(options)
  const report = sourcesReport(opened, at === undefined ? end : timeNamed(at))
  context.json({ command: 'sources', ...jsonOf(report) })
  for (const line of textOf(report)) context.print(line)
}

type Opened = { readonly opened: OpenSources | undefined; readonly end: Micros }

async function openedOf({ data, market, days, seed, planted }: Options): Promise<Opened> {
  if (data !== undefined && market !== undefined)
    throw new UserError('usage', 'Give --data or --market, not both.')
  if (market === undefined) {
    const opened = data === undefined ? undefined : await openSources(data)
    return { opened, end: liveClock.now() }
  }
  const chosen = { seed: wholeSeed(seed), planted: plantedShare(planted) }
  const bars = await openMarket({ files: [], market, days: daysOf(days), seed: chosen.seed })
  const ends = bars.map((of) => of.bars.ts[of.bars.length - 1] as number)
  return { opened: openGenerated(bars, chosen), end: micros(Math.max(...ends)) }
}

function wholeSeed(text: string): number {
  const seed = Number(text)
  if (/^\d{1,9}$/.test(text)) return seed
  throw new UserError('usage', `--seed must be a whole number from 0, was '${text}'.`)
}

function timeNamed(text: string): Micros {
  const isTime = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z?)?$/.test(text)
  const ms = isTime ? Date.parse(text.length > 10 && !text.endsWith('Z') ? `${text}Z` : text) : 0
  const isReal = ms > 0 && new Date(ms).toISOString().startsWith(text.slice(0, 10))
  if (isReal) return micros(ms * 1_000)
  throw new UserError('bad-time', `--at must be a day or time such as 2024-01-31, was '${text}'.`)
}

function jsonOf({ columns, ...rest }: SourcesReport): object {
  return {
    ...rest,
    folder: rest.folder ?? null,
    moats: rest.moats.map((moat) => ({ ...moat, abstains: moat.abstains ?? null })),
    columns: columns.map((column) => ({
      ...column,
      from: column.from ?? null,
      to: column.to ?? null,
      value: column.value ?? null,
      last: column.last ?? null,
      place: column.place ?? null,
      ageUs: column.ageUs ?? null,
      abstains: column.abstains ?? null,
      alarms: column.alarms.map((alarm) => ({ ...alarm, value: alarm.value ?? null })),
    })),
  }
}

function textOf(report: SourcesReport): readonly string[] {
  const { moats, columns, passedOver, at } = report
  const moatRows = moats.map(({ moat, speaking, columns: count, abstains }) => [
    moat,
    `${speaking} of ${count}`,
    abstains === undefined ? '' : `abstains: ${abstains}`,
  ])
  const lines = [
    ...(report.isGenerated ? [`${report.folder}: nothing of it is real`] : []),
    `as known at ${timeText(at)}`,
    '',
    ...columnLines([['moat', 'columns that speak', ''], ...moatRows]),
  ]
  if (columns.length === 0)
    return [...lines, '', 'Give files with --data FOLDER (docs/sources.md).']
  lines.push('', ...columnLines([head, ...columns.map(cellsOf)]))
  if (passedOver.length > 0) lines.push('', `${passedOver.length} other files are of no source`)
  return lines
}

const head = ['column', 'about', 'rows', 'from', 'to', 'now', 'age', 'alarms', '']

function cellsOf(column: ColumnReport): readonly string[] {
  const { name, about, rows, from, to, value, ageUs, abstains, alarms } = column
  return [
    ...[name, about, String(rows), dayText(from), dayText(to)],
    value === undefined ? '-' : String(Number(value.toPrecision(6))),
    ageUs === undefined ? '-' : ageText(ageUs),
    alarmText(alarms),
    abstains === undefined ? '' : `abstains: ${abstains}`,
  ]
}

function alarmText(alarms: ColumnReport['alarms']): string {
  const newest = alarms.at(-1)
  if (newest === undefined) return '-'
  const { kind, from, to } = newest
  return `${alarms.length}, newest ${kind} ${dayText(from)} to ${dayText(to)}`
}

function ageText(us: number): string {
  return us < 2 * dayUs ? `${Math.round(us / hourUs)} h` : `${Math.round(us / dayUs)} days`
}

function dayText(ts: Micros | undefined): string {
  return ts === undefined ? '-' : timeText(ts).slice(0, 10)
}

function timeText(ts: Micros): string {
  return new Date(ts / 1_000).toISOString().replace('.000Z', 'Z')
}
