import { UserError } from '../base/index.ts'
import type { DeskEvent } from '../domain/index.ts'
import type { RunHeader } from '../engine/index.ts'
import { readJournal } from '../journal/index.ts'
import { nodeDisk } from '../kernel/index.ts'
import { listRecordings, loadTape } from '../market/index.ts'
import {
  type Bounds,
  collectOrders,
  defaultBounds,
  measureGap,
  type RealityGap,
} from '../research/index.ts'
import { type LatencyModel, type LatencySpec, openLegs, usualLatency } from '../venue/index.ts'
import { deskPaths } from './desk-folder.ts'
import { headerIn } from './desk-header.ts'
import { noJournal } from './desk-journal.ts'
import { type FillSource, fillSourceOf } from './open-tape.ts'

export type RealityGapRequest = {
  readonly folder: string
  /**
   * Book deltas, quotes and trades of one instrument, or files of one recording; all that the
   * catalog of the desk has recorded of it when left out.
   */
  readonly files?: readonly string[] | undefined
  /** Its id; may be left out when the desk trades one only. */
  readonly instrument?: string | undefined
  /** From the desk to the exchange; log-normal around 49 ms when left out. */
  readonly latencyMs?: string | undefined
  readonly horizonSeconds?: string | undefined
  readonly watchBps?: string | undefined
  readonly alarmBps?: string | undefined
  readonly onProgress?: (share: number) => void
}

export type RealityGapReport = {
  readonly instrument: string
  readonly sha256: string
  readonly source: FillSource
  /** Without prints stops of a recorded book never fire. */
  readonly hasPrints: boolean
  readonly bounds: Bounds
  readonly horizonSeconds: number
  /** The orders' way to the exchange, in words. */
  readonly latency: string
  /** Orders are attributed to the heaviest voice of the decision before them. */
  readonly isByHeaviestVoice: boolean
  readonly gap: RealityGap
}

/**
 * Re-simulates the orders of a desk's journal on a recorded market.
 *
 * @throws UserError `no-journal`, `journal-damaged`, `journal-newer`, `usage`, or on files of ticks
 *   that cannot be read; `not-in-catalog` when none were named and none are there.
 */
export async function measureRealityGap(request: RealityGapRequest): Promise<RealityGapReport> {
  const paths = deskPaths(request.folder)
  const header = headerIn(paths.journal)
  if (header === undefined) throw noJournal(request.folder)
  const index = chosenInstrument(header, request.instrument)
  const of = header.setup.instruments[index]
  if (of === undefined) throw new UserError('usage', 'the desk trades no instrument.')
  const bounds = boundsOf(request)
  const horizonSeconds = numberOf('--horizon', request.horizonSeconds) ?? horizonDefault
  const spec = latencySpec(request.latencyMs)
  const files = request.files ?? recordedFiles(paths.catalog, of.id)
  const tape = await loadTape(files, { spec: { tick: of.tick, lot: of.lot } })
  const gap = measureGap(collectOrders(eventsOf(paths.journal)), {
    instrument: of,
    index,
    tape,
    costs: header.setup.costs,
    orderLeg: legOf(spec, header.setup.seed),
    horizonUs: Math.round(horizonSeconds * 1_000_000),
    agents: strategyNames(header),
    bounds,
    onProgress: request.onProgress,
  })
  return {
    instrument: of.id,
    sha256: tape.sha256,
    source: fillSourceOf([tape]),
    hasPrints: tape.trades !== undefined,
    bounds,
    horizonSeconds,
    latency: spec.kind === 'constant' ? `${spec.us / 1_000} ms` : 'log-normal, median 49 ms',
    isByHeaviestVoice: header.agents.length > 1,
    gap,
  }
}

/** A market order that is not filled after this has found nothing to meet. */
const horizonDefault = 60

/** @throws UserError `not-in-catalog` */
function recordedFiles(catalog: string, instrument: string): readonly string[] {
  const found = listRecordings(`${catalog}/${instrument}/ticks`).map(({ path }) => path)
  if (found.length > 0) return found
  throw new UserError(
    'not-in-catalog',
    `${catalog} holds no recording of ${instrument}; name files with --ticks, or let the desk ` +
      'record its market: coinswarm up --record.',
  )
}

function* eventsOf(journal: string): Generator<DeskEvent> {
  for (const { event } of readJournal(journal, nodeDisk)) yield event
}

function chosenInstrument({ setup }: RunHeader, asked: string | undefined): number {
  const ids = setup.instruments.map(({ id }): string => id)
  if (asked === undefined && ids.length === 1) return 0
  const index = asked === undefined ? -1 : ids.indexOf(asked.toUpperCase())
  if (index >= 0) return index
  throw new UserError(
    'usage',
    `--ticks are of one instrument; name it with --instrument, one of ${ids.join(', ')}.`,
  )
}

function boundsOf({ watchBps, alarmBps }: RealityGapRequest): Bounds {
  const bounds = {
    watchBps: numberOf('--watch-bps', watchBps) ?? defaultBounds.watchBps,
    alarmBps: numberOf('--alarm-bps', alarmBps) ?? defaultBounds.alarmBps,
  }
  if (bounds.watchBps <= bounds.alarmBps) return bounds
  throw new UserError(
    'usage',
    `--watch-bps ${bounds.watchBps} is above --alarm-bps ${bounds.alarmBps}; a gap is watched first.`,
  )
}

function latencySpec(latencyMs: string | undefined): LatencySpec {
  const ms = numberOf('--latency-ms', latencyMs)
  return ms === undefined ? usualLatency : { kind: 'constant', us: Math.round(ms * 1_000) }
}

function legOf(order: LatencySpec, seed: number): LatencyModel {
  const none: LatencySpec = { kind: 'constant', us: 0 }
  const legs = openLegs({ feed: none, order, reply: none }, seed)
  if (!legs.ok) throw new UserError('usage', `${legs.error}.`)
  return legs.value.order
}

/** Far above any wait or gap that means something. */
const numberMax = 1_000_000

function numberOf(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (text.trim() !== '' && value >= 0 && value <= numberMax) return value
  throw new UserError('usage', `${flag} must be a number from 0 to ${numberMax}, was '${text}'.`)
}

/** Two seats of one agent are told apart by their place in the list. */
function strategyNames({ agents }: RunHeader): readonly string[] {
  const names = agents.map(({ from }) => from)
  return names.map((name, i) =>
    names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} (${i + 1})`,
  )
}
