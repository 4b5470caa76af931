import { defined, type Json, reasonOf } from '../../base/index.ts'
import type { Mind } from '../mind.ts'
import type { Opinion } from '../opinion.ts'
import { opinionFault } from '../opinion-fault.ts'
import type { ParameterSchema, ParameterValues } from '../parameters.ts'
import type { FeatureSpecs, View } from '../view.ts'
import type { StrategyContext, StrategyDefinition } from './definition.ts'
import type { Fill } from './fill.ts'
import { Holding } from './holding.ts'
import { keptOf, stateOf } from './kept-state.ts'
import { opinionOf } from './signal-opinion.ts'
import { type Signal, signalFault } from './signal.ts'
import { ModuleView, type StrategyView } from './strategy-view.ts'

/** Of what is wrong with a state, what is worth telling. */
const faultMax = 200

/** Bars after which a state is taken to be made of what it will always be made of. */
const checkedBars = 8

/** A strategy at one instrument: its state, what it holds, and its hooks called in their order. */
export class StrategyMind<
  S extends ParameterSchema,
  F extends FeatureSpecs,
  T extends object | undefined,
> implements Mind
{
  readonly #of: StrategyDefinition<S, F, T>
  readonly #parameters: ParameterValues<S>
  readonly #seed: number
  readonly #holding = new Holding()
  #view: ModuleView | undefined
  /** What `init` made, or `loadState`. */
  #state: T | undefined
  #hasBegun = false
  /** Bars at which it was asked, as far as they matter. */
  #asked = 0
  /** Why nobody can say what it remembers; from then on it has nothing to say. */
  #fault = ''
  #askedTs = Number.NaN
  #said: Opinion | undefined
  #reasoning = ''

  constructor(of: StrategyDefinition<S, F, T>, parameters: ParameterValues<S>, seed: number) {
    this.#of = of
    this.#parameters = parameters
    this.#seed = seed
  }

  /**
   * What it wants at the close of a bar. Asked twice about one bar it says the same.
   *
   * @throws Error of a signal that means nothing, of a state that cannot be kept, and whatever the
   *   strategy throws.
   */
  opine(view: View): Opinion | undefined {
    if (view.asOf === this.#askedTs) return this.#said
    if (this.#fault !== '') throw new Error(this.#fault)
    this.#askedTs = view.asOf
    this.#said = undefined
    const seen = this.#begin(view)
    const signal = this.#of.onBar(seen, this.#parameters, this.#state as T)
    if (this.#asked < checkedBars) this.#check()
    if (signal !== undefined) this.#said = this.#hear(signal, view)
    return this.#said
  }

  /** Its state is made when it is asked first: it is told of nothing before. */
  #begin(view: View): StrategyView<F> {
    const place = defined(view.place, 'the place of a strategy')
    this.#view ??= new ModuleView(view, this.#holding, place.barUs)
    if (!this.#hasBegun) {
      const context: StrategyContext = { ...place, seed: this.#seed }
      this.#state = this.#of.init?.(context, this.#parameters)
      this.#hasBegun = true
    }
    return this.#view as StrategyView as StrategyView<F>
  }

  /** So that an author knows at once, and not when the desk is saved. */
  #check(): void {
    this.#asked += 1
    this.#kept()
  }

  #hear(signal: Signal, view: View): Opinion {
    const fault = signalFault(signal)
    if (fault !== undefined) throw new Error(fault)
    const isLongOnly = this.#of.isLongOnly ?? true
    const opinion = opinionOf(signal, { held: view.position, close: view.close, isLongOnly })
    if (typeof opinion === 'string') throw new Error(opinion)
    const wrong = opinionFault(opinion, view.close)
    if (wrong !== undefined) throw new Error(wrong)
    this.#reasoning = signal.reasoning ?? ''
    return view.say(opinion)
  }

  onFill(fill: Fill): void {
    const closed = this.#holding.take(fill)
    if (!this.#hasBegun || this.#fault !== '') return
    const { onFill, onClosed } = this.#of
    onFill?.(fill, this.#parameters, this.#state as T)
    if (closed !== undefined) onClosed?.(closed, this.#parameters, this.#state as T)
  }

  explain(view: View): string {
    const { explain, summary } = this.#of
    if (this.#fault !== '') return `says nothing any more: ${this.#fault}`
    // Who looks changes nothing: a state is not made for it.
    if (explain !== undefined && this.#hasBegun)
      return explain(this.#begin(view), this.#parameters, this.#state as T)
    return this.#reasoning === '' ? summary : this.#reasoning
  }

  #kept(): Json {
    if (this.#state === undefined) return null
    const { saveState } = this.#of
    return keptOf(saveState === undefined ? this.#state : saveState(this.#state))
  }

  /** What cannot be saved cannot go on after a restart, so it does not go on before one either. */
  save(): Json {
    if (this.#fault === '' && this.#hasBegun) {
      try {
        return { held: this.#holding.save(), asked: this.#asked, state: this.#kept() }
      } catch (error) {
        this.#fault = reasonOf(error).slice(0, faultMax)
      }
    }
    const fault = this.#fault === '' ? {} : { fault: this.#fault }
    return { held: this.#holding.save(), ...fault }
  }

  load(saved: Json): void {
    const told = new Map<string, Json>(Object.entries(saved ?? {}))
    this.#holding.load(told.get('held') ?? null)
    const fault = told.get('fault')
    this.#fault = typeof fault === 'string' ? fault : ''
    this.#asked = Number(told.get('asked') ?? 0)
    this.#hasBegun = told.has('state')
    const state = told.get('state') ?? null
    if (state === null) return
    const kept = stateOf(state)
    // Both are there or neither: see `checkDefinition`.
    const { loadState } = this.#of
    this.#state = loadState === undefined ? (kept as T) : loadState(kept as Json)
  }
}
