import { type Objective, wantsMost } from './sweep-objective.ts'
import { type SweepAxis, unitPlaces } from './sweep-axis.ts'
import type { SweepTrial } from './sweep-trial.ts'

/** A trial, and how it fares a step aside: a peak that is all alone was luck. */
export type Standing = {
  readonly trial: SweepTrial
  /** Trials nearest to it; none when it is the only one. */
  readonly neighbours: number
  /** Mean and worst figure of them; `undefined` without any. */
  readonly mean: number | undefined
  readonly worst: number | undefined
  /** Mean of it and them together: what a parameter that is a little off can expect. */
  readonly level: number
}

/** Neighbours looked at for every axis: one to either side of it. */
const perAxis = 2

/** Only so many of the best are looked at: each is compared with all. */
const standingsMax = 200

/** How steady the best trials are, the best figure first. */
export function standings(
  axes: readonly SweepAxis[],
  trials: readonly SweepTrial[],
  objective: Objective,
): readonly Standing[] {
  const known = distinct(trials.filter(({ figure }) => figure !== null))
  const places = known.map(({ point }) => unitPlaces(axes, point))
  const sign = wantsMost(objective) ? 1 : -1
  const n = (i: number): number => (known[i] as SweepTrial).n
  return [...known.keys()]
    .sort((a, b) => sign * (figure(known[b]) - figure(known[a])) || n(a) - n(b))
    .slice(0, standingsMax)
    .map((i) => standingOf(axes, known, places, { i, sign }))
}

/** The one whose whole neighbourhood is best; the earlier of two alike. */
export function steadiest(all: readonly Standing[], objective: Objective): Standing | undefined {
  const sign = wantsMost(objective) ? 1 : -1
  let best: Standing | undefined
  for (const each of all)
    if (best === undefined || sign * (each.level - best.level) > 0) best = each
  return best
}

type Place = { readonly i: number; readonly sign: number }

function standingOf(
  axes: readonly SweepAxis[],
  known: readonly SweepTrial[],
  places: readonly Float64Array[],
  { i, sign }: Place,
): Standing {
  const trial = known[i] as SweepTrial
  const own = places[i] as Float64Array
  const far = places.map((place) => distance(axes, own, place))
  const near = [...known.keys()]
    .filter((k) => k !== i)
    .sort((a, b) => (far[a] as number) - (far[b] as number) || a - b)
    .slice(0, perAxis * axes.length)
    .map((k) => figure(known[k]))
  const sum = near.reduce((total, value) => total + value, 0)
  return {
    trial,
    neighbours: near.length,
    mean: near.length === 0 ? undefined : sum / near.length,
    worst: near.length === 0 ? undefined : sign * Math.min(...near.map((value) => sign * value)),
    level: (sum + figure(trial)) / (near.length + 1),
  }
}

/** The same configuration tried twice is no neighbour of itself. */
function distinct(trials: readonly SweepTrial[]): readonly SweepTrial[] {
  const seen = new Set<string>()
  return trials.filter(({ point }) => {
    const key = point.join(' ')
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** Squared, over the unit cube; two words that differ are a whole side apart. */
function distance(axes: readonly SweepAxis[], a: Float64Array, b: Float64Array): number {
  let sum = 0
  axes.forEach((axis, k) => {
    const apart = (a[k] as number) - (b[k] as number)
    const isWord = axis.kind === 'list' && !axis.isOrdered
    sum += isWord ? (apart === 0 ? 0 : 1) : apart * apart
  })
  return sum
}

function figure(trial: SweepTrial | undefined): number {
  return trial?.figure ?? Number.NaN
}
