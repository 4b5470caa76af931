import { weightMin } from '../committee/index.ts'
import { chooseElasticNet, matrix } from '../quant/index.ts'
import type { PlanRequest } from './plan.ts'
import { contextAt, type PlanRow, type Scale } from './plan-rows.ts'

/** Rows of one regime before anything is fitted to it. */
const rowsMin = 200
/** The most that a fit looks at: rows, and rows times columns. */
const rowsMax = 8_000
const cellsMax = 600_000
/** Half lasso, half ridge: voices that say the same share a weight. */
const mixture = 0.5
const penalties = 12
/** The smallest as a share of the largest: less holds back nothing of what returns are made of. */
const least = 0.03
const folds = 5
/** Weights are between 0.2 and 1: what moves a coefficient by less changes none that is seen. */
const tolerance = 1e-5

/** What was found of one regime: by agent, its strength, and that of each column of context. */
export type Strengths = readonly (readonly number[])[]

/**
 * How much each agent's wishes foretell of the next move in one regime: an elastic net of the moves
 * over what agents wished for, and over that times the context.
 *
 * @returns By agent: strength at usual context, then what each deviation of a column adds, in units
 *   of the moves at its usual wish. `undefined` with too few rows, or when nothing is foretold.
 * @see Zou and Hastie 2005, J. of the Royal Statistical Society B 67(2).
 */
export function fitStrengths(
  request: PlanRequest,
  rows: readonly PlanRow[],
  scales: readonly Scale[],
): Strengths | undefined {
  if (rows.length < rowsMin) return undefined
  const columns = request.agents.length * (1 + scales.length)
  const most = Math.max(rowsMin, Math.min(rowsMax, Math.floor(cellsMax / columns)))
  const every = Math.ceil(rows.length / most)
  const used = rows.filter((_, k) => k % every === 0)
  const agents = request.agents.length
  const x = matrix(used.length, columns)
  const sizes = new Float64Array(agents)
  const spoken = new Float64Array(agents)
  for (const [k, { instrument, row, ts }] of used.entries()) {
    const factors = [1, ...contextAt(request, scales, instrument, ts)]
    for (let a = 0; a < agents; a += 1) {
      const wish = request.logs[instrument]?.exposureOf(row, a) ?? Number.NaN
      if (Number.isNaN(wish)) continue
      ;(sizes[a] as number) += wish * wish
      ;(spoken[a] as number) += 1
      for (const [f, factor] of factors.entries())
        x.values[k * x.columns + f * agents + a] = wish * factor
    }
  }
  const y = Float64Array.from(used, ({ outcome }) => outcome)
  const stretches = y.map((_, k) => Math.floor((k * folds) / y.length))
  const how = { mixture, tolerance, least, count: penalties, folds: stretches }
  const fit = chooseElasticNet({ x, y, ...how })?.best
  if (fit === undefined || fit.coefficients.every((each) => each === 0)) return undefined
  return request.agents.map((_, a) => {
    const usual = Math.sqrt((sizes[a] as number) / Math.max(1, spoken[a] as number))
    return Array.from({ length: 1 + scales.length }, (__, f) => {
      return usual * (fit.coefficients[f * agents + a] as number)
    })
  })
}

/**
 * The weights that go with what was found, in a context: the strongest agent has 1, who foretells
 * nothing, or the wrong way, has the least.
 *
 * @returns Whether there are any: nobody may be of use in a context.
 */
export function weightsIn(
  strengths: Strengths,
  context: readonly number[],
  out: Float64Array,
): boolean {
  let most = 0
  for (let a = 0; a < strengths.length; a += 1) {
    const of = strengths[a] as readonly number[]
    let strength = of[0] as number
    for (let c = 0; c < context.length; c += 1)
      strength += (of[c + 1] as number) * (context[c] as number)
    out[a] = Math.max(0, strength)
    most = Math.max(most, strength)
  }
  if (most === 0) return false
  for (let a = 0; a < out.length; a += 1)
    out[a] = Math.min(1, weightMin + ((1 - weightMin) * (out[a] as number)) / most)
  return true
}
