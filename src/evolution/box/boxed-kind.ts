import {
  type AgentKind,
  type AgentStream,
  defineAgent,
  type Mind,
  type Opinion,
  opinionFault,
  type View,
} from '../../agents/index.ts'
import type { Json } from '../../base/index.ts'
import { BoxCalls } from './box-calls.ts'
import { BoxFault } from './box-fault.ts'
import { BoxedSeats, type Values } from './boxed-seats.ts'
import { strategyOf } from './boxed-strategy.ts'
import { type ModuleDescription, readDescription } from './describe-module.ts'
import type { Box } from './isolate.ts'
import { opinionFields } from './layout.ts'
import { saidRecord } from './said-record.ts'

/** A module in the box as anything that is seated: its functions are called in there. */
export type BoxedModule = {
  readonly kind: AgentKind
  readonly description: ModuleDescription
  /** The last that went wrong in the box, of which a run tells no more than words. */
  readonly fault: () => BoxFault | undefined
}

/**
 * The definition in the box, made here by the very `defineAgent` or `defineStrategy` that makes it
 * natively. So names,
 * parameters and what an opinion means are judged by one code, and only the functions of the module
 * run in there.
 *
 * @param code - SHA-256 of the source: a trial of other code is another trial.
 * @param isQuiet - It is not asked to explain itself, so that nothing depends on who looks.
 * @throws BoxFault of what is no definition.
 */
export function boxedModule(box: Box, code?: string, isQuiet = false): BoxedModule {
  const calls = new BoxCalls(box)
  const read = readDescription(calls.describe())
  if (!read.ok) throw new BoxFault('module', read.error)
  const description = isQuiet ? withoutWords(read.value) : read.value
  const made = description.kind === 'agent' ? agentOf : strategyOf
  const kind = made(calls, description)
  return { description, kind: withCode(kind, code), fault: () => calls.last }
}

function withoutWords(description: ModuleDescription): ModuleDescription {
  const parts = [...description.parts].filter(([part]) => part !== 'explain')
  return { ...description, parts: new Map(parts) }
}

function withCode(kind: AgentKind, code: string | undefined): AgentKind {
  if (code === undefined) return kind
  return {
    ...kind,
    seat: (given) => {
      const seated = kind.seat(given)
      return seated.ok ? { ok: true, value: { ...seated.value, code } } : seated
    },
  }
}

function agentOf(calls: BoxCalls, description: ModuleDescription): AgentKind {
  const { name, summary, parameters, stream, expectations, parts } = description
  const seats = new BoxedSeats(calls)
  const { memory } = calls.box
  const text = (): string => memory.readText()
  return defineAgent({
    ...{ name, summary, parameters },
    ...(stream === undefined ? {} : { stream: stream satisfies AgentStream }),
    ...(expectations === undefined ? {} : { expectations }),
    features: (values: Values) => seats.of(values).features,
    horizonUs: (values) => seats.of(values).horizonUs,
    ...(parts.has('mind')
      ? {
          mind: (values: Values, seed: number): Mind =>
            new BoxedMind(calls, calls.begin(seats.of(values).seat, seed)),
        }
      : {}),
    opine: (view, values, mind) => {
      seats.show(view, values, stateOf(mind))
      if (!calls.opine()) return undefined
      const said = saidRecord(opinionFields, memory.doubles, text)
      // Judged as what a file says is judged.
      const fault = opinionFault(said, view.close)
      if (fault !== undefined) throw calls.blame(fault)
      return said as Opinion
    },
    ...(parts.has('explain')
      ? {
          explain: (view: View, values: Values, mind: Mind) => {
            seats.show(view, values, stateOf(mind))
            return calls.explain()
          },
        }
      : {}),
  })
}

function stateOf(mind: unknown): number {
  return mind instanceof BoxedMind ? mind.state : 0
}

/** A mind in the box, as the desk keeps it. */
class BoxedMind implements Mind {
  state: number
  readonly #calls: BoxCalls

  constructor(calls: BoxCalls, state: number) {
    this.#calls = calls
    this.state = state
  }

  save(): Json {
    return plainState(this.#calls.save(this.state))
  }

  load(state: Json): void {
    this.state = this.#calls.load(this.state, state)
  }
}

/** What `save` of a mind gave, which has to be JSON. @throws BoxFault when it is none. */
function plainState(value: unknown): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (Array.isArray(value)) return value.map(plainState)
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
    throw new BoxFault('threw', 'save must give plain JSON')
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plainState(each)]))
}
