import type { Json } from '../../base/index.ts'
import type { ParameterSchema, ParameterValues } from '../parameters.ts'
import type { FeatureSpecs } from '../view.ts'
import type { StrategyContext, StrategyDefinition } from './definition.ts'
import type { ClosedPosition, Fill } from './fill.ts'
import { keptOf, stateOf } from './kept-state.ts'
import type { Signal } from './signal.ts'
import type { StrategyView } from './strategy-view.ts'

/**
 * The code of a strategy at one instrument, wherever it runs: beside the desk, or in a sandbox.
 * What it says is a stranger's, and is checked by whoever asks it.
 */
export interface StrategyRun {
  /** Makes the state. Once, before the first `onBar`; not of one whose state was loaded. */
  begin(context: StrategyContext): void
  onBar(view: StrategyView): Signal | undefined
  onFill(fill: Fill): void
  onClosed(closed: ClosedPosition): void
  /** In words, where it has some of its own. */
  explain?(view: StrategyView): string
  /** The state as JSON, so that `load` makes the same of it to the bit; `null` for none. */
  save(): Json
  load(saved: Json): void
}

/** A strategy that runs beside the desk, with the rights of the desk. */
export class OwnRun<S extends ParameterSchema, F extends FeatureSpecs, T extends object | undefined>
  implements StrategyRun
{
  readonly #of: StrategyDefinition<S, F, T>
  readonly #parameters: ParameterValues<S>
  /** What `init` made, or `loadState`. */
  #state: T | undefined
  readonly explain?: (view: StrategyView) => string

  constructor(of: StrategyDefinition<S, F, T>, parameters: ParameterValues<S>) {
    this.#of = of
    this.#parameters = parameters
    const { explain } = of
    if (explain !== undefined)
      this.explain = (view) => explain(view as StrategyView<F>, parameters, this.#state as T)
  }

  begin(context: StrategyContext): void {
    this.#state = this.#of.init?.(context, this.#parameters)
  }

  onBar(view: StrategyView): Signal | undefined {
    return this.#of.onBar(view as StrategyView<F>, this.#parameters, this.#state as T)
  }

  onFill(fill: Fill): void {
    this.#of.onFill?.(fill, this.#parameters, this.#state as T)
  }

  onClosed(closed: ClosedPosition): void {
    this.#of.onClosed?.(closed, this.#parameters, this.#state as T)
  }

  /** @throws StateFault of what would not come back. */
  save(): Json {
    if (this.#state === undefined) return null
    const { saveState } = this.#of
    return keptOf(saveState === undefined ? this.#state : saveState(this.#state))
  }

  load(saved: Json): void {
    if (saved === null) return
    const kept = stateOf(saved)
    const { loadState } = this.#of
    this.#state = loadState === undefined ? (kept as T) : loadState(kept as Json)
  }
}
