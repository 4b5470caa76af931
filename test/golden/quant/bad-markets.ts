import * as q from '../../../src/quant/index.ts'
import { type NumberCase, type NumberInput, numbers } from './bad-input.ts'

const inf = Number.POSITIVE_INFINITY

const level: NumberInput = ['level', 0.95, 0, 1, -1]

const quoting = { riskAversion: 0.1, volatility: 2, decay: 1.5 }
const arrivals = { arrivalRate: 100 }

const terms: readonly NumberInput[] = [
  ['spot', 100, 0, -1],
  ['strike', 90, 0],
  ['years', 1, -1, 1001],
  ['volatility', 0.2, -1],
  ['rate', 0.01, 11],
  ['dividendYield', 0.01, 11],
]

function termsOf([
  spot = 0,
  strike = 0,
  years = 0,
  volatility = 0,
  rate = 0,
  dividendYield = 0,
]: readonly number[]): q.OptionTerms {
  return { isCall: true, spot, strike, years, volatility, rate, dividendYield }
}

function liquidation([shares = 0, days = 0]: readonly number[]): q.Liquidation {
  return { shares, days, intervals: 2, volatility: 1, temporaryImpact: 1 }
}

export const marketCases: readonly NumberCase[] = [
  ...[q.blackScholes, q.blackScholesGreeks].map((call) =>
    numbers(call.name, terms, (...of) => call(termsOf(of))),
  ),
  numbers(
    'black76',
    [
      ['forward', 100, 0],
      ['strike', 90, 0],
      ['years', 1, -1],
    ],
    (...of) => {
      const [forward = 0, strike = 0, years = 0] = of
      return q.black76({ isCall: true, forward, strike, years, volatility: 0.2 })
    },
  ),
  numbers('digitalOption', [...terms, ['cash', 1, 0, -1]], (...of) =>
    q.digitalOption({ ...termsOf(of), pays: 'cash', cash: of[6] ?? 0 }),
  ),
  numbers(
    'impliedVolatility',
    [
      ['price', 12, inf],
      ['spot', 100, 0],
    ],
    (price, spot) => q.impliedVolatility(price, { isCall: true, spot, strike: 100, years: 1 }),
  ),
  numbers(
    'kyleAuction',
    [
      ['valueDeviation', 1, 0],
      ['noiseDeviation', 1, 0],
    ],
    (value, noise) => q.kyleAuction({ valueDeviation: value, noiseDeviation: noise }),
  ),
  numbers(
    'squareRootImpact',
    [
      ['size', 1, -1],
      ['volume', 9, 0],
      ['volatility', 0.2, -1],
      ['coefficient', 1, -1],
    ],
    (size, volume, volatility, coefficient) =>
      q.squareRootImpact({ size, volume, volatility, coefficient }),
  ),
  numbers(
    'avellanedaStoikov',
    [
      ['riskAversion', 0.1, 0],
      ['timeLeft', 1, -1],
    ],
    (a, timeLeft) =>
      q.avellanedaStoikov({ ...quoting, riskAversion: a, timeLeft, mid: 100, inventory: 1 }),
  ),
  numbers(
    'asymptoticQuotes',
    [
      ['inventory', 1, 9],
      ['inventoryMax', 5, 0],
    ],
    (inventory, most) =>
      q.asymptoticQuotes({ ...quoting, ...arrivals, inventory, inventoryMax: most }),
  ),
  numbers(
    'boundedQuotes',
    [
      ['inventoryMax', 5, 0, 201],
      ['volatility', 2, -1],
    ],
    (most, volatility) =>
      q.boundedQuotes({ ...quoting, ...arrivals, volatility, inventoryMax: most }),
  ),
  numbers(
    'optimalLiquidation',
    [
      ['shares', 9, 0],
      ['days', 5, 0],
      ['riskAversion', 1, -1],
    ],
    (...of) => q.optimalLiquidation(liquidation(of), of[2] ?? 0),
  ),
  numbers(
    'executionFrontier',
    [
      ['shares', 9, 0],
      ['days', 5, 0],
    ],
    (...of) => q.executionFrontier(liquidation(of), [0, 1]),
  ),
  numbers(
    'liquidationCost',
    [
      ['shares', 9, 0],
      ['days', 5, 0],
    ],
    (...of) => q.liquidationCost(liquidation(of), Float64Array.of(of[0] ?? 0, 4, 0)),
  ),
  numbers(
    'kellyBet',
    [
      ['probability', 0.6, -1, 2],
      ['odds', 1, 0],
      ['fraction', 1, 0, 2],
    ],
    (...of) => {
      const [probability = 0, odds = 0, fraction = 0] = of
      return q.kellyBet({ probability, odds, fraction })
    },
  ),
  numbers(
    'kellyLeverage',
    [
      ['mean', 0.1, inf],
      ['variance', 0.2, 0],
    ],
    (mean, own) => q.kellyLeverage({ mean, variance: own }),
  ),
  numbers(
    'pinOf',
    [
      ['alpha', 0.3, -1, 2],
      ['mu', 9, -1],
    ],
    (alpha, mu) => q.pinOf({ alpha, mu, epsilonBuy: 9, epsilonSell: 9 }),
  ),
  numbers('kupiecTest', [['exceedances', 3, -1, 99], ['count', 60, 0], level], (...of) => {
    const [exceedances = 0, count = 0, at = 0] = of
    return q.kupiecTest({ exceedances, count, level: at })
  }),
  numbers(
    'kernelBandwidth',
    [
      ['returnCount', 90, 0],
      ['noiseShare', 0.1, -1],
    ],
    q.kernelBandwidth,
  ),
  numbers(
    'cusumRunLength',
    [
      ['shift', 1, inf],
      ['slack', 0.5, -1],
      ['threshold', 5, 0],
    ],
    (shift, slack, threshold) => q.cusumRunLength({ shift, slack, threshold }),
  ),
]
