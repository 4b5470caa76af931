import { declined, type Json, nearest, ok, type Result } from '../../base/index.ts'
import type { Expectation } from '../expectation.ts'
import type { ParameterSchema, ParameterValues } from '../parameters.ts'
import type { FeatureSpecs } from '../view.ts'
import type { ClosedPosition, Fill } from './fill.ts'
import type { Place } from './place.ts'
import type { Signal } from './signal.ts'
import type { StrategyView } from './strategy-view.ts'

/** What a strategy is told before its first bar of an instrument. */
export type StrategyContext = Place & {
  /** 32 bits of its own, from the seed of the run: the only chance there is but `view.chance`. */
  readonly seed: number
}

/** How a strategy is written down: one module, the same on a desk and in the sandbox. */
export type StrategyDefinition<
  S extends ParameterSchema,
  F extends FeatureSpecs,
  T extends object | undefined = undefined,
> = {
  /** Lowercase words with dashes. */
  readonly name: string
  /** One sentence on what it does. */
  readonly summary: string
  /** A wish to be short is one to be flat; so it is when left out. */
  readonly isLongOnly?: boolean
  readonly parameters: S
  /** The numbers it looks at, by names of its own. */
  readonly features: (parameters: ParameterValues<S>) => F
  /** How far ahead it speaks of, microseconds; a day when left out. */
  readonly horizonUs?: (parameters: ParameterValues<S>) => number
  /**
   * What it remembers of one instrument, once for each: a record of plain values, which the hooks
   * change in place. It is saved with the desk.
   */
  readonly init?: (context: StrategyContext, parameters: ParameterValues<S>) => T
  /**
   * At the close of every bar, once every feature has a reading. `undefined` has nothing to say:
   * what is held stays, with its stop and target, and so do orders that wait.
   */
  readonly onBar: (
    view: StrategyView<F>,
    parameters: ParameterValues<S>,
    state: T,
  ) => Signal | undefined
  /** Every fill of the instrument, of entries and of exits, whoever wanted it. */
  readonly onFill?: (fill: Fill, parameters: ParameterValues<S>, state: T) => void
  /** What was held came back to flat; after `onFill` of the fill that closed it. */
  readonly onClosed?: (closed: ClosedPosition, parameters: ParameterValues<S>, state: T) => void
  /** The state as plain JSON; as it is when left out. */
  readonly saveState?: (state: T) => Json
  /** The inverse. Both or neither. */
  readonly loadState?: (saved: Json) => T
  /** Why it wants what it wants, for people; the reasoning of its last signal when left out. */
  readonly explain?: (view: StrategyView<F>, parameters: ParameterValues<S>, state: T) => string
  readonly expectations?: readonly Expectation[]
}

const fields = {
  name: 'string',
  summary: 'string',
  isLongOnly: 'boolean',
  parameters: 'object',
  features: 'function',
  horizonUs: 'function',
  init: 'function',
  onBar: 'function',
  onFill: 'function',
  onClosed: 'function',
  saveState: 'function',
  loadState: 'function',
  explain: 'function',
  expectations: 'object',
} as const

const needed: ReadonlySet<string> = new Set(['name', 'summary', 'parameters', 'features', 'onBar'])

/**
 * Whether a definition is whole. A hook under a name that there is not would never be called, and
 * nobody would know.
 */
export function checkDefinition(definition: object): Result<undefined> {
  const known = Object.keys(fields)
  const name = 'name' in definition ? String(definition.name) : ''
  for (const key of Object.keys(definition)) {
    if (known.includes(key)) continue
    const guess = nearest(key, known)
    const hint = guess === undefined ? `there are ${known.join(', ')}` : `perhaps ${guess} is meant`
    return declined(`strategy '${name}' has no part '${key}'; ${hint}`)
  }
  const given = new Map<string, unknown>(Object.entries(definition))
  for (const [key, kind] of Object.entries(fields)) {
    const value = given.get(key)
    if (value === undefined ? needed.has(key) : typeof value !== kind || value === null)
      return declined(`strategy '${name}': ${key} must be a ${kind}`)
  }
  if (given.has('saveState') !== given.has('loadState'))
    return declined(`strategy '${name}' must have both of saveState and loadState, or neither`)
  return ok(undefined)
}
