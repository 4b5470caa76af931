import { declined, ok, type Result } from '../base/index.ts'

/** One setting of an agent: what it may be and what it is unless said otherwise. */
export type Parameter =
  | {
      readonly kind: 'whole' | 'real'
      readonly default: number
      readonly min: number
      readonly max: number
      readonly help: string
    }
  | { readonly kind: 'flag'; readonly default: boolean; readonly help: string }
  | {
      readonly kind: 'choice'
      readonly default: string
      readonly options: readonly string[]
      readonly help: string
    }

/** The settings of an agent by name. */
export type ParameterSchema = { readonly [name: string]: Parameter }

/** The values a schema describes. */
export type ParameterValues<S extends ParameterSchema> = {
  readonly [K in keyof S]: S[K] extends { readonly kind: 'whole' | 'real' }
    ? number
    : S[K] extends { readonly kind: 'flag' }
      ? boolean
      : string
}

/** A parameter value of any schema. */
export type ParameterValue = number | boolean | string

/** A setting that is a number. */
export type NumberParameter = Extract<Parameter, { readonly kind: 'whole' | 'real' }>

/** What a number may be, ends included, and what it is for. */
export type ParameterRange = { readonly min: number; readonly max: number; readonly help: string }
type Numeric<K extends 'whole' | 'real'> = ParameterRange & {
  readonly kind: K
  readonly default: number
}

/** A whole number between `min` and `max`. */
export function whole(value: number, range: ParameterRange): Numeric<'whole'> {
  return { kind: 'whole', default: value, ...range }
}

/** A number between `min` and `max`. */
export function real(value: number, range: ParameterRange): Numeric<'real'> {
  return { kind: 'real', default: value, ...range }
}

/**
 * Values for every parameter of `schema`: those of `given`, which may be text from a command line,
 * and defaults for the rest.
 *
 * @returns A sentence naming the parameter when one is unknown or outside its schema.
 */
export function parseParameters<S extends ParameterSchema>(
  schema: S,
  given: Readonly<Record<string, unknown>>,
): Result<ParameterValues<S>> {
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(schema, name)) continue
    const known = Object.keys(schema).join(', ') || 'none'
    return declined(`unknown parameter '${name}'; known: ${known}`)
  }
  const values: Record<string, ParameterValue> = {}
  for (const [name, parameter] of Object.entries(schema)) {
    const value = Object.hasOwn(given, name) ? given[name] : parameter.default
    const parsed = parseOne(name, parameter, value)
    if (!parsed.ok) return parsed
    values[name] = parsed.value
  }
  return ok(values as ParameterValues<S>)
}

function parseOne(name: string, parameter: Parameter, given: unknown): Result<ParameterValue> {
  if (parameter.kind === 'flag') {
    const text = textOf(given)
    if (text === 'true' || text === 'false') return ok(text === 'true')
    return declined(`parameter '${name}' must be true or false, was '${text}'`)
  }
  if (parameter.kind === 'choice') {
    const text = textOf(given)
    if (parameter.options.includes(text)) return ok(text)
    return declined(`parameter '${name}' must be one of ${parameter.options.join(', ')}`)
  }
  return parseNumber(name, parameter, given)
}

function parseNumber(name: string, of: Numeric<'whole' | 'real'>, given: unknown): Result<number> {
  const isText = typeof given === 'string' && given.trim() !== ''
  const value = typeof given === 'number' ? given : isText ? Number(given) : Number.NaN
  const what = of.kind === 'whole' ? 'a whole number' : 'a number'
  const fits = of.kind === 'whole' ? Number.isInteger(value) : Number.isFinite(value)
  if (fits && value >= of.min && value <= of.max) return ok(value)
  return declined(
    `parameter '${name}' must be ${what} from ${of.min} to ${of.max}, was '${textOf(given)}'`,
  )
}

/** What was given, for people. Some objects cannot be made a text of, and throw when asked. */
function textOf(given: unknown): string {
  try {
    return String(given)
  } catch {
    return typeof given
  }
}
