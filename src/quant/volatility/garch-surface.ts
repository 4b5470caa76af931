import type { Matrix } from '../matrix/index.ts'
import { addBoth, addCurvature, addGarchCurvature } from './curvature-sums.ts'
import { deriveEgarch, traceEgarch } from './egarch-recursion.ts'
import { fourfoldDot, type GarchColumns, garchColumns } from './garch-columns.ts'
import {
  alphaPlace,
  type GarchModel,
  type GarchParameters,
  meanPlace,
  type Places,
  placesOf,
  toParameters,
} from './garch-model.ts'
import { deriveGarch, traceGarch } from './garch-recursion.ts'
import {
  deriveNormal,
  deriveStudent,
  type InnovationSums,
  normalLogLikelihood,
  studentLogLikelihood,
} from './innovation.ts'
import type { Surface } from './newton-minimum.ts'
import { backcastOf, type StartMoment, startMoment } from './start-moment.ts'
import { sumOf } from '../sum-of.ts'

/** The negative log-likelihood of returns under a model, with exact derivatives. */
export class GarchSurface implements Surface {
  readonly #model: GarchModel
  readonly #places: Places
  readonly #columns: GarchColumns
  #backcast: number
  readonly #constants: Float64Array
  readonly #sums: InnovationSums
  #parameters: GarchParameters
  #start: StartMoment

  constructor(returns: Float64Array, model: GarchModel, mean: number) {
    this.#model = model
    this.#places = placesOf(model)
    this.#columns = garchColumns(returns, this.#places.size)
    this.#backcast = backcastOf(returns, mean)
    this.#constants = new Float64Array(this.#places.pathSize)
    this.#sums = { residualTwice: 0, degrees: 0, degreesTwice: 0, residualDegrees: 0 }
    this.#parameters = toParameters(new Float64Array(this.#places.size), this.#places)
    this.#start = { value: 0, slope: 0, bend: 0 }
  }

  /** The same model over other returns of the same number. */
  load(returns: Float64Array, mean: number): void {
    this.#columns.returns.set(returns)
    this.#backcast = backcastOf(returns, mean)
  }

  /** Where the last `value` left the path: variances, or their logarithms for an EGARCH. */
  get columns(): GarchColumns {
    return this.#columns
  }

  value(x: Float64Array): number {
    const columns = this.#columns
    const parameters = toParameters(x, this.#places)
    fillResiduals(columns, parameters.mean)
    this.#parameters = parameters
    this.#start = startMoment(this.#model.start, columns.residuals, this.#backcast)
    if (this.#model.kind === 'egarch') traceEgarch(columns, parameters, this.#start)
    else traceGarch(columns, parameters, this.#start)
    return this.#model.innovation === 'normal'
      ? -normalLogLikelihood(columns)
      : -studentLogLikelihood(columns, parameters.degrees)
  }

  derive(gradient: Float64Array, hessian: Matrix): void {
    const columns = this.#columns
    const { pathSize, size, degrees, gamma, beta } = this.#places
    const { values } = hessian
    this.#fillColumns()
    values.fill(0)
    if (gamma < 0) addGarchCurvature(columns, gradient, values, size)
    else {
      const isEgarch = this.#model.kind === 'egarch'
      const crossed = isEgarch ? [meanPlace, alphaPlace, gamma, beta] : [meanPlace, beta]
      addCurvature(columns, pathSize, crossed, gradient, values, size)
    }
    for (let j = 0; j < pathSize; j += 1)
      addBoth(values, size, meanPlace, j, this.#constants[j] as number)
    addBoth(values, size, meanPlace, meanPlace, this.#sums.residualTwice)
    gradient[meanPlace] = (gradient[meanPlace] as number) - sumOf(columns.byResidual)
    if (degrees >= 0) this.#addDegrees(gradient, values)
    for (let i = 0; i < size; i += 1) gradient[i] = -(gradient[i] as number)
    for (let k = 0; k < values.length; k += 1) values[k] = -(values[k] as number)
  }

  /** Sums of products of the returns' own slopes, at the x of the last `derive`. */
  scoreProducts(products: Matrix): void {
    const { byState, byResidual, byDegrees, slopes, crosses, count } = this.#columns
    const { pathSize, size, degrees } = this.#places
    // The crosses have done their work: their memory holds the scores.
    for (let i = 0; i < pathSize; i += 1) {
      const slope = slopes[i] as Float64Array
      const score = crosses[i] as Float64Array
      for (let t = 0; t < count; t += 1) score[t] = (byState[t] as number) * (slope[t] as number)
    }
    const byMean = crosses[meanPlace] as Float64Array
    for (let t = 0; t < count; t += 1) byMean[t] = (byMean[t] as number) - (byResidual[t] as number)
    if (degrees >= 0) crosses[degrees]?.set(byDegrees)
    for (let i = 0; i < size; i += 1)
      for (let j = 0; j <= i; j += 1) {
        const sum = fourfoldDot(crosses[i] as Float64Array, crosses[j] as Float64Array)
        products.values[i * size + j] = sum
        products.values[j * size + i] = sum
      }
  }

  #fillColumns(): void {
    const columns = this.#columns
    const parameters = this.#parameters
    this.#constants.fill(0)
    if (this.#model.innovation === 'normal') deriveNormal(columns, this.#sums)
    else deriveStudent(columns, parameters.degrees, this.#sums)
    const deriveState = this.#model.kind === 'egarch' ? deriveEgarch : deriveGarch
    deriveState(columns, parameters, this.#start, this.#places, this.#constants)
  }

  #addDegrees(gradient: Float64Array, values: Float64Array): void {
    const { slopes, crosses } = this.#columns
    const { pathSize, size, degrees } = this.#places
    const cross = crosses[degrees] as Float64Array
    gradient[degrees] = this.#sums.degrees
    for (let j = 0; j < pathSize; j += 1)
      addBoth(values, size, degrees, j, fourfoldDot(cross, slopes[j] as Float64Array))
    addBoth(values, size, degrees, meanPlace, -this.#sums.residualDegrees)
    addBoth(values, size, degrees, degrees, this.#sums.degreesTwice)
  }
}

function fillResiduals({ returns, residuals, count }: GarchColumns, mean: number): void {
  for (let t = 0; t < count; t += 1) residuals[t] = (returns[t] as number) - mean
}
