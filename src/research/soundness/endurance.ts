import type { Agent } from '../../agents/index.ts'
import { BarColumns } from '../../domain/index.ts'
import { blockRows, FeatureSet, type OutsideColumns } from '../../features/index.ts'
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
  /** What it looks at besides bars, a value for each bar that it is told. */
  readonly outside?: OutsideColumns | undefined
  /** What is in use, after collecting garbage. Unit: bytes. */
  readonly heap: () => number
  /** Asked after every look: whether it has taken long enough. */
  readonly isOver: () => boolean
}

/** How often the bars are told beforehand to one that remembers. */
const rehearsals = 2

/**
 * Asks an agent about `enduranceBars` bars, outside any desk, and looks at memory on the way. A
 * desk writes down what it does and grows by itself; here only agent and features keep anything.
 *
 * What an agent with a mind does once a week is compiled when it is first done, and once more when
 * it has been done often: memory that grows and is no leak. So such a one has seen it all before.
 *
 * @param of - One instrument; its bars are told again and again, later each time.
 */
export function endure(agent: Agent, of: LoadedBars, options: EnduranceOptions): Endurance {
  const bars = toldAgain(of, enduranceBars)
  const outside = options.outside && columnsAgain(options.outside, enduranceBars)
  const asked = { ...options, outside }
  const seen = { bars: [] as number[], heap: [] as number[], state: [] as number[] }
  const before = agent.makeMind === undefined ? 0 : rehearsals
  for (let n = 0; n < before && !options.isOver(); n += 1) ask(agent, { ...of, bars }, asked)
  ask(agent, { ...of, bars }, asked, (told, state) => {
    seen.state.push(state().length)
    seen.bars.push(told)
    seen.heap.push(options.heap())
  })
  return seen
}

/** @param look - Told how many bars there were, and how to come to the state, after the first. */
function ask(
  agent: Agent,
  of: LoadedBars,
  options: EnduranceOptions,
  look?: (bars: number, state: () => string) => void,
): void {
  const features = new FeatureSet(of.bars, featureMarketOf(of, options.outside))
  const { view, peer } = viewOf(agent, of, of.bars, features, options.seed)
  const state = (): string => JSON.stringify([features.save(), view.mind?.save() ?? null])
  for (let turn = 1; turn <= looks; turn += 1) {
    for (let row = (turn - 1) * lookBars; row < turn * lookBars; row += 1) {
      features.moveTo(row, of.bars.length)
      if (row + 1 < features.warmup) continue
      view.row = row
      peer.row = row
      view.position = row % 2 === 0 ? 0 : heldShare
      agent.opine(view)
    }
    if (turn > skippedLooks) look?.(turn * lookBars, state)
    if (options.isOver()) break
  }
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

/** The same of what was known beside them. */
function columnsAgain(columns: OutsideColumns, rows: number): OutsideColumns {
  const again = (column: Float64Array): Float64Array =>
    Float64Array.from({ length: rows }, (_, row) => column[row % column.length] as number)
  return Object.fromEntries(Object.entries(columns).map(([name, of]) => [name, again(of)]))
}
