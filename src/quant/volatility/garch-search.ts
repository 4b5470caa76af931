import {
  type GarchKind,
  type GarchModel,
  limitsOf,
  persistenceOf,
  placesOf,
  toParameters,
  toVector,
} from './garch-model.ts'
import type { GarchSurface } from './garch-surface.ts'
import { type NewtonMinimum, newtonMinimum } from './newton-minimum.ts'

/** With fewer returns the likelihood has many tops: every start is searched from. */
const fewReturns = 1000
/** Under it alpha or beta is as good as absent. */
const memoryMin = 1e-3
/** alpha, gamma, beta. */
const startPoints: Readonly<Record<GarchKind, readonly (readonly [number, number, number])[]>> = {
  garch: [
    [0.05, 0, 0.93],
    [0.1, 0, 0.85],
    [0.02, 0, 0.975],
    [0.2, 0, 0.5],
    [0.3, 0, 0.05],
    [0.03, 0, 0.05],
  ],
  gjr: [
    [0.03, 0.08, 0.91],
    [0.05, 0, 0.93],
    [0.02, 0.15, 0.8],
    [0.1, 0, 0.8],
    [0.2, 0, 0.3],
    [0.05, 0.3, 0.1],
    [0.4, -0.1, 0.05],
    [0.06, -0.05, 0.05],
  ],
  egarch: [
    [0.1, -0.05, 0.98],
    [0.2, 0, 0.9],
    [0.15, -0.15, 0.95],
    [0.3, 0, 0.5],
    [0.05, -0.1, 0.8],
    [0.2, 0, 0.99],
    [0.3, 0, 0.05],
  ],
}

/** The lowest end of searches from the likeliest starts, over returns scaled to variance 1. */
export function searchGarch(
  surface: GarchSurface,
  model: GarchModel,
  count: number,
): NewtonMinimum {
  const limits = limitsOf(model)
  const starts = startsOf(model)
    .map((x) => ({ x, value: surface.value(x) }))
    .toSorted((a, b) => a.value - b.value)
  const wanted = count < fewReturns ? starts.length : 1
  let best: NewtonMinimum | undefined
  for (const [n, { x }] of starts.entries()) {
    if (n >= wanted && best?.hasConverged === true && hasMemory(best.x, model)) break
    const found = newtonMinimum(surface, x, limits, 'exact')
    if (best === undefined || found.value < best.value) best = found
  }
  if (best === undefined) throw new Error('a model has a start')
  return best
}

/** Whether both the shocks and the past count: else the end may be a shelf, not the top. */
function hasMemory(x: Float64Array, model: GarchModel): boolean {
  const parameters = toParameters(x, placesOf(model))
  const { alpha, gamma, beta } = parameters
  const shock = model.kind === 'egarch' ? alpha : alpha + gamma / 2
  const persistence = persistenceOf(model.kind, parameters)
  return shock > memoryMin && Math.abs(beta) > memoryMin && persistence < 1 - memoryMin / 10
}

/** Points with an unconditional variance of 1, which is that of the scaled returns. */
function startsOf(model: GarchModel): readonly Float64Array[] {
  const places = placesOf(model)
  return startPoints[model.kind].map(([alpha, gamma, beta]) => {
    const omega = model.kind === 'egarch' ? 0 : 1 - alpha - gamma / 2 - beta
    return toVector({ mean: 0, omega, alpha, gamma, beta, degrees: 8 }, places)
  })
}
