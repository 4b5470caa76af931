import { hourUs, minuteUs } from '../../domain/index.ts'
import type { AgentDefinition } from '../agent.ts'
import { type NumberParameter, type ParameterValues, real } from '../parameters.ts'
import { claim } from '../strategy/index.ts'
import type { FeatureSpecs, View } from '../view.ts'
import { legsExposure, patience, unwindBps } from './arbitrage-parameters.ts'
import { CycleWatch } from './cycle-watch.ts'

type Name = 'feeBps' | 'depthBps' | 'leastBps' | 'exitBps' | 'hours'
type Schema = Readonly<
  Record<Name | 'exposure' | 'unwindBps' | 'patience' | 'claim', NumberParameter>
>
type CycleParameters = ParameterValues<Schema>

const parameters: Schema = {
  feeBps: real(26, { min: 0, max: 1_000, help: 'taker fee of a leg, bps' }),
  depthBps: real(5, { min: 0, max: 1_000, help: 'what the depth of a book takes of a leg, bps' }),
  leastBps: real(5, { min: 0, max: 10_000, help: 'least gain after all costs, bps' }),
  exitBps: real(1, {
    min: -1_000,
    max: 10_000,
    help: 'gain before costs at which it is over, bps',
  }),
  hours: real(48, { min: 0.1, max: 10_000, help: 'longest time it is held' }),
  exposure: legsExposure,
  unwindBps,
  patience,
  claim: claim(0.6),
}

type Cycles = AgentDefinition<Schema, FeatureSpecs, CycleWatch>

/**
 * What an agent that looks for cycles does beyond its name.
 *
 * @param trips - How often each leg is paid for.
 * @param absence - Why there may be none at all, for its sentence.
 */
export function cycleAgent(
  isAcrossVenues: boolean,
  trips: number,
  absence: string,
): Pick<Cycles, 'parameters' | 'features' | 'mind' | 'horizonUs' | 'opine' | 'explain'> {
  return {
    parameters,
    features: () => ({}),
    mind: (p) => watchOf(p, isAcrossVenues, trips),
    horizonUs: (p) => p.hours * hourUs,
    opine: (view, p, watch) => {
      if (!isLast(view)) return undefined
      watch.look(view.peers, view.asOf)
      const legs = watch.wishes(view.peers)
      return legs && view.say({ exposure: 0, confidence: p.claim, legs })
    },
    explain: (view, p, watch) => {
      if (!isLast(view)) return 'says nothing here, but where the closes of all others are known'
      const costs = `${p.feeBps} and ${p.depthBps} bps a leg and ${p.leastBps} to spare`
      if (watch.count > 0)
        return `holds a cycle of ${watch.count} legs that brings ${percent(watch.gross)} before costs`
      const last = Number.isNaN(watch.gross)
        ? ''
        : `; the last one was left at ${percent(watch.gross)}`
      return (
        `abstains: no cycle of instruments gains after ${costs}, which on closes of bars is rare, ` +
        `and ${absence}${last}`
      )
    },
  }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(4)} %`
}

function watchOf(p: CycleParameters, isAcrossVenues: boolean, trips: number): CycleWatch {
  return new CycleWatch({
    isAcrossVenues,
    cost: (p.feeBps + p.depthBps) / 10_000,
    trips,
    least: p.leastBps / 10_000,
    exit: p.exitBps / 10_000,
    holdUs: p.hours * hourUs,
    exposure: p.exposure,
    unwindCostMaxBps: p.unwindBps,
    patienceUs: p.patience * minuteUs,
  })
}

/** Bars that close together become known in the order of instruments. */
function isLast({ peers, instrumentId }: View): boolean {
  return peers[peers.length - 1]?.instrumentId === instrumentId
}
