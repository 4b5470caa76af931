import { requireList, requireRecord } from '../argument.ts'
/** Paths one after another, each of `steps` + 1 levels, the first being where it starts. */
export type Paths = {
  readonly paths: number
  readonly steps: number
  /** Level `step` of path `path` is at `path * (steps + 1) + step`. */
  readonly values: Float64Array
}

/**
 * How many paths, and at which times: `steps` equal steps over `horizonYears`. Neither more than
 * 2^28.
 */
export type PathGrid = {
  readonly paths: number
  readonly steps: number
  readonly horizonYears: number
  /** Paths 2i and 2i + 1 are driven by draws of opposite sign. `paths` must be even. */
  readonly isAntithetic?: boolean
}

/** A law of motion. Everything random in it comes from independent standard normal draws. */
export type PathLaw = {
  /** How many draws one path of `steps` steps takes. */
  readonly drawsPerPath: (steps: number) => number
  /**
   * Readies the law for a grid.
   *
   * @returns What writes `block.paths` paths into `block.values`, taking its draws from `draws`,
   *   one path's after another's.
   */
  readonly over: (grid: PathGrid) => (block: Paths, draws: Float64Array) => void
}

/** The levels of one path, as a view: no copy. */
export function pathOf(paths: Paths, path: number): Float64Array {
  requireRecord('paths', paths)
  requireList('paths.values', paths.values)
  const length = paths.steps + 1
  return paths.values.subarray(path * length, (path + 1) * length)
}
