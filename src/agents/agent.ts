import { declined, ok, type Result } from '../base/index.ts'
import type { FeatureSpec } from '../features/index.ts'
import { dayUs } from '../domain/index.ts'
import { type Expectation, expectationsFault } from './expectation.ts'
import type { Mind } from './mind.ts'
import type { Opinion } from './opinion.ts'
import {
  type ParameterSchema,
  type ParameterValue,
  type ParameterValues,
  parseParameters,
} from './parameters.ts'
import type { FeatureSpecs, View } from './view.ts'

/**
 * All there is to an agent that holds while one line is above another. What it does depends on
 * nothing that happened before, so that many of them can be tried at once: see `research/screen`.
 */
export type Crossing = {
  readonly above: FeatureSpec
  readonly below: FeatureSpec
  /** Share of equity bought, above 0 and at most 1. */
  readonly exposure: number
}

/** What an agent goes by: profit and loss are told apart by it, see SPEC P10. */
export type AgentStream = 'technical' | 'pattern'

/** How an agent is written down. One small file; see `examples/`. */
export type AgentDefinition<
  S extends ParameterSchema,
  F extends FeatureSpecs,
  M extends Mind | undefined = undefined,
> = {
  /** Lowercase words with dashes; how it is called on the command line. */
  readonly name: string
  /** One sentence for `coinswarm agents`. */
  readonly summary: string
  readonly parameters: S
  /** What it goes by: technique, when left out, or patterns that it learned itself. */
  readonly stream?: AgentStream
  /** The numbers it looks at. Computed by the engine, shared between agents. */
  readonly features: (parameters: ParameterValues<S>) => F
  /**
   * How far ahead it speaks of, microseconds: its confidence is held to what the price did by
   * then. A day when left out.
   */
  readonly horizonUs?: (parameters: ParameterValues<S>) => number
  /**
   * What it remembers of one instrument, for those that learn. One is made for each instrument.
   *
   * @param seed - 32 bits of its own, from the seed of the run: the only chance there is.
   */
  readonly mind?: (parameters: ParameterValues<S>, seed: number) => M
  /**
   * Its opinion at the close of a bar, or `undefined` to abstain, which is not the same as wanting
   * to be flat. Synchronous, and pure over the view and its mind. First asked when every feature
   * has a reading.
   */
  readonly opine: (view: View<F>, parameters: ParameterValues<S>, mind: M) => Opinion | undefined
  /** The opinion in a sentence, with the numbers it used. Called only when somebody looks. */
  readonly explain?: (view: View<F>, parameters: ParameterValues<S>, mind: M) => string
  /** What `coinswarm soundness` holds it to on the named scenarios. */
  readonly expectations?: readonly Expectation[]
  /** Of those written by `defineCrossing` alone: what `opine` comes to. */
  readonly crossing?: (parameters: ParameterValues<S>) => Crossing
}

/** An agent ready to be seated: a definition with its parameters settled. */
export interface Agent {
  readonly id: string
  readonly name: string
  readonly summary: string
  readonly parameters: Readonly<Record<string, ParameterValue>>
  readonly features: FeatureSpecs
  readonly stream: AgentStream
  /** How far ahead it speaks of. Unit: us. */
  readonly horizonUs: number
  readonly expectations: readonly Expectation[]
  readonly crossing: Crossing | undefined
  /** SHA-256 of the file it was read from and all that it imports; left out by those that ship. */
  readonly code?: string
  /** A mind for one instrument, of those that remember anything. `view.mind` is to be that. */
  readonly makeMind?: ((seed: number) => Mind) | undefined
  opine(view: View): Opinion | undefined
  explain(view: View): string
}

/** A definition with its types folded away, so that a roster can hold any. */
export interface AgentKind {
  readonly name: string
  readonly summary: string
  readonly parameters: ParameterSchema
  /** The agent with `given` parameters, defaults for the rest; declined when they do not fit. */
  seat(given: Readonly<Record<string, unknown>>): Result<Agent>
}

const namePattern = /^[a-z][a-z0-9-]{0,63}$/

/** Turns a definition into a kind of agent. The one function a strategy file must call. */
export function defineAgent<
  const S extends ParameterSchema,
  F extends FeatureSpecs,
  M extends Mind | undefined = undefined,
>(definition: AgentDefinition<S, F, M>): AgentKind {
  return {
    name: definition.name,
    summary: definition.summary,
    parameters: definition.parameters,
    seat: (given) => seat(definition, given),
  }
}

function seat<S extends ParameterSchema, F extends FeatureSpecs, M extends Mind | undefined>(
  definition: AgentDefinition<S, F, M>,
  given: Readonly<Record<string, unknown>>,
): Result<Agent> {
  const { name, summary, expectations = [], mind } = definition
  if (!namePattern.test(name))
    return declined(`agent name '${name}' must be lowercase letters, digits and dashes`)
  const fault = expectationsFault(expectations)
  if (fault !== undefined) return declined(`agent '${name}': ${fault}`)
  const parsed = parseParameters(definition.parameters, given)
  if (!parsed.ok) return declined(`agent '${name}': ${parsed.error}`)
  const parameters = parsed.value
  const changed = Object.entries(parameters).filter(
    ([key, value]) => definition.parameters[key]?.default !== value,
  )
  const suffix = changed.map(([key, value]) => `${key}=${value}`).join(',')
  return ok({
    id: suffix === '' ? name : `${name}(${suffix})`,
    name,
    summary,
    parameters,
    features: definition.features(parameters),
    stream: definition.stream ?? 'technical',
    horizonUs: definition.horizonUs?.(parameters) ?? dayUs,
    expectations,
    crossing: definition.crossing?.(parameters),
    makeMind: mind === undefined ? undefined : (seed) => mind(parameters, seed) as Mind,
    opine: (view) => definition.opine(view as View<F>, parameters, view.mind as M),
    explain: (view) => definition.explain?.(view as View<F>, parameters, view.mind as M) ?? summary,
  })
}

/** Whether `value`, exported by a stranger's file, is a kind of agent. */
export function isAgentKind(value: unknown): value is AgentKind {
  const kind = value as Partial<AgentKind> | null | undefined
  return (
    typeof kind === 'object' &&
    kind !== null &&
    typeof kind.name === 'string' &&
    typeof kind.seat === 'function' &&
    typeof kind.parameters === 'object'
  )
}
