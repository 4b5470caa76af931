import type { CatalogEntry } from '../catalog-entry.ts'
import { easeOfMovement } from './ease-of-movement.ts'
import { forceIndex } from './force-index.ts'
import { klinger } from './klinger.ts'
import { accumulation, chaikinMoneyFlow, chaikinOscillator, moneyFlowIndex } from './money-flow.ts'
import { onBalanceVolume, priceVolumeTrend } from './on-balance.ts'
import { relativeVolume } from './relative-volume.ts'
import { volumeIndex } from './volume-index.ts'
import { volumeOscillator } from './volume-oscillator.ts'
import { volumeProfile } from './volume-profile.ts'
import { anchoredVwap, rollingVwap, vwap } from './vwap.ts'

export const volumes: readonly CatalogEntry[] = [
  {
    spec: onBalanceVolume(),
    title: 'On-balance volume',
    convention: 'from 0 at the first bar',
    agreesWith: 'Stock.Indicators GetObv; TA-Lib OBV less its first value',
  },
  {
    spec: priceVolumeTrend(),
    title: 'Price volume trend',
    convention: 'simple returns, from 0',
    agreesWith: 'its definition in pandas',
  },
  {
    spec: volumeIndex(),
    title: 'Negative and positive volume index',
    convention: 'both begin at 1,000',
    agreesWith: 'its definition in pandas',
  },
  {
    spec: accumulation(),
    title: 'Accumulation/distribution line',
    convention: 'a bar without a range counts 0',
    agreesWith: 'TA-Lib AD',
  },
  {
    spec: chaikinOscillator(),
    title: 'Chaikin oscillator',
    convention: 'averages seeded with the mean of their first windows',
    agreesWith: 'TA-Lib ADOSC after 150 bars',
  },
  {
    spec: chaikinMoneyFlow(),
    title: 'Chaikin money flow',
    convention: 'without volume it reads 0',
    agreesWith: 'Stock.Indicators GetCmf, TTR CMF',
  },
  {
    spec: moneyFlowIndex(),
    title: 'Money flow index',
    convention: 'without flow it reads 50',
    agreesWith: 'TA-Lib MFI, Stock.Indicators GetMfi',
  },
  {
    spec: vwap(),
    title: 'Volume-weighted average price by session, with its band',
    convention: 'sessions of a UTC day; typical prices',
    agreesWith: 'its definition in pandas',
  },
  {
    spec: anchoredVwap(),
    title: 'Volume-weighted average price since the first bar, with its band',
    convention: 'typical prices',
    agreesWith: 'Stock.Indicators GetVwap',
  },
  {
    spec: rollingVwap(),
    title: 'Rolling volume-weighted average price',
    convention: 'typical prices',
    agreesWith: 'its definition in pandas',
  },
  {
    spec: klinger(),
    title: 'Klinger volume oscillator and signal',
    convention: 'his rule of 1997, with the factor of 100',
    agreesWith: 'its definition in numpy',
  },
  {
    spec: volumeOscillator(),
    title: 'Percentage volume oscillator, signal, histogram',
    convention: 'every average seeded with the mean of its own first window',
    agreesWith: 'Stock.Indicators GetPvo',
  },
  {
    spec: forceIndex(),
    title: 'Force index',
    convention: 'exponential average seeded with the mean of its first window',
    agreesWith: 'its definition in pandas over TA-Lib EMA',
  },
  {
    spec: easeOfMovement(),
    title: 'Ease of movement',
    convention: 'volume is not divided by a constant',
    agreesWith: 'its definition in pandas',
  },
  {
    spec: volumeProfile(),
    title: 'Volume profile: point of control and value area',
    convention: 'typical prices, 24 bins, 70 % of the volume',
    agreesWith: 'its definition in numpy',
  },
  {
    spec: relativeVolume(),
    title: 'Relative volume and its z-score',
    convention: 'the bar is in its own window',
    agreesWith: 'its definition in pandas',
  },
]
