import { describe, expect, it } from 'vitest'
import { drawnSeries, placeNotFinite, type SeriesCase } from '../../test/golden/quant/bad-input.ts'
import { lawCases } from '../../test/golden/quant/bad-laws.ts'
import { marketCases } from '../../test/golden/quant/bad-markets.ts'
import { matrixCases } from '../../test/golden/quant/bad-matrices.ts'
import { modelNumberCases, modelSeriesCases } from '../../test/golden/quant/bad-models.ts'
import { pathCases } from '../../test/golden/quant/bad-paths.ts'
import { ratioCases } from '../../test/golden/quant/bad-ratios.ts'
import { riskCases } from '../../test/golden/quant/bad-risks.ts'
import { describingCases } from '../../test/golden/quant/bad-series.ts'
import { testCases } from '../../test/golden/quant/bad-tests.ts'
import { machineCases, walkCases } from '../../test/golden/quant/bad-walks.ts'
import { ArgumentError } from './argument.ts'
import * as quant from './index.ts'
import { type Matrix, matrixOf } from './matrix/index.ts'

const seriesCases = [
  ...describingCases,
  ...testCases,
  ...pathCases,
  ...riskCases,
  ...modelSeriesCases,
]
const numberCases = [
  ...lawCases,
  ...walkCases,
  ...machineCases,
  ...marketCases,
  ...ratioCases,
  ...modelNumberCases,
]

/** What a call is declined with; fails when it is not, or by another error. */
function expectDeclined(call: () => unknown, name: string): void {
  let thrown: unknown
  try {
    call()
  } catch (error) {
    thrown = error
  }
  expect(thrown, `${name} is declined`).toBeInstanceOf(ArgumentError)
  expect(String(thrown)).toContain(name)
}

function expectQuiet(answer: unknown): void {
  expect(placeNotFinite(answer)).toBeUndefined()
}

const goodOf = ({ inputs, of, count = 80 }: SeriesCase): Float64Array[] =>
  inputs.map((_, i) => drawnSeries(of, count, i + 1))

const notNumbers = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]

describe.each(seriesCases.map((of) => [of.name, of] as const))('%s', (_, of) => {
  it('has an answer of numbers for good series', () => {
    const answer = of.call(...goodOf(of))
    expect(answer).toBeDefined()
    expect(placeNotFinite(answer, of.mayHoldNaN)).toBeUndefined()
  })

  it('leaves what it is given as it was, and answers the same twice', () => {
    const given = goodOf(of)
    const first = of.call(...given)
    expect(given).toEqual(goodOf(of))
    expect(of.call(...given)).toEqual(first)
  })

  it('takes no value that is not a number, and says where', () => {
    of.inputs.forEach((name, at) => {
      for (const bad of notNumbers) {
        const series = goodOf(of).map((one, i) => (i === at ? one.with(3, bad) : one))
        const isTaken = of.isQuiet === true || (of.mayMiss === true && Number.isNaN(bad))
        if (isTaken) expectQuiet(of.call(...series))
        else expectDeclined(() => of.call(...series), name)
      }
    })
  })

  it('declines series that are too short, or of different lengths', () => {
    const { least = 1, isQuiet = false, isUnpaired = false } = of
    const short = goodOf(of).map((one) => one.slice(0, least - 1))
    if (isQuiet) expectQuiet(of.call(...short.map(() => new Float64Array(0))))
    else if (least > 0) expectDeclined(() => of.call(...short), of.inputs[0] ?? '')
    if (isUnpaired || of.inputs.length < 2) return
    const uneven = goodOf(of).map((one, i) => (i === 0 ? one : one.slice(1)))
    expectDeclined(() => of.call(...uneven), of.inputs[1] ?? '')
  })

  it('says of equal values what its docstring says', () => {
    const { ofConstant = 'none' } = of
    const call = (): unknown => of.call(...goodOf(of).map((one) => one.fill(0.1)))
    if (ofConstant === 'declined') expectDeclined(call, of.inputs[0] ?? '')
    else if (ofConstant === 'none') expect(call()).toBeUndefined()
    else {
      const answer = call()
      expect(answer).toBeDefined()
      expect(placeNotFinite(answer, of.mayHoldNaN)).toBeUndefined()
    }
  })
})

describe.each(numberCases.map((of) => [of.name, of] as const))('%s', (_, of) => {
  const good = of.inputs.map(([, value]) => value)

  it('takes numbers in their range, and gives numbers', () => {
    expect(placeNotFinite(of.call(...good))).toBeUndefined()
  })

  it('declines one that is out of range or none, by its name', () => {
    for (const [at, [name, , ...bad]] of of.inputs.entries())
      for (const value of [...bad, Number.NaN])
        expectDeclined(() => of.call(...good.with(at, value)), name)
  })
})

describe.each(matrixCases.map((of) => [of.name, of] as const))('%s', (_, of) => {
  const good = matrixOf([
    [1, 0.5],
    [0.5, 1],
  ])
  const uneven = matrixOf([
    [1, 0.5],
    [-0.5, 1],
  ])
  const wide = matrixOf([
    [1, 0.5, 0],
    [0.5, 1, 0],
  ])

  it('has an answer of numbers for a matrix it takes', () => {
    const answer = of.call(good)
    expect(answer).toBeDefined()
    expect(placeNotFinite(answer)).toBeUndefined()
  })

  it('declines a matrix that is none of its kind, by its name', () => {
    const declined: Matrix[] = notNumbers.map((bad) => ({
      ...good,
      values: good.values.with(1, bad),
    }))
    if (of.declines !== 'not-finite') declined.push(wide)
    if (of.declines === 'not-symmetric') declined.push(uneven)
    for (const matrix of declined) expectDeclined(() => of.call(matrix), of.input)
  })
})

/** Public functions that no table holds, by the reason; besides what others decline with. */
const reasons: Readonly<Record<string, string>> = {
  'chance itself, of another room': 'Random NormalStream',
  'passes on what arithmetic makes of NaN and infinity, as its docstring says':
    'erf erfc power normalCdf normalDensity normalQuantile',
  'arithmetic of matrices, which only asks that shapes fit':
    'identity inverseLower logDeterminant matrix matrixOf multiply multiplyVector solveCholesky ' +
    'solveLower transpose',
  'takes what another public function made, and no number besides':
    'DccCorrelation GarchVariance correlationPath longRunVariance pathOf probabilisticSharpe ' +
    'sharpeError summaryOf usualVariance alternativeProbability',
  'takes models or parts, tried beside it':
    'CmaEsSearch ViterbiDecoder carryRegimes inverseWaveletTransform kalmanFilter kalmanSmooth nameRegimes ' +
    'projectOnto',
}
const elsewhere = Object.values(reasons).flatMap((names) => names.split(' '))

it('tries every public function, or says why not', () => {
  const tried = new Set([...seriesCases, ...numberCases, ...matrixCases].map(({ name }) => name))
  const open = Object.entries(quant)
    .filter(([name, value]) => typeof value === 'function' && !tried.has(name))
    .map(([name]) => name)
    .filter((name) => !/^(ArgumentError|valueText|require[A-Z]\w+)$/.test(name))
  expect(open.sort()).toEqual(elsewhere.toSorted())
})
