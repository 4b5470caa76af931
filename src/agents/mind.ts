import type { Json } from '../base/index.ts'
import type { Fill } from './module/fill.ts'

/**
 * What an agent remembers of one instrument from bar to bar. The desk keeps one for each instrument
 * it is seated at, saves it with everything else and brings it back, so that a desk that was
 * stopped goes on as if it had not been. What it does may depend on nothing but what it was shown.
 */
export interface Mind {
  /** Everything remembered, as plain JSON. */
  save(): Json
  load(state: Json): void
  /** Told of every fill of the instrument, whoever wanted it; before the next opinion. */
  onFill?(fill: Fill): void
  /** Brought back after it was away: what it held then was closed without it. */
  onReturn?(): void
}
