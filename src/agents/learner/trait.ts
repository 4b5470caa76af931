import {
  adx,
  bollinger,
  chaikinMoneyFlow,
  efficiencyRatio,
  type FeatureSpec,
  moneyFlowIndex,
  percentRank,
  prettyGood,
  relativeVolume,
  rsi,
} from '../../features/index.ts'
import { marketState } from '../explorer/market-state.ts'
import { lastSigns } from './last-signs.ts'

/** The traits of a market that a pattern may be made of. */
export type TraitName =
  | 'signs'
  | 'volume'
  | 'rsi'
  | 'stretch'
  | 'efficiency'
  | 'strength'
  | 'wildness'
  | 'distance'
  | 'flow'
  | 'money'
  | 'rank'
  | 'session'

/** A reading cut into bins. */
export type Trait = {
  readonly name: string
  /** Borders between bins, rising: there is one bin more than there are borders. */
  readonly cuts: readonly number[]
}

/** What bins are called, by how many there are. */
const binNames: Readonly<Record<number, readonly string[]>> = {
  3: ['low', 'middle', 'high'],
  5: ['lowest', 'low', 'middle', 'high', 'highest'],
}

/** What a bin of a trait is called. */
export function binNamed({ name, cuts: borders }: Trait, bin: number): string {
  if (name === 'session') return ['night', 'morning', 'afternoon', 'evening'][bin] ?? ''
  if (name === 'signs') return [4, 2, 1].map((bit) => ((bin & bit) > 0 ? 'up' : 'down')).join('-')
  return binNames[borders.length + 1]?.[bin] ?? ''
}

/** Of every trait: borders that leave something in every bin, and no scale of any market. */
const cuts: Readonly<Record<TraitName, readonly number[]>> = {
  signs: [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5],
  volume: [0.7, 1.5],
  rsi: [35, 45, 55, 65],
  stretch: [0, 0.35, 0.65, 1],
  efficiency: [0.15, 0.35],
  strength: [20, 35],
  wildness: [0.8, 1.25],
  distance: [-2, -0.7, 0.7, 2],
  flow: [-0.1, 0.1],
  money: [30, 70],
  rank: [20, 80],
  session: [6, 12, 18],
}

export function traitNamed(name: TraitName): Trait {
  return { name, cuts: cuts[name] }
}

/** Bars of the shorter of two windows whose deviations are compared. */
const shortWindow = 6

/**
 * What a trait is read from, and what that is divided by, if it is. The hour of the day is read
 * from no bar at all.
 */
export function traitSpecs(name: TraitName, window: number): readonly FeatureSpec[] {
  switch (name) {
    case 'signs':
      return [lastSigns()]
    case 'volume':
      return [relativeVolume(window)]
    case 'rsi':
      return [rsi(window)]
    case 'stretch':
      return [bollinger(window, 2).line('percentB')]
    case 'efficiency':
      return [efficiencyRatio(window)]
    case 'strength':
      return [adx(window)]
    case 'wildness':
      return [marketState(shortWindow), marketState(window)].map((of) => of.line('deviation'))
    case 'distance':
      return [prettyGood(window)]
    case 'flow':
      return [chaikinMoneyFlow(window)]
    case 'money':
      return [moneyFlowIndex(window)]
    case 'rank':
      return [percentRank(4 * window)]
    case 'session':
      return []
  }
}

/** Which bin of `trait` a reading falls into; the first where it is no number. */
export function binOf(trait: Trait, reading: number): number {
  const { cuts: borders } = trait
  let bin = 0
  while (bin < borders.length && reading >= (borders[bin] as number)) bin += 1
  return bin
}
