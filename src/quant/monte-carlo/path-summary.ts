import { requireRecord } from '../argument.ts'
import type { Random } from '../../base/index.ts'
import { pathOf, type PathGrid, type PathLaw, type Paths } from './paths.ts'
import { requireGrid, streamPaths } from './stream-paths.ts'

/** What is left of each path when the path is gone: one value a path. */
export type PathSummary = {
  readonly steps: number
  /** The last level. */
  readonly terminal: Float64Array
  /** The lowest level, the start included. */
  readonly lowest: Float64Array
  /** 1 - level / running peak, at its deepest. 0 to 1 for paths above 0. */
  readonly drawdownMax: Float64Array
  /** Steps spent below the running peak: the longest spell, and all together. */
  readonly underWaterLongestSteps: Float64Array
  readonly underWaterSteps: Float64Array
}

/** Summarises simulated paths without keeping them. @throws ArgumentError when the grid is none. */
export function summarisePaths(law: PathLaw, grid: PathGrid, random: Random): PathSummary {
  requireGrid(grid)
  const summary = emptySummary(grid.paths, grid.steps)
  let at = 0
  streamPaths(law, grid, random, (block) => {
    addPaths(summary, at, block)
    at += block.paths
  })
  return summary
}

/**
 * Summarises paths that are there. A level equal to the peak is not under water.
 * Meant for wealth and prices, above 0: of other levels a drawdown says nothing.
 */
export function summaryOf(paths: Paths): PathSummary {
  requireRecord('paths', paths)
  const summary = emptySummary(paths.paths, paths.steps)
  addPaths(summary, 0, paths)
  return summary
}

export function emptySummary(paths: number, steps: number): PathSummary {
  const column = (): Float64Array => new Float64Array(paths)
  return {
    steps,
    terminal: column(),
    lowest: column(),
    drawdownMax: column(),
    underWaterLongestSteps: column(),
    underWaterSteps: column(),
  }
}

/** Writes the summaries of `paths` from place `at` on. */
export function addPaths(summary: PathSummary, at: number, paths: Paths): void {
  for (let path = 0; path < paths.paths; path += 1) addPath(summary, at + path, pathOf(paths, path))
}

function addPath(summary: PathSummary, at: number, levels: Float64Array): void {
  let peak = levels[0] as number
  let lowest = peak
  let deepest = 0
  let spell = 0
  let longest = 0
  let total = 0
  for (let step = 1; step < levels.length; step += 1) {
    const level = levels[step] as number
    if (level < lowest) lowest = level
    if (level >= peak) {
      peak = level
      spell = 0
      continue
    }
    deepest = Math.max(deepest, 1 - level / peak)
    spell += 1
    total += 1
    longest = Math.max(longest, spell)
  }
  summary.terminal[at] = levels[levels.length - 1] as number
  summary.lowest[at] = lowest
  summary.drawdownMax[at] = deepest
  summary.underWaterLongestSteps[at] = longest
  summary.underWaterSteps[at] = total
}
