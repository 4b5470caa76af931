import type { Random } from '../../base/index.ts'
import { ArgumentError, requirePositive, requireRecord, requireSize } from '../argument.ts'
import { NormalStream } from './normal-stream.ts'
import type { PathGrid, PathLaw, Paths } from './paths.ts'

/** Draws held at once, unless a single pair of paths takes more: what a processor keeps near. */
const drawsPerBlock = 8_192

/**
 * Simulates paths in blocks that are handed to `visit` and then written over, so that memory does
 * not grow with their number. The same seed gives the same paths as `simulatePaths`.
 *
 * @param random - Sixteen draws are taken, whatever the number of paths.
 * @param visit - Told of one block after another; the arrays are reused: keep no reference.
 * @throws ArgumentError when the grid is none: see `PathGrid`.
 */
export function streamPaths(
  law: PathLaw,
  grid: PathGrid,
  random: Random,
  visit: (block: Paths) => void,
): void {
  requireGrid(grid)
  const { paths, steps, isAntithetic = false } = grid
  const fill = law.over(grid)
  const draws = law.drawsPerPath(steps)
  const most = Math.min(paths, Math.max(2, 2 * Math.floor(drawsPerBlock / draws / 2)))
  const stream = new NormalStream(random)
  const values = new Float64Array(most * (steps + 1))
  const drawn = new Float64Array(most * draws)
  for (let from = 0; from < paths; from += most) {
    const count = Math.min(most, paths - from)
    if (isAntithetic) fillPairs(stream, drawn, draws, count)
    else stream.draw(drawn, 0, count * draws)
    const block = { paths: count, steps, values: values.subarray(0, count * (steps + 1)) }
    fill(block, drawn)
    visit(block)
  }
}

/**
 * Simulates paths and keeps them all: 8 bytes for each level. For more than fit, `streamPaths`.
 *
 * @throws ArgumentError when the grid is none: see `PathGrid`; or it has more than 2^28 levels.
 */
export function simulatePaths(law: PathLaw, grid: PathGrid, random: Random): Paths {
  requireGrid(grid)
  const { paths, steps } = grid
  requireSize('paths x (steps + 1)', paths * (steps + 1), 1)
  const values = new Float64Array(paths * (steps + 1))
  let at = 0
  streamPaths(law, grid, random, (block) => {
    values.set(block.values, at)
    at += block.values.length
  })
  return { paths, steps, values }
}

/**
 * Declines a grid without paths, steps or time, one too large, and antithetic paths that have no
 * partner.
 */
export function requireGrid(grid: PathGrid): void {
  requireRecord('grid', grid)
  const { paths, steps, horizonYears, isAntithetic } = grid
  requireSize('paths', paths, 1)
  requireSize('steps', steps, 1)
  requirePositive('horizonYears', horizonYears)
  if (isAntithetic === true && paths % 2 === 1)
    throw new ArgumentError(`paths must be even when antithetic, was ${paths}`)
}

/** Every other row of draws is the one before with its sign turned. */
function fillPairs(stream: NormalStream, drawn: Float64Array, draws: number, count: number): void {
  for (let path = 0; path < count; path += 2) {
    const from = path * draws
    stream.draw(drawn, from, from + draws)
    for (let i = from; i < from + draws; i += 1) drawn[i + draws] = -(drawn[i] as number)
  }
}
