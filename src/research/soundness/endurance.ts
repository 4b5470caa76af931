import type { Agent } from '../../agents/index.ts'
import { BarColumns } from '../../domain/index.ts'
import { blockRows, FeatureSet } from '../../features/index.ts'
import type { LoadedBars } from '../../market/index.ts'
import { featureMarketOf, viewOf } from '../bias/agent-probe.ts'
import type { Endurance } from './memory-stability.ts'

/** Bars between two looks: whole blocks, so that the state of features is that of the last bar. */
const lookBars = 2 * blockRows
/** Looks in all, and those of the beginning that are left out: code and caches still grow. */
const looks = 32
const skippedLooks = 6

/** Bars that an endurance run asks about at most. */
export const enduranceBars: number = lookBars * looks

export type EnduranceOptions = {
  readonly seed: number
  /** What is in use, after collecting garbage. Unit: bytes. */
  readonly heap: () => number
  /** Asked after every look: whether it has taken long enough. */
  readonly isOver: () => boolean
}

/**
 * Asks an agent about `enduranceBars` bars, outside any desk, and looks at memory on the way. A
 * desk writes down what it does and grows by itself; here only agent and features keep anything.
 *
 * @param of - One instrument; its bars are told again and again, later each time.
 */
export function endure(agent: Agent, of: LoadedBars, options: EnduranceOptions): Endurance {
  const bars = toldAgain(of, enduranceBars)
  const features = new FeatureSet(bars, featureMarketOf(of))
  const { view, peer } = viewOf(agent, of, bars, features, options.seed)
  const seen = { bars: [] as number[], heap: [] as number[], state: [] as number[] }
  for (let look = 1; look <= looks; look += 1) {
    for (let row = (look - 1) * lookBars; row < look * lookBars; row += 1) {
      features.moveTo(row, bars.length)
      if (row + 1 < features.warmup) continue
      view.row = row
      peer.row = row
      view.position = row % 2 === 0 ? 0 : heldShare
      agent.opine(view)
    }
    if (look > skippedLooks) {
      seen.state.push(JSON.stringify([features.save(), view.mind?.save() ?? null]).length)
      seen.bars.push(look * lookBars)
      seen.heap.push(options.heap())
    }
    if (options.isOver()) break
  }
  return seen
}

/** What is held at every other bar. Share of equity. */
const heldShare = 0.1

/** The bars of a market, one time through after another, until there are so many. */
function toldAgain({ bars, intervalUs }: LoadedBars, rows: number): BarColumns {
  const told = new BarColumns(rows)
  const spanUs = (bars.ts[bars.length - 1] as number) - (bars.ts[0] as number) + intervalUs
  for (let row = 0; row < rows; row += 1) {
    const from = row % bars.length
    const at = (column: Float64Array): number => column[from] as number
    const ts = at(bars.ts) + Math.floor(row / bars.length) * spanUs
    told.push(ts, at(bars.open), at(bars.high), at(bars.low), at(bars.close), at(bars.volume))
  }
  return told
}
