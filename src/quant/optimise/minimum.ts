/** Where a search ended. */
export type Minimum = {
  readonly x: Float64Array
  readonly value: number
  readonly iterations: number
  /** Whether the search met its tolerance, rather than its limit of iterations. */
  readonly hasConverged: boolean
}
