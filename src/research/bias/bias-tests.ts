import { type CheckRow, notRun } from '../check-row.ts'
import { type BiasStage, biasBarsMin } from './bias-stage.ts'
import { lookAhead } from './look-ahead.ts'
import { recursion } from './recursion.ts'
import { repainting } from './repainting.ts'
import { survivorship } from './survivorship.ts'

/**
 * Whether a strategy knows what it cannot know. A row a detector, always the same ones in the same
 * order; equal seeds give equal tables.
 *
 * @see `docs/nulls.md`.
 */
export function biasTests(stage: BiasStage): readonly CheckRow[] {
  const rows = Math.max(0, ...stage.market.map(({ bars }) => bars.length))
  const last = survivorship(stage.market)
  if (rows >= biasBarsMin) return [lookAhead(stage), recursion(stage), ...repainting(stage), last]
  const why = `${rows} bars are too few; ${biasBarsMin} are needed.`
  const names = ['look-ahead', 'recursion', 'asked again', 'bar by bar']
  return [...names.map((name) => notRun(name, why)), last]
}
