import {
  compareWithRandom,
  holdControl,
  measure,
  overfittingFigures,
  type TearSheet,
  tearSheet,
  verdict,
} from '../../src/research/index.ts'
import { type MadeRun, madeCosts, makeRun } from './report-run.ts'

/** A made-up run with everything a report wants beside it. */
export function reportOf({ run, bars }: MadeRun): TearSheet {
  const metrics = measure(run)
  const options = { bars: Math.min(run.equity.length, 5_000), intervalUs: run.intervalUs }
  const random = [101, 102, 103].map((seed) => measure(makeRun({ ...options, seed }).run))
  const hold = holdControl(run, metrics, bars, madeCosts)
  const comparison = compareWithRandom(metrics, random)
  return tearSheet({
    run,
    origin: 'Backtest',
    caveat: 'It is not a promise.',
    bars,
    metrics,
    hold,
    random: comparison,
    overfitting: overfittingFigures(metrics.curve, { trials: 7, others: [] }, run.seed),
    verdict: verdict({ run, metrics, hold, random: comparison, trials: 7 }),
    about: {
      agent: 'trend',
      parameters: { fast: 12, slow: 26 },
      market: 'random walk',
      costs: { ...madeCosts, feeMakerPpm: 1_600, participationMax: 0.1 },
      trials: 7,
      version: '0.0.0',
    },
    tried: [-0.4, 0.3, 1.1],
    capacity: { notRun: 'Nothing was run again.' },
    nulls: { notRun: 'No draws were asked for.' },
    rivals: [],
  })
}
