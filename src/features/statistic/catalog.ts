import type { CatalogEntry } from '../catalog-entry.ts'
import { dominantCycle } from './dominant-cycle.ts'
import { percentRank } from './percent-rank.ts'
import { returnStatistics } from './return-statistics.ts'
import { rollingDrawdown } from './rolling-drawdown.ts'

export const statistics: readonly CatalogEntry[] = [
  {
    spec: returnStatistics(),
    title: 'Mean, deviation, skewness, kurtosis, autocorrelation and Sharpe of returns',
    convention: 'simple returns; deviation with n - 1, skewness and kurtosis biased',
    agreesWith: 'scipy.stats skew, kurtosis; numpy',
  },
  {
    spec: dominantCycle(),
    title: 'Strongest cycle of the returns',
    convention: 'sliding transform of simple returns',
    agreesWith: 'numpy.fft.rfft',
  },
  {
    spec: percentRank(),
    title: 'Percent rank of the close',
    convention: 'how many of the closes before it are below',
    agreesWith: 'scipy.stats percentileofscore, strict',
  },
  {
    spec: rollingDrawdown(),
    title: 'Drawdown and rise of the window',
    convention: 'closes; among equals the newest counts',
    agreesWith: 'its definition in pandas',
  },
]
