import { describe, expect, it } from 'vitest'
import { requireBetween, requireNumbers, requireSeries } from './argument.ts'
import * as quant from './index.ts'

const { ArgumentError, Random } = quant

const series = Float64Array.from({ length: 80 }, (_, i) => Math.sin(i * i))

/** What a caller without types may hand over first. */
const handed: readonly unknown[] = [undefined, {}, [], 'x', 5, [...series.slice(0, 40)], series]

/** What a function says, however it is called: its error, if any. */
function errorOf(callee: unknown, given: readonly unknown[]): unknown {
  if (typeof callee !== 'function') return undefined
  try {
    const isClass = Function.prototype.toString.call(callee).startsWith('class')
    if (isClass) Reflect.construct(callee, given)
    else Reflect.apply(callee, undefined, given)
  } catch (error) {
    return error
  }
  return undefined
}

const callees = Object.entries(quant).filter(
  ([name, value]) => typeof value === 'function' && !/^require|^Random$|^ArgumentError$/.test(name),
)

describe.each(callees)('%s', (name, callee) => {
  it('answers or declines in a sentence what no typed caller would hand it', () => {
    for (const first of handed)
      for (const given of [[first], [first, undefined], [first, series], [first, {}]]) {
        const error = errorOf(callee, given)
        if (error !== undefined)
          expect(error, `${name}(${String(first)})`).toBeInstanceOf(ArgumentError)
      }
  })
})

it('tells a type that is wrong, and names it', () => {
  const says = (value: string, text: string): void =>
    expect(() => requireBetween('x', JSON.parse(value), 0, Number.MAX_VALUE)).toThrow(
      new ArgumentError(`x must be finite and >= 0, was ${text}`),
    )
  says('"14"', "the text '14'")
  says('{"a":1}', 'an object')
  says('[1,2]', 'an array of 2')
  says('null', 'null')
  says('true', 'true')
  expect(() => requireBetween('x', Number.NaN, -Number.MAX_VALUE, Number.MAX_VALUE)).toThrow(
    new ArgumentError('x must be finite, was NaN'),
  )
})

it('takes a series as a Float64Array alone, and numbers as any list', () => {
  const plain = JSON.parse('[3,1,2]')
  expect(() => requireSeries('returns', plain, 1)).toThrow(
    'returns must be a Float64Array, was an array of 3: Float64Array.from makes one',
  )
  expect(() => requireSeries('returns', JSON.parse('{}'), 1)).toThrow(
    'returns must be a list of numbers, was an object',
  )
  expect(() => requireNumbers('steps', plain, 3)).not.toThrow()
  expect(quant.quantile(plain, 0.5)).toBe(2)
  expect(quant.mean(plain)).toBe(2)
  expect(quant.adjustProbabilities([0.01, 0.5], 'holm').rejections).toBe(1)
})

it('declines sizes no memory holds, and a Random that is missing', () => {
  const law = quant.geometricBrownianMotion({ start: 1, drift: 0, volatility: 0.2 })
  const grid = { paths: 2, steps: 2, horizonYears: 1 }
  const random = Random.fromSeed(1)
  const fit = quant.fitGarch(Float64Array.from({ length: 99 }, () => random.normal()))
  if (fit === undefined) throw new Error('the returns must have a fit')
  expect(() => quant.forecastVariance(fit, 1e12)).toThrow(
    'horizonSteps must be whole and from 1 to',
  )
  for (const wide of [{ paths: 1e12 }, { steps: 1e12 }, { paths: 1e6, steps: 1e6 }])
    expect(() => quant.simulatePaths(law, { ...grid, ...wide }, random)).toThrow(ArgumentError)
  expect(() => quant.matrix(1e6, 1e6)).toThrow('rows x columns must be')
  expect(() => quant.simulatePaths(law, grid, JSON.parse('{}'))).toThrow(
    new ArgumentError('random must be a Random, was an object'),
  )
  expect(() => quant.fitDcc(JSON.parse('{}'))).toThrow('returns must be an array of series')
  expect(() => quant.covarianceOf([])).toThrow('series must have at least 1 series, had 0')
})
