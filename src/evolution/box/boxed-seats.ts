import type { FeatureSpecs, ParameterSchema, ParameterValues, View } from '../../agents/index.ts'
import { defined } from '../../base/index.ts'
import { dayUs } from '../../domain/index.ts'
import type { BoxCalls } from './box-calls.ts'
import { BoxFault } from './box-fault.ts'
import { BoxedView } from './boxed-view.ts'
import { featuresNamed } from './feature-recipes.ts'
import { isRecord } from './is-record.ts'

/** Parameters of a module, settled. */
export type Values = ParameterValues<ParameterSchema>

/** A seat in the box, and what it looks at. */
type Seated = { readonly seat: number; readonly features: FeatureSpecs; readonly horizonUs: number }

/** Everything that is seated in one box, by the parameters and views the desk has of it. */
export class BoxedSeats {
  readonly #calls: BoxCalls
  readonly #seats = new Map<Values, Seated>()
  readonly #views = new WeakMap<View, BoxedView>()
  /** The same view comes again and again where there is one instrument. */
  #last: View | undefined
  #lastBoxed: BoxedView | undefined

  constructor(calls: BoxCalls) {
    this.#calls = calls
  }

  /** @throws BoxFault of features that there are not. */
  of(values: Values): Seated {
    const known = this.#seats.get(values)
    if (known !== undefined) return known
    const { seat, settled } = this.#calls.settle(values)
    const { features, horizonUs } = isRecord(settled) ? settled : {}
    const made = featuresNamed(features ?? null)
    if (!made.ok) throw new BoxFault('module', made.error)
    const isSpan = typeof horizonUs === 'number' && horizonUs > 0
    const seated = { seat, features: made.value, horizonUs: isSpan ? horizonUs : dayUs }
    this.#seats.set(values, seated)
    return seated
  }

  /** Puts what a view shows now into the memory, for the state that is asked. */
  show(view: View, values: Values, state: number): void {
    if (view !== this.#last) {
      this.#lastBoxed = this.#views.get(view) ?? this.#look(view, values)
      this.#last = view
    }
    defined(this.#lastBoxed, 'a view').show(state)
  }

  #look(view: View, values: Values): BoxedView {
    const boxed = new BoxedView(this.#calls, this.of(values).seat, view)
    this.#views.set(view, boxed)
    return boxed
  }
}
