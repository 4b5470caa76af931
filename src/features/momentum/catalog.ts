import type { CatalogEntry } from '../catalog-entry.ts'
import { accelerator, awesome } from './awesome.ts'
import { balanceOfPower } from './balance-of-power.ts'
import { bias } from './bias.ts'
import { cci } from './cci.ts'
import { centerOfGravity } from './center-of-gravity.ts'
import { cmo, cutlerRsi } from './cmo.ts'
import { connorsRsi } from './connors-rsi.ts'
import { coppock } from './coppock.ts'
import { correlationTrend } from './correlation-trend.ts'
import { dpo } from './dpo.ts'
import { elderRay } from './elder-ray.ts'
import { fisher } from './fisher.ts'
import { forecastOscillator } from './forecast-oscillator.ts'
import { inertia } from './inertia.ts'
import { intradayMomentum } from './intraday-momentum.ts'
import { kst } from './kst.ts'
import { laguerreRsi } from './laguerre-rsi.ts'
import { macd } from './macd.ts'
import { pmo } from './pmo.ts'
import { prettyGood } from './pretty-good.ts'
import { apo, ppo } from './price-oscillator.ts'
import { psychologicalLine } from './psychological-line.ts'
import { qqe } from './qqe.ts'
import { momentum, roc, rocRatio } from './rate-of-change.ts'
import { relativeMomentum } from './relative-momentum.ts'
import { relativeVigor } from './relative-vigor.ts'
import { rsi } from './rsi.ts'
import { smi } from './smi.ts'
import { stc } from './stc.ts'
import { stochRsi } from './stoch-rsi.ts'
import { kdj, stochastic } from './stochastic.ts'
import { trix } from './trix.ts'
import { tsi } from './tsi.ts'
import { ultimate } from './ultimate.ts'
import { williamsR } from './williams-r.ts'

export const momenta: readonly CatalogEntry[] = [
  {
    spec: rsi(14),
    title: 'Relative strength index',
    convention:
      'Wilder smoothing, seeded with the mean of the first window; a flat market reads 50',
    agreesWith: 'TA-Lib RSI, TTR RSI, Stock.Indicators GetRsi',
  },
  {
    spec: macd(),
    title: 'Moving average convergence divergence',
    convention: 'every average seeded with the mean of its own first window',
    agreesWith: 'Stock.Indicators GetMacd, TTR MACD; TA-Lib after 150 bars',
  },
  {
    spec: ppo(),
    title: 'Percentage price oscillator',
    convention: 'every average seeded with the mean of its own first window',
    agreesWith: 'TTR MACD in percent; TA-Lib PPO after 150 bars',
  },
  {
    spec: apo(),
    title: 'Absolute price oscillator',
    convention: 'every average seeded with the mean of its own first window',
    agreesWith: 'TTR MACD; TA-Lib APO after 150 bars',
  },
  {
    spec: stochastic(),
    title: 'Stochastic oscillator',
    convention: 'k and d are plain means, j is 3 k - 2 d; a flat window reads 50',
    agreesWith: 'TA-Lib STOCH and STOCHF, Stock.Indicators GetStoch',
  },
  {
    spec: kdj(),
    title: 'KDJ',
    convention:
      'Wilder smoothing, seeded with the mean of the first window; a flat window counts as 50',
    agreesWith: 'TA-Lib KDJ',
  },
  {
    spec: stochRsi(),
    title: 'Stochastic relative strength index',
    convention:
      'k and d smoothed as TradingView does (14, 14, 3, 3); Stock.Indicators is (14, 14, 1, 3)',
    agreesWith: 'TA-Lib STOCHRSI, Stock.Indicators GetStochRsi',
  },
  {
    spec: roc(),
    title: 'Rate of change',
    convention: 'percent; the signal is a plain mean',
    agreesWith: 'TA-Lib ROC, Stock.Indicators GetRoc',
  },
  {
    spec: rocRatio(),
    title: 'Rate of change ratio',
    convention: 'the close as a multiple; 1 where the past was 0',
    agreesWith: 'TA-Lib ROCR',
  },
  {
    spec: momentum(),
    title: 'Momentum',
    convention: 'difference of closes',
    agreesWith: 'TA-Lib MOM, Stock.Indicators GetRoc',
  },
  {
    spec: cmo(),
    title: 'Chande momentum oscillator',
    convention: 'plain sums, where TA-Lib CMO smooths as Wilder; a flat market reads 0',
    agreesWith: 'TA-Lib CMOU, TTR CMO',
  },
  {
    spec: cutlerRsi(),
    title: 'Cutler relative strength index',
    convention: 'plain sums; a flat market reads 50',
    agreesWith: 'TTR RSI with plain means',
  },
  {
    spec: cci(),
    title: 'Commodity channel index',
    convention: 'of the typical price; a flat market reads 0',
    agreesWith: 'TA-Lib CCI, TTR CCI, Stock.Indicators GetCci',
  },
  {
    spec: williamsR(),
    title: 'Williams %R',
    convention: 'a flat window reads -50, where TA-Lib reads 0',
    agreesWith: 'TA-Lib WILLR',
  },
  {
    spec: ultimate(),
    title: 'Ultimate oscillator',
    convention: 'weights 4 2 1; a flat window counts as half',
    agreesWith: 'TA-Lib ULTOSC',
  },
  {
    spec: tsi(),
    title: 'True strength index',
    convention: 'every average seeded with the mean of its first window; a flat market reads 0',
    agreesWith: 'TA-Lib TSI, Stock.Indicators GetTsi',
  },
  {
    spec: awesome(),
    title: 'Awesome oscillator',
    convention: 'of the middle of the bar',
    agreesWith: 'TA-Lib AO, Stock.Indicators GetAwesome',
  },
  {
    spec: accelerator(),
    title: 'Accelerator oscillator',
    convention: 'the awesome oscillator less its plain mean',
    agreesWith: 'TA-Lib AC',
  },
  {
    spec: kst(),
    title: 'Know sure thing',
    convention: 'percent, weights 1 2 3 4; plain means',
    agreesWith: 'ta KSTIndicator',
  },
  {
    spec: trix(),
    title: 'TRIX',
    convention:
      'each average seeded with the mean of its own first window; the signal is exponential',
    agreesWith:
      'TA-Lib TRIX, TTR TRIX; Stock.Indicators GetTrix, which seeds all at once, after 350 bars',
  },
  {
    spec: fisher(),
    title: 'Fisher transform',
    convention:
      'of the middle of the bar; smoothings start at 0; a flat window counts as its middle',
    agreesWith: 'tulipy fisher',
  },
  {
    spec: connorsRsi(),
    title: 'Connors relative strength index',
    convention: 'ranks among 100 returns before the newest; Stock.Indicators begins a bar earlier',
    agreesWith: 'Stock.Indicators GetConnorsRsi, the definition on TA-Lib',
  },
  {
    spec: smi(),
    title: 'Stochastic momentum index',
    convention: 'every average seeded with the mean of its first window; a flat market reads 0',
    agreesWith:
      'TA-Lib SMI; TTR SMI and Stock.Indicators GetSmi, which start sooner, after 330 bars',
  },
  {
    spec: stc(),
    title: 'Schaff trend cycle',
    convention:
      'two stochastics, each smoothed by a half; Stock.Indicators calls macdStochastic the cycle',
    agreesWith: 'the definition in numpy; ta STCIndicator after 450 bars; Stock.Indicators GetStc',
  },
  {
    spec: coppock(),
    title: 'Coppock curve',
    convention: 'weighted average of two rates of change, percent',
    agreesWith: 'TA-Lib COPPOCK',
  },
  {
    spec: dpo(),
    title: 'Detrended price oscillator',
    convention: 'read when it is known, not half a window before',
    agreesWith: 'TA-Lib DPO; Stock.Indicators GetDpo, which draws it half a window earlier',
  },
  {
    spec: elderRay(),
    title: 'Elder ray',
    convention: 'the average is seeded with the mean of the first window',
    agreesWith: 'TA-Lib ERI, Stock.Indicators GetElderRay',
  },
  {
    spec: balanceOfPower(),
    title: 'Balance of power',
    convention: 'plain mean of the window; a bar without a range counts as 0',
    agreesWith: 'TA-Lib SMA of BOP',
  },
  {
    spec: relativeVigor(),
    title: 'Relative vigor index',
    convention: 'bodies and ranges smoothed 1 2 2 1; a flat window reads 0',
    agreesWith: 'pandas-ta rvgi',
  },
  {
    spec: pmo(),
    title: 'Price momentum oscillator',
    convention: 'weights of 2 / window; every average seeded with the mean of its first window',
    agreesWith: 'Stock.Indicators GetPmo, the definition in numpy',
  },
  {
    spec: forecastOscillator(),
    title: 'Chande forecast oscillator',
    convention: 'the line ends a bar before the close it foretells',
    agreesWith: 'TA-Lib FOSC',
  },
  {
    spec: relativeMomentum(),
    title: 'Relative momentum index',
    convention:
      'Wilder smoothing, seeded with the mean of the first window; a flat market reads 50',
    agreesWith: 'the definition in numpy, which at lag 1 is TA-Lib RSI',
  },
  {
    spec: laguerreRsi(),
    title: 'Laguerre relative strength index',
    convention:
      'of the close; starts as if every close before had been the first; a flat market reads 50',
    agreesWith: 'pandas-ta lrsi',
  },
  {
    spec: intradayMomentum(),
    title: 'Intraday momentum index',
    convention: 'plain sums of bodies; without one it reads 50',
    agreesWith: 'TA-Lib IMI',
  },
  {
    spec: bias(),
    title: 'Bias (disparity)',
    convention: 'a share of the plain mean',
    agreesWith: 'pandas-ta bias',
  },
  {
    spec: psychologicalLine(),
    title: 'Psychological line',
    convention: 'share of closes above the one before, percent',
    agreesWith: 'pandas-ta psl',
  },
  {
    spec: centerOfGravity(),
    title: 'Center of gravity',
    convention: 'counted from 1 at the newest bar, negative',
    agreesWith: 'pandas-ta cg',
  },
  {
    spec: correlationTrend(),
    title: 'Correlation trend indicator',
    convention: 'correlation with a rising line; a flat market reads 0',
    agreesWith: 'TA-Lib CORREL with the rows',
  },
  {
    spec: prettyGood(),
    title: 'Pretty good oscillator',
    convention:
      'distance from a plain mean in average true ranges; the first bar has no true range',
    agreesWith: 'the definition on TA-Lib',
  },
  {
    spec: qqe(),
    title: 'Quantitative qualitative estimation',
    convention:
      'every average seeded with the mean of its first window; the trail starts below the index',
    agreesWith: 'the definition on TA-Lib',
  },
  {
    spec: inertia(),
    title: 'Inertia',
    convention: 'line through the relative volatility index, Wilder smoothing',
    agreesWith: 'TA-Lib LINEARREG of RVI',
  },
]
