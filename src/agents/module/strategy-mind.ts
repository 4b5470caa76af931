import { defined, type Json, reasonOf } from '../../base/index.ts'
import type { Mind } from '../mind.ts'
import type { Opinion } from '../opinion.ts'
import { opinionFault } from '../opinion-fault.ts'
import type { View } from '../view.ts'
import type { Fill } from './fill.ts'
import { Holding } from './holding.ts'
import { opinionOf } from './signal-opinion.ts'
import { type Signal, signalFault } from './signal.ts'
import type { StrategyRun } from './strategy-run.ts'
import { ModuleView } from './strategy-view.ts'

/** Of what is wrong with a state, what is worth telling. */
const faultMax = 200

/** Bars after which a state is taken to be made of what it will always be made of. */
const checkedBars = 8

/** What a mind has to know of a strategy beside its code. */
export type StrategyTerms = { readonly isLongOnly: boolean; readonly summary: string }

/** A strategy at one instrument: its code called in order, and what it says heard. */
export class StrategyMind implements Mind {
  readonly #run: StrategyRun
  readonly #terms: StrategyTerms
  readonly #seed: number
  readonly #holding = new Holding()
  #view: ModuleView | undefined
  #hasBegun = false
  /** Bars at which it was asked, as far as they matter. */
  #asked = 0
  /** Why nobody can say what it remembers; from then on it has nothing to say. */
  #fault = ''
  #askedTs = Number.NaN
  #said: Opinion | undefined
  #reasoning = ''

  constructor(run: StrategyRun, terms: StrategyTerms, seed: number) {
    this.#run = run
    this.#terms = terms
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
    const signal = this.#run.onBar(seen)
    if (this.#asked < checkedBars) this.#check()
    if (signal !== undefined) this.#said = this.#hear(signal, view)
    return this.#said
  }

  /** Its state is made when it is asked first: it is told of nothing before. */
  #begin(view: View): ModuleView {
    const place = defined(view.place, 'the place of a strategy')
    this.#view ??= new ModuleView(view, this.#holding, place.barUs)
    if (!this.#hasBegun) this.#run.begin({ ...place, seed: this.#seed })
    this.#hasBegun = true
    return this.#view
  }

  /** So that an author knows at once, and not when the desk is saved. */
  #check(): void {
    this.#asked += 1
    this.#run.save()
  }

  #hear(signal: Signal, view: View): Opinion {
    const fault = signalFault(signal)
    if (fault !== undefined) throw new Error(fault)
    const { isLongOnly } = this.#terms
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
    this.#run.onFill(fill)
    if (closed !== undefined) this.#run.onClosed(closed)
  }

  onReturn(): void {
    this.#holding.load(null)
  }

  explain(view: View): string {
    if (this.#fault !== '') return `says nothing any more: ${this.#fault}`
    // Who looks changes nothing: a state is not made for it.
    if (this.#run.explain !== undefined && this.#hasBegun)
      return this.#run.explain(this.#begin(view))
    return this.#reasoning === '' ? this.#terms.summary : this.#reasoning
  }

  /** What cannot be saved cannot go on after a restart, so it does not go on before one either. */
  save(): Json {
    if (this.#fault === '' && this.#hasBegun) {
      try {
        return { held: this.#holding.save(), asked: this.#asked, state: this.#run.save() }
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
    const state = told.get('state')
    this.#hasBegun = state !== undefined
    if (state !== undefined) this.#run.load(state)
  }
}
