import { type Agent, BarPeer, BarView } from '../../agents/index.ts'
import { Random } from '../../base/index.ts'
import { BarColumns, dayUs } from '../../domain/index.ts'
import { usualPlace } from '../../engine/index.ts'
import { FeatureSet, type OutsideColumns } from '../../features/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import { OpinionLog } from './opinion-log.ts'

/** What is held at every other bar while an agent is asked outside a desk. Share of equity. */
const heldShare = 0.1

export type ProbeOptions = {
  readonly seed: number
  /** What it looks at besides bars, a value for each bar. */
  readonly outside?: OutsideColumns | undefined
  /** The first row it is shown. */
  readonly from?: number
  /** Whether bars become known one at a time, as on paper; else all are there from the start. */
  readonly isBarByBar?: boolean
  /** How often it is asked of each bar; once when left out. */
  readonly asks?: number
}

/** What an agent said of the bars of one instrument, and what its features read meanwhile. */
export type Probed = {
  readonly log: OpinionLog
  /** Bars before the first opinion. */
  readonly warmup: number
  /** By name of the feature: its reading at each bar at which the agent was asked. */
  readonly readings: Readonly<Record<string, readonly number[]>>
}

/**
 * Asks an agent about every bar, outside any desk: fresh features, and a position that depends on
 * the time alone, held at every other bar. So nothing but bars, and what
 * is known beside them, can make a difference.
 */
export function probeAgent(agent: Agent, of: LoadedBars, options: ProbeOptions): Probed {
  const { from = 0, isBarByBar = false, asks = 1, outside = {} } = options
  const source = of.bars.slice(from, of.bars.length)
  const bars = isBarByBar ? new BarColumns(64) : source
  const known = Object.entries(outside).map(([name, column]) => ({
    ...{ name, values: column.slice(from) },
    shown: isBarByBar ? new Float64Array(source.length).fill(Number.NaN) : column.slice(from),
  }))
  const beside = Object.fromEntries(known.map(({ name, shown }) => [name, shown]))
  const features = new FeatureSet(bars, featureMarketOf(of, beside))
  const { view, peer } = viewOf(agent, of, bars, features, options.seed)
  const log = new OpinionLog()
  const readings: Record<string, number[]> = {}
  for (const key of Object.keys(view.features)) readings[key] = []
  for (let row = 0; row < source.length; row += 1) {
    if (isBarByBar) {
      bars.append(source.slice(row, row + 1))
      for (const { values, shown } of known) shown[row] = values[row] as number
    }
    features.moveTo(row, bars.length)
    peer.row = row
    if (row + 1 < features.warmup) continue
    view.row = row
    view.position = Math.round(view.asOf / of.intervalUs) % 2 === 0 ? 0 : heldShare
    for (let ask = 0; ask < asks; ask += 1) log.note(view.asOf, agent.opine(view))
    for (const [key, reading] of Object.entries(view.features)) readings[key]?.push(reading.value)
  }
  return { log, warmup: features.warmup, readings }
}

/** What features are told of a market. @param outside - A value for each bar that is shown. */
export function featureMarketOf(
  { instrument, intervalUs }: LoadedBars,
  outside: OutsideColumns | undefined,
): ConstructorParameters<typeof FeatureSet>[1] {
  return { tickSize: instrument.tickSize, lotSize: instrument.lotSize, intervalUs, outside }
}

/** The view that a desk of one instrument would give `agent` of `bars`, and what moves in it. */
export function viewOf(
  agent: Agent,
  { instrument, intervalUs }: LoadedBars,
  bars: BarColumns,
  features: FeatureSet,
  seed: number,
): { readonly view: BarView; readonly peer: BarPeer } {
  const specs = Object.entries(agent.features)
  const chance = Random.stream(seed, `${agent.id}/${instrument.id}`)
  const peer = new BarPeer(instrument, bars)
  const view = new BarView({
    instrumentId: instrument.id,
    bars,
    tickSize: instrument.tickSize,
    lotSize: instrument.lotSize,
    barsPerYear: (365 * dayUs) / intervalUs,
    features: Object.fromEntries(specs.map(([name, spec]) => [name, features.reading(spec)])),
    peers: [peer],
    chanceKey: chance.below(4294967296),
    mind: agent.makeMind?.(chance.below(4294967296)),
    place: usualPlace(instrument, intervalUs),
  })
  return { view, peer }
}
