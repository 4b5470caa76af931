import {
  type AgentKind,
  BarView,
  type ClosedPosition,
  defineStrategy,
  type Fill,
  type Signal,
  type StrategyContext,
  type StrategyView,
  type View,
} from '../../agents/index.ts'
import { assert, defined, type Json } from '../../base/index.ts'
import type { BoxCalls } from './box-calls.ts'
import { BoxedSeats, type Values } from './boxed-seats.ts'
import type { ModuleDescription } from './describe-module.ts'
import { layout, signalFields } from './layout.ts'
import { saidRecord } from './said-record.ts'

/** A state in the box, as the mind of a strategy holds it. */
class BoxedState {
  readonly id: number

  constructor(id: number) {
    this.id = id
  }
}

/** Values of the types that a part of a definition may wrongly be of. */
const samples: Readonly<Record<string, unknown>> = {
  function: () => undefined,
  object: {},
  number: 0,
  string: '',
  boolean: false,
}

/**
 * A strategy in the box, made here by the very `defineStrategy` that makes it natively: what it
 * holds, when it is told of what, what a signal means and how a state is kept are one code.
 */
export function strategyOf(calls: BoxCalls, description: ModuleDescription): AgentKind {
  const hooks = new StrategyHooks(calls)
  const kind = defineStrategy(definitionOf(description, hooks))
  return {
    ...kind,
    seat: (given) => {
      const seated = kind.seat(given)
      if (!seated.ok) return seated
      const agent = seated.value
      return {
        ok: true,
        value: {
          ...agent,
          opine: (view) => hooks.with(view, () => agent.opine(view)),
          explain: (view) => hooks.with(view, () => agent.explain(view)),
        },
      }
    },
  }
}

type Definition = Parameters<typeof defineStrategy>[0]

function definitionOf(description: ModuleDescription, hooks: StrategyHooks): Definition {
  const { name, summary, parameters, expectations, isLongOnly, parts } = description
  const own: Readonly<Record<string, unknown>> = {
    ...{ name, summary, parameters, expectations, isLongOnly },
    features: hooks.features,
    horizonUs: hooks.horizonUs,
    init: hooks.init,
    onBar: hooks.onBar,
    onFill: hooks.onFill,
    onClosed: hooks.onClosed,
    explain: hooks.explain,
    saveState: hooks.saveState,
    loadState: hooks.loadState,
  }
  const written = new Map<string, unknown>()
  for (const [part, type] of parts) {
    const isOwn = own[part] !== undefined && typeof own[part] === type
    written.set(part, isOwn ? own[part] : samples[type])
  }
  // A state that stands as it is is kept as it is: by its own hooks, from here.
  if (parts.has('init') && !parts.has('saveState') && !parts.has('loadState')) {
    written.set('saveState', hooks.saveState)
    written.set('loadState', hooks.loadState)
  }
  // Whether it is whole is asked where it is seated, of this as of any definition.
  return Object.fromEntries(written) as unknown as Definition
}

/** The hooks of a strategy, called in the box. */
class StrategyHooks {
  readonly #calls: BoxCalls
  readonly #seats: BoxedSeats
  #view: BarView | undefined

  constructor(calls: BoxCalls) {
    this.#calls = calls
    this.#seats = new BoxedSeats(calls)
  }

  /** While `run` lasts, hooks are of this view. */
  with<T>(view: View, run: () => T): T {
    assert(view instanceof BarView, 'only views of bars pass into the box')
    this.#view = view
    return run()
  }

  readonly features = (values: Values) => this.#seats.of(values).features
  readonly horizonUs = (values: Values): number => this.#seats.of(values).horizonUs

  readonly init = (context: StrategyContext, values: Values): BoxedState =>
    new BoxedState(this.#calls.begin(this.#seats.of(values).seat, context))

  readonly onBar = (seen: StrategyView, values: Values, state: unknown): Signal | undefined => {
    this.#show(seen, values, state)
    const { memory } = this.#calls.box
    if (!this.#calls.opine()) return undefined
    // What it means is asked of it like of any signal.
    return saidRecord(signalFields, memory.doubles, () => memory.readText()) as Signal
  }

  readonly explain = (seen: StrategyView, values: Values, state: unknown): string => {
    this.#show(seen, values, state)
    return this.#calls.explain()
  }

  readonly onFill = (fill: Fill, values: Values, state: unknown): void =>
    this.#calls.tell('fill', this.#seats.of(values).seat, idOf(state), fill)

  readonly onClosed = (closed: ClosedPosition, values: Values, state: unknown): void =>
    this.#calls.tell('closed', this.#seats.of(values).seat, idOf(state), closed)

  readonly saveState = (state: unknown): Json => this.#calls.save(idOf(state)) as Json
  readonly loadState = (saved: Json): BoxedState => new BoxedState(this.#calls.load(0, saved))

  #show(seen: StrategyView, values: Values, state: unknown): void {
    const { doubles } = this.#calls.box.memory
    doubles[layout.entryPrice] = seen.entryPrice
    doubles[layout.barsHeld] = seen.barsHeld
    this.#seats.show(defined(this.#view, 'a view'), values, idOf(state))
  }
}

function idOf(state: unknown): number {
  return state instanceof BoxedState ? state.id : 0
}
