import type { Side } from '../domain/index.ts'

/** What a book knows of positions and of orders in flight, for those who add it up. */
export type Held = {
  readonly equity: number
  /** By instrument: signed lots, minor units of a lot, last price and stops in ticks. */
  readonly lots: Float64Array
  readonly lotValue: Float64Array
  readonly ticks: Float64Array
  readonly stops: Float64Array
  readonly planned: Float64Array
  enteringOn(side: Side, i: number): number
  enteringMost(i: number): number
}
