import { expect, it } from 'vitest'
import { defined, Random } from '../../base/index.ts'
import { leastSquares, matrix } from '../../quant/index.ts'
import { seasonalFit } from './seasonal-fit.ts'

const seasons = 5
const count = 120
const random = Random.fromSeed(4)
const columns = [0, 1].map(() => Float64Array.from({ length: count }, () => random.normal()))
const y = Float64Array.from(
  { length: count },
  (_, k) => (k % seasons) + 2 * (columns[0]?.[k] ?? 0) - (columns[1]?.[k] ?? 0) + random.normal(),
)

it('is the regression with a dummy for each season', () => {
  const x = matrix(count, seasons + 2)
  for (let k = 0; k < count; k += 1) {
    x.values[k * x.columns + (k % seasons)] = 1
    columns.forEach((column, j) => {
      x.values[k * x.columns + seasons + j] = column[k] as number
    })
  }
  const whole = defined(leastSquares(x, y), 'a regression')
  const fit = defined(seasonalFit({ y, columns, seasons }, 0, count), 'a fit')
  expect(fit.residual).toBeCloseTo(whole.residualSum / count, 10)
  for (let k = 0; k < count; k += 1)
    expect((y[k] as number) - fit.at(k)).toBeCloseTo(whole.residuals[k] as number, 10)
})

it('passes over cells without a value, and says nothing of a season it has not seen', () => {
  const holed = y.map((value, k) => (k % seasons === 3 ? Number.NaN : value))
  const fit = defined(seasonalFit({ y: holed, columns, seasons }, 0, count), 'a fit')
  expect([fit.at(3), fit.at(4)]).toEqual([Number.NaN, expect.closeTo(y[4] as number, -1)])
})

it('is none when columns say the same, or cells are too few', () => {
  const twice = [columns[0], columns[0]] as [Float64Array, Float64Array]
  expect(seasonalFit({ y, columns: twice, seasons }, 0, count)).toBeUndefined()
  expect(seasonalFit({ y, columns, seasons }, 0, 11)).toBeUndefined()
})
