import { type BacktestOptions, backtestReading } from '../engine/index.ts'
import { type Metrics, measure } from '../research/index.ts'
import { type FillReading, fillReadings } from '../venue/index.ts'

/** One strategy on one market under one reading of its fills. */
export type ReadingFigures = { readonly reading: FillReading; readonly metrics: Metrics }

/**
 * The same strategy under every reading, kindest first. What differs between them comes from
 * assumptions alone, so it is the least that is not known about the result.
 *
 * @param judged - The figures of the run that was judged, which is not run again.
 */
export function compareReadings(
  ground: Omit<BacktestOptions, 'onProgress' | 'stages' | 'room'>,
  judged: Metrics,
): readonly ReadingFigures[] {
  return fillReadings.map((reading) => {
    const isJudged = reading === (ground.setup.costs.reading ?? 'default')
    const metrics = isJudged ? judged : measure(backtestReading(ground, reading))
    return { reading, metrics }
  })
}
