import { minuteUs, type Moat } from '../../domain/index.ts'
import { type FeatureSpec, every, outside } from '../../features/index.ts'
import type { MoatColumn } from '../moat.ts'
import type { FeatureSpecs } from '../view.ts'
import { type Trait, traitNamed, traitSpecs } from './trait.ts'
import { variants } from './variant.ts'

/** What a learner goes by. */
export type LearnerTerms = {
  /** What patterns of it are signed with. */
  readonly learner: string
  readonly traits: readonly Trait[]
  /** Keys that the bins of all traits make. */
  readonly keys: number
  readonly everyUs: number
  /** Bars of that length ahead. */
  readonly horizon: number
  /** Of a round trip, as a share of the price. */
  readonly cost: number
  /** Bars after which an outcome counts half. */
  readonly halfLife: number
  /** Outcomes that the belief in no edge counts. */
  readonly prior: number
  /** Patterns at once. */
  readonly room: number
  readonly moat: Moat
  /** The column from outside that the last trait is read from; none where all come from bars. */
  readonly column: string | undefined
}

/** What a person may say of it. */
export type LearnerSettings = {
  readonly variant: number
  readonly minutes: number
  readonly horizon: number
  readonly cost: number
  readonly halfLife: number
  readonly prior: number
  readonly room: number
}

/** Deviations from the usual at which a column from outside is low, as ever, or high. */
const outsideCuts: readonly number[] = [-1, 1]

export function learnerTerms(
  name: string,
  of: LearnerSettings,
  outer: MoatColumn | undefined,
): LearnerTerms {
  const { traits: names, horizon } = variantOf(of)
  const own = names.map(traitNamed)
  const traits = outer === undefined ? own : [...own, { name: outer.column, cuts: outsideCuts }]
  return {
    learner: `${name} ${of.variant}`,
    traits,
    keys: traits.reduce((product, { cuts }) => product * (cuts.length + 1), 1),
    everyUs: of.minutes * minuteUs,
    horizon: of.horizon === 0 ? horizon : of.horizon,
    cost: of.cost,
    halfLife: of.halfLife,
    prior: of.prior,
    room: of.room,
    moat: outer?.moat ?? 'market',
    column: outer?.column,
  }
}

/** What it looks at, by names that `traitReadings` knows. */
export function learnerFeatures(of: LearnerSettings, outer: MoatColumn | undefined): FeatureSpecs {
  const { traits, window } = variantOf(of)
  const us = of.minutes * minuteUs
  const specs = traits.flatMap((name) =>
    traitSpecs(name, window).map((spec, k): [string, FeatureSpec] => [
      k === 0 ? name : `${name} below`,
      every(us, spec),
    ]),
  )
  if (outer !== undefined) specs.push([outer.column, outside(outer.column)])
  return Object.fromEntries(specs)
}

function variantOf({ variant }: LearnerSettings): (typeof variants)[number] {
  // Parameters are within their schema; another number would be a mistake of ours.
  return variants[variant] ?? (variants[0] as (typeof variants)[number])
}
