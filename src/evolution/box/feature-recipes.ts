import { declined, type Json, ok, reasonOf, type Result } from '../../base/index.ts'
import * as features from '../../features/index.ts'
import type { FeatureSpec, IndicatorSpec } from '../../features/index.ts'
import { layout } from './layout.ts'
import { isRecord } from './is-record.ts'

type Recipe = (...args: readonly unknown[]) => FeatureSpec

/** The recipes of the catalog by the name that makes them, and the column from outside. */
const recipes: ReadonlyMap<string, Recipe> = new Map(
  ['outside', ...catalogNames()].flatMap((name) => {
    const made = (features as Readonly<Record<string, unknown>>)[name]
    return typeof made === 'function' ? [[name, made as Recipe] as const] : []
  }),
)

/** Names of all features that a module in the box may ask for. */
export const recipeNames: readonly string[] = [...recipes.keys()]

function catalogNames(): readonly string[] {
  const keys = Object.values(features.indicatorCatalog).flatMap((entries) =>
    entries.map(({ spec }) => spec.key.split('(')[0] ?? ''),
  )
  return [...new Set(keys)]
}

const namePattern = /^[A-Za-z][A-Za-z0-9_]{0,63}$/
const argsMax = 16

/** Windows are bounded: what they take of memory is ours. Lengths of a session are not windows. */
const windowMax = 5_000
const takeLengths: ReadonlySet<string> = new Set(['pivotPoints', 'vwap', 'rollingPivots'])

/**
 * The features that a module in the box named, made by the recipes that make them natively: so they
 * are computed on this side, at full speed, and from nothing but the past.
 *
 * @param named - What came out of the box.
 */
export function featuresNamed(named: Json): Result<Readonly<Record<string, FeatureSpec>>> {
  if (!isRecord(named)) return declined('the features are no record')
  const entries = Object.entries(named)
  if (entries.length > layout.featuresMax)
    return declined(`there are ${entries.length} features; at most ${layout.featuresMax} may be`)
  const specs: (readonly [string, FeatureSpec])[] = []
  for (const [name, description] of entries) {
    if (!namePattern.test(name))
      return declined(`a feature must be named by up to 64 letters and digits`)
    const spec = featureNamed(description)
    if (!spec.ok) return declined(`feature '${name}': ${spec.error}`)
    specs.push([name, spec.value])
  }
  return ok(Object.fromEntries(specs))
}

function featureNamed(description: Json): Result<FeatureSpec> {
  if (!isRecord(description)) return declined('it is none, such as ema(12)')
  const { call, args, line, everyUs } = description
  const recipe = typeof call === 'string' ? recipes.get(call) : undefined
  if (recipe === undefined || typeof call !== 'string') return declined('it is none of the catalog')
  if (!Array.isArray(args) || args.length > argsMax || !args.every((arg) => isArgument(arg)))
    return declined('its arguments must be numbers, words, or short lists of them')
  if (!takeLengths.has(call) && args.some((arg) => isTooLong(arg)))
    return declined(`a number of it is above ${windowMax}`)
  try {
    const spec = lineOf(recipe(...args.map((arg) => arg ?? undefined)), line)
    if (everyUs === undefined) return ok(spec)
    if (typeof everyUs !== 'number' || !Number.isSafeInteger(everyUs) || everyUs <= 0)
      return declined('every takes a length in whole microseconds')
    return ok(features.every(everyUs, spec))
  } catch (error) {
    return declined(reasonOf(error).slice(0, 300))
  }
}

function lineOf(spec: FeatureSpec, line: Json | undefined): FeatureSpec {
  if (line === undefined) return spec
  if (typeof line !== 'string' || !('line' in spec)) throw new TypeError('it has no such line')
  return (spec as IndicatorSpec).line(line)
}

function isArgument(value: Json): boolean {
  if (!isRecord(value)) return isPlain(value)
  const parts = Object.values(value)
  return parts.length <= 16 && parts.every((part) => isPlain(part))
}

function isPlain(value: Json): boolean {
  if (value === null || typeof value === 'boolean') return true
  if (Array.isArray(value)) return value.length <= 64 && value.every((each) => isFlat(each))
  return isFlat(value)
}

function isTooLong(value: Json): boolean {
  if (typeof value === 'number') return Math.abs(value) > windowMax
  return typeof value === 'object' && value !== null && Object.values(value).some(isTooLong)
}

function isFlat(value: Json): boolean {
  return typeof value === 'number' || (typeof value === 'string' && value.length <= 64)
}
