import type { Agent } from '../agents/index.ts'
import { UserError } from '../base/index.ts'
import {
  formatInterval,
  type Micros,
  minorPerUnit,
  minuteUs,
  type RunStarted,
} from '../domain/index.ts'
import {
  type BacktestSetup,
  type DeskRunOptions,
  headerJson,
  parseHeader,
  type RunHeader,
  type RunSource,
} from '../engine/index.ts'
import { type JournalEntry, type Lock, readJournal } from '../journal/index.ts'
import { type Clock, nodeDisk, type Stopwatch } from '../kernel/index.ts'
import { restingAt } from '../venue/index.ts'
import type { AgentMeter } from './agent-meter.ts'
import type { ConfigurationValues } from './configuration-values.ts'
import type { ChosenMarket, LiveChoice } from './choose-live-market.ts'
import { rehearsedVenue } from './desk-gateway.ts'
import type { DeskLine } from './desk-line.ts'
import { outsideNamesOf } from './load-agent.ts'
import type { Watchers } from './metrics/desk-watchers.ts'
import type { Rehearsal } from './rehearsal.ts'
import { otherSettings } from './other-settings.ts'
import type { DeskSources } from './sources/desk-sources.ts'
import type { SourceSettings } from './sources/source-settings.ts'
import type { DeskHeader } from './desk-view.ts'
import { type DeskPaths, drawDeskKey } from './desk-folder.ts'
import type { ChampionVersions } from './strategy/champion-versions.ts'

/** What a new desk is asked to be. */
export type HeaderOptions = {
  /** Agents as they were asked for: name or file, with parameters. */
  readonly seats: RunHeader['agents']
  /** Nobody has named any: a desk that goes on keeps those of its journal. */
  readonly areSeatsDefault?: boolean | undefined
  readonly setup: (agents: readonly Agent[]) => BacktestSetup
  /** Where what seats look at besides bars comes from; none is brought when left out. */
  readonly sources?: SourceSettings | undefined
}

/** All that opening a paper desk takes. */
export type PaperDeskOptions = HeaderOptions &
  Watchers & {
    readonly folder: string
    readonly choice: LiveChoice
    /** Where orders go; a simulated exchange in the desk itself when left out. */
    readonly rehearsal?: Rehearsal | undefined
    /** Why what the account holds besides the books is taken as it is; it is drift otherwise. */
    readonly adopt?: string | undefined
    /** Who takes over from a desk that hung, and why: no agent is asked any more. */
    readonly dismiss?: DeskRunOptions['dismiss']
    /** By hand it only goes to safety. */
    readonly isEmotionless?: boolean | undefined
    /** What running the desk costs; shown as not known when left out. */
    readonly operating?: ConfigurationValues['operating'] | undefined
    /** Measures what agents cost to run, where votes are earned; not known when left out. */
    readonly stopwatch?: Stopwatch | undefined
    readonly segmentBytes: number
    readonly snapshotEvery: number
    readonly clock: Clock
    readonly version: string
    /** Something amiss that does not stop the desk, in one sentence. */
    readonly onNote: (message: string) => void
    /** Asked when the folder is ours and nothing is written; what it throws ends the opening. */
    readonly beforeWriting?: () => Promise<void>
  }

/** What has been opened and decided before there is a desk. */
export type OpenedDesk = {
  readonly options: PaperDeskOptions
  readonly paths: DeskPaths
  readonly lock: Lock
  readonly market: ChosenMarket
  readonly agents: readonly Agent[]
  /** Measures what they cost to run. */
  readonly meter: AgentMeter | undefined
  /** Does what the desk does; measured where agents are. */
  readonly work: AgentMeter['work']
  readonly header: RunHeader
  /** What it is told besides bars, where its seats look at any. */
  readonly beside: DeskSources | undefined
  /** The way to a distant venue. */
  readonly line: DeskLine | undefined
  /** Where whoever is champion comes from, where one is seated. */
  readonly champions: ChampionVersions | undefined
  /** There is no journal to go on from. */
  readonly isNew: boolean
}

/** The first record of the journal in a folder; `undefined` when there is none yet. */
function firstEvent(journal: string): JournalEntry | undefined {
  if (!nodeDisk.exists(journal)) return undefined
  for (const entry of readJournal(journal, nodeDisk)) return entry
  return undefined
}

/** The header of a journal. @throws UserError when its first record is none we can read. */
function headerOf({ event }: JournalEntry): RunHeader {
  if (event.kind === 'run-started') {
    const parsed = parseHeader(event.header)
    if (parsed.ok) return parsed.value
    throw new UserError('journal-newer', `The journal cannot be continued: ${parsed.error}.`)
  }
  throw new UserError('journal-damaged', 'The journal does not begin with a run.')
}

/** The header of the journal in a folder; `undefined` when there is none yet. @throws as above. */
export function headerIn(journal: string): RunHeader | undefined {
  const first = firstEvent(journal)
  return first === undefined ? undefined : headerOf(first)
}

/** A desk goes on with the market of its journal; another needs another folder. */
export function continued(choice: LiveChoice, { source, setup }: RunHeader): LiveChoice {
  const [asked] = choice.market
  refuseOtherTrading(asked, source)
  const isOther =
    asked !== undefined && asked !== 'auto' && choice.market.join() !== source.market.join()
  if (isOther)
    throw new UserError(
      'other-market',
      `This desk folder holds a run on ${source.label}; go on with it by leaving --market out, or ` +
        'name another folder with --desk.',
    )
  const instruments = setup.instruments.map((of) => of.id)
  const [intervalUs = minuteUs] = setup.intervalsUs
  if (choice.intervalUs !== undefined && choice.intervalUs !== intervalUs)
    throw new UserError(
      'other-settings',
      `This desk began with bars of ${formatInterval(intervalUs)}; leave --interval out, or begin ` +
        'another desk with --desk.',
    )
  return { ...choice, market: source.market, instruments, intervalUs, seed: setup.seed }
}

/** Orders that were never sent are not gone on with where they are, nor the other way round. */
function refuseOtherTrading(asked: string | undefined, { market, label }: RunSource): void {
  const venue = rehearsedVenue(market[0])
  if ((venue === undefined) === (rehearsedVenue(asked) === undefined)) return
  const [was, way] =
    venue === undefined
      ? [`a run on paper, on ${label}`, 'leave --rehearse out']
      : [`a rehearsal at ${venue}`, `go on with it by --venue ${venue} --rehearse URL`]
  throw new UserError(
    'other-trading',
    `This desk folder holds ${was}; ${way}, or name another folder with --desk.`,
  )
}

/**
 * A desk goes on with the agents and settings of its journal, and only with those: neither are
 * other limits taken on half-way, nor are the ones a person has just set passed over in silence.
 */
export function refuseOtherSettings(options: HeaderOptions, header: RunHeader): void {
  refuseOtherAgents(options, header)
  refuseNoSources(options, header)
  const { agents: _none, ...asked } = options.setup([])
  const known: Readonly<Record<string, unknown>> = { ...header.setup }
  const said = otherSettings(asked, pick(known, Object.keys(asked)))
  if (said !== undefined) throw new UserError('other-settings', said)
}

function refuseOtherAgents({ seats, areSeatsDefault }: HeaderOptions, header: RunHeader): void {
  if (areSeatsDefault === true || worded(seats) === worded(header.agents)) return
  throw new UserError(
    'other-settings',
    `This desk began with ${worded(header.agents)} and is now asked for ${worded(seats)}; go on with ` +
      'it by leaving --agent and [[agents]] out, or begin another desk with --desk.',
  )
}

/** Without its sources all that it was told would be unknown from here on, and nobody be told. */
function refuseNoSources({ sources }: HeaderOptions, { setup }: RunHeader): void {
  if (setup.outsideColumns === undefined || sources !== undefined) return
  throw new UserError(
    'other-settings',
    `This desk began with columns from outside (${setup.outsideColumns.join(', ')}); set ` +
      'sources.folder or sources.github as they were, or begin another desk with --desk.',
  )
}

/** Agents as a person would name them. */
function worded(seats: RunHeader['agents']): string {
  const one = ({ from, parameters }: RunHeader['agents'][number]): string => {
    const given = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1))
    const list = given.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(', ')
    return list === '' ? from : `${from} (${list})`
  }
  return seats.map(one).join(' and ')
}

function pick(record: Readonly<Record<string, unknown>>, keys: readonly string[]): object {
  return Object.fromEntries(keys.map((key) => [key, record[key]]))
}

/** Not durable by itself: it is committed with the bars a desk warms up on, or not at all. */
export function startOf(header: RunHeader, ids: readonly string[], ts: Micros): RunStarted {
  return { kind: 'run-started', ts, header: headerJson(header, ids) }
}

/** The header of a desk that begins. */
export function newHeader(
  options: HeaderOptions,
  { live, source }: ChosenMarket,
  agents: readonly Agent[],
): RunHeader {
  const { agents: _seated, ...rest } = options.setup(agents)
  const { instruments, intervalUs } = live.feed
  const looked = [...outsideNamesOf(agents), ...(rest.swarm?.columns ?? []).map((of) => of.column)]
  const outsideColumns = [...new Set(looked)]
  const told = outsideColumns.length === 0 ? {} : { outsideColumns }
  const viewsUs = agents.map(({ horizonUs }) => horizonUs)
  const remembered = rest.recallWeight === undefined ? {} : { viewsUs }
  const venue = rehearsedVenue(source.market[0])
  const resting = venue === undefined ? {} : restingAt(venue)
  return {
    desk: drawDeskKey(),
    agents: options.seats,
    source,
    setup: {
      ...rest,
      ...told,
      ...remembered,
      ...resting,
      instruments,
      intervalsUs: instruments.map(() => intervalUs),
    },
  }
}

/** What a page is told about the desk once and for all. */
export function viewHeader(
  { setup, source }: RunHeader,
  agents: readonly string[],
  now: {
    readonly name: string
    readonly speed: number
    readonly version: string
    readonly startedAt: Micros
    readonly rehearsal?: Rehearsal | undefined
  },
): DeskHeader {
  return {
    name: now.name,
    version: now.version,
    trading: now.rehearsal === undefined ? 'paper' : 'rehearsal',
    ...(now.rehearsal === undefined ? {} : { exchangeUrl: now.rehearsal.url }),
    currency: setup.instruments[0]?.quote ?? '',
    startEquity: Number(setup.cash) / minorPerUnit,
    startedAt: Math.round(now.startedAt / 1_000),
    instruments: setup.instruments.map(({ id, tickSize, lotSize }) => ({ id, tickSize, lotSize })),
    agents,
    source: { kind: source.kind, label: source.label, speed: now.speed },
  }
}
