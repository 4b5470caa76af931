import type { Json } from '../../../base/index.ts'

/** How long messages take on one leg of their way. */
export interface LatencyModel {
  /** @param ts - When the message is sent. @returns Whole us, 0 or more. */
  at(ts: number): number
  save(): Json
  load(state: Json): void
}
