import type { CatalogEntry } from '../catalog-entry.ts'
import { adx } from './adx.ts'
import { alligator } from './alligator.ts'
import { aroon } from './aroon.ts'
import { atrStop } from './atr-stop.ts'
import { chandelier } from './chandelier.ts'
import { choppiness } from './choppiness.ts'
import { dmi } from './dmi.ts'
import { efficiencyRatio } from './efficiency-ratio.ts'
import { highest, lowest } from './extreme.ts'
import { ichimoku } from './ichimoku.ts'
import { linearRegression } from './linear-regression.ts'
import { massIndex } from './mass-index.ts'
import { parabolicSar } from './parabolic-sar.ts'
import { qstick } from './qstick.ts'
import { randomWalkIndex } from './random-walk-index.ts'
import { superTrend } from './super-trend.ts'
import { verticalHorizontalFilter } from './vertical-horizontal-filter.ts'
import { vortex } from './vortex.ts'

export const trends: readonly CatalogEntry[] = [
  {
    spec: adx(14),
    title: 'Average directional index',
    convention: 'Wilder: sums seeded with plain sums, the index with the mean of the first window',
    agreesWith: 'Stock.Indicators GetAdx; its definition in numpy',
  },
  {
    spec: dmi(),
    title: 'Directional movement: +DI, -DI, DX, ADX, ADXR',
    convention:
      'Wilder: sums seeded with plain sums; ADXR looks period - 1 bars back; a flat market reads 0',
    agreesWith: 'Stock.Indicators GetAdx; TA-Lib PLUS_DI, MINUS_DI, DX, ADX, ADXR after 250 bars',
  },
  {
    spec: highest(20),
    title: 'Highest high before this bar',
    convention: 'the current bar is left out',
    agreesWith: 'Stock.Indicators GetDonchian, upper band',
  },
  {
    spec: lowest(20),
    title: 'Lowest low before this bar',
    convention: 'the current bar is left out',
    agreesWith: 'Stock.Indicators GetDonchian, lower band',
  },
  {
    spec: aroon(),
    title: 'Aroon',
    convention: 'window of period + 1 bars; among equal extremes the newest counts',
    agreesWith: 'TA-Lib AROON, Stock.Indicators GetAroon',
  },
  {
    spec: vortex(),
    title: 'Vortex',
    convention: 'a flat market reads 1 on both lines',
    agreesWith: 'Stock.Indicators GetVortex',
  },
  {
    spec: superTrend(),
    title: 'SuperTrend',
    convention: 'Wilder ATR; begins up when the close is at or above the middle of the bar',
    agreesWith: 'Stock.Indicators GetSuperTrend; its definition over TA-Lib ATR',
  },
  {
    spec: atrStop(),
    title: 'ATR trailing stop',
    convention: 'Wilder ATR, measured from the close; begins up when the close did not fall',
    agreesWith: 'Stock.Indicators GetAtrStop; its definition over TA-Lib ATR',
  },
  {
    spec: parabolicSar(),
    title: 'Parabolic stop and reverse',
    convention: 'first side from the directional movement of the second bar',
    agreesWith: 'TA-Lib SAR, Stock.Indicators GetParabolicSar',
  },
  {
    spec: ichimoku(),
    title: 'Ichimoku: five lines, the cloud ahead, strength, support, resistance',
    convention: 'displaced lines stand where they are known; nothing looks ahead',
    agreesWith: 'Stock.Indicators GetIchimoku; its definition in pandas',
  },
  {
    spec: alligator(),
    title: 'Alligator and gator oscillator',
    convention: 'averages of Wilder over the middle of the bar, drawn 8, 5 and 3 bars ahead',
    agreesWith: 'Stock.Indicators GetAlligator, GetGator',
  },
  {
    spec: chandelier(),
    title: 'Chandelier exit',
    convention: 'Wilder ATR; extremes include the current bar',
    agreesWith: 'TA-Lib MAX, MIN and ATR put together',
  },
  {
    spec: choppiness(),
    title: 'Choppiness index',
    convention: 'true highs and lows; a flat market reads 100',
    agreesWith: 'Stock.Indicators GetChop',
  },
  {
    spec: linearRegression(),
    title: 'Linear regression: line, slope, intercept, forecast, R squared, error',
    convention: 'over the closes of the window; error with divisor period - 2',
    agreesWith:
      'TA-Lib LINEARREG, LINEARREG_SLOPE, LINEARREG_INTERCEPT, TSF; Stock.Indicators GetSlope',
  },
  {
    spec: massIndex(),
    title: 'Mass index',
    convention: 'averages seeded with the mean of the first window',
    agreesWith: 'TA-Lib EMA put together',
  },
  {
    spec: efficiencyRatio(),
    title: 'Efficiency ratio',
    convention: 'a flat market reads 0',
    agreesWith: 'Stock.Indicators GetKama, its efficiency ratio',
  },
  {
    spec: verticalHorizontalFilter(),
    title: 'Vertical horizontal filter',
    convention: 'closes; a flat market reads 0',
    agreesWith: 'TTR VHF',
  },
  {
    spec: qstick(),
    title: 'Qstick',
    convention: 'plain mean of the bodies',
    agreesWith: 'TA-Lib SMA of close less open',
  },
  {
    spec: randomWalkIndex(),
    title: 'Random walk index',
    convention: 'one horizon; mean of the true ranges since then',
    agreesWith: 'its definition, over TA-Lib TRANGE',
  },
]
