import type { Parameter, ParameterSchema, ParameterValue } from '../../agents/index.ts'
import { declined, nearest, ok, type Result } from '../../base/index.ts'
import type { SearchParameter } from '../../quant/index.ts'

/** One parameter of an agent that a sweep varies. */
export type SweepAxis =
  | {
      readonly name: string
      readonly kind: 'span'
      readonly isWhole: boolean
      readonly low: number
      readonly high: number
      /** Its logarithm is what is even. */
      readonly isLog: boolean
    }
  | {
      readonly name: string
      readonly kind: 'list'
      readonly values: readonly ParameterValue[]
      /** Numbers are near each other in their order; words are not. */
      readonly isOrdered: boolean
    }

/** Values of one list at most: more is a span. */
const valuesMax = 10_000

const syntax = 'NAME=LOW..HIGH, NAME=LOW..HIGH/STEP, NAME=LOW..HIGH:log or NAME=A|B|C'

/** An axis as a person writes it, within what `schema` allows. */
export function parseAxis(schema: ParameterSchema, text: string): Result<SweepAxis> {
  const at = text.indexOf('=')
  if (at <= 0) return declined(`'${text}' is not like ${syntax}`)
  const [name, rest] = [text.slice(0, at), text.slice(at + 1)]
  const parameter = Object.hasOwn(schema, name) ? schema[name] : undefined
  if (parameter === undefined) return declined(unknown(schema, name))
  const span = /^([^.|/:]+(?:\.\d+)?)\.\.([^|/:]+)(?:\/([^|:]+)|(:log))?$/.exec(rest)
  if (span === null) return listAxis(name, parameter, rest.split('|'))
  if (parameter.kind !== 'whole' && parameter.kind !== 'real')
    return declined(`'${name}' is no number; list its values: ${name}=A|B`)
  const [, low, high, step, log] = span
  return spanAxis(name, parameter, { low, high, step, isLog: log !== undefined })
}

function unknown(schema: ParameterSchema, name: string): string {
  const names = Object.keys(schema)
  const guess = nearest(name, names)
  const hint =
    guess === undefined ? `known: ${names.join(', ') || 'none'}` : `perhaps ${guess} is meant`
  return `unknown parameter '${name}'; ${hint}`
}

type Numeric = Extract<Parameter, { readonly kind: 'whole' | 'real' }>

type SpanText = {
  readonly low: string | undefined
  readonly high: string | undefined
  readonly step: string | undefined
  readonly isLog: boolean
}

function spanAxis(name: string, of: Numeric, text: SpanText): Result<SweepAxis> {
  const { isLog } = text
  const isWhole = of.kind === 'whole'
  const [low, high] = [numberOf(text.low), numberOf(text.high)]
  if (!(fits(of, low) && fits(of, high) && low <= high))
    return declined(
      `'${name}' must go from low to high within ${of.min}..${of.max}` +
        `${isWhole ? ', whole numbers' : ''}; it was ${text.low}..${text.high}`,
    )
  if (isLog && !(low > 0)) return declined(`'${name}' needs a low above 0 for a logarithm`)
  if (text.step === undefined) return ok({ name, kind: 'span', isWhole, low, high, isLog })
  const step = numberOf(text.step)
  if (!(step > 0) || (isWhole && !Number.isInteger(step)))
    return declined(`'${name}' needs a ${isWhole ? 'whole ' : ''}step above 0, was ${text.step}`)
  const count = Math.floor((high - low) / step + 1e-9) + 1
  if (count > valuesMax) return declined(`'${name}' has ${count} steps; at most ${valuesMax}`)
  // Of sums like 0.1 + 0.2 nobody wants to see the last digit.
  const values = Array.from({ length: count }, (_, k) => Number((low + k * step).toPrecision(12)))
  return ok({ name, kind: 'list', values, isOrdered: true })
}

function listAxis(name: string, of: Parameter, texts: readonly string[]): Result<SweepAxis> {
  const values: ParameterValue[] = []
  for (const text of texts) {
    const value = valueOf(of, text)
    if (value === undefined)
      return declined(
        `'${name}' cannot be '${text}', which is neither ${valuesOf(of)} nor like ${syntax}`,
      )
    if (values.includes(value)) return declined(`'${name}' lists ${text} twice`)
    values.push(value)
  }
  if (values.length > valuesMax) return declined(`'${name}' lists more than ${valuesMax} values`)
  return ok({ name, kind: 'list', values, isOrdered: of.kind === 'whole' || of.kind === 'real' })
}

function valuesOf(of: Parameter): string {
  if (of.kind === 'choice') return `one of ${of.options.join(', ')}`
  if (of.kind === 'flag') return 'true or false'
  return `a ${of.kind === 'whole' ? 'whole ' : ''}number from ${of.min} to ${of.max}`
}

function valueOf(of: Parameter, text: string): ParameterValue | undefined {
  if (of.kind === 'choice') return of.options.includes(text) ? text : undefined
  if (of.kind === 'flag') return text === 'true' || text === 'false' ? text === 'true' : undefined
  const value = numberOf(text)
  return fits(of, value) ? value : undefined
}

function fits(of: Numeric, value: number): boolean {
  const isOfKind = of.kind === 'whole' ? Number.isInteger(value) : Number.isFinite(value)
  return isOfKind && value >= of.min && value <= of.max
}

function numberOf(text: string | undefined): number {
  return text === undefined || text.trim() === '' ? Number.NaN : Number(text)
}

/** What a search may choose from along an axis: a value of a span, or the place in a list. */
export function searchParameter(axis: SweepAxis): SearchParameter {
  if (axis.kind === 'span') {
    const { isWhole, low, high, isLog } = axis
    return { kind: isWhole ? 'whole' : 'real', low, high, isLog }
  }
  const count = axis.values.length
  return axis.isOrdered ? { kind: 'whole', low: 0, high: count - 1 } : { kind: 'category', count }
}

/** The values of the parameters at a point of a search. */
export function parametersAt(
  axes: readonly SweepAxis[],
  point: ArrayLike<number>,
): Readonly<Record<string, ParameterValue>> {
  return Object.fromEntries(
    axes.map((axis, i) => {
      const place = point[i] as number
      return [axis.name, axis.kind === 'span' ? place : (axis.values[place] as ParameterValue)]
    }),
  )
}

/** The value of a span at a share of its scale, 0 to 1. */
export function spanValue(
  { low, high, isLog, isWhole }: Extract<SweepAxis, { readonly kind: 'span' }>,
  share: number,
): number {
  const value = isLog
    ? Math.exp(Math.log(low) + share * Math.log(high / low))
    : low + share * (high - low)
  return isWhole ? Math.round(value) : Math.min(high, value)
}

/** Where a point lies on each axis, 0 to 1; a word has no place, only its number. */
export function unitPlaces(axes: readonly SweepAxis[], point: ArrayLike<number>): Float64Array {
  return Float64Array.from(axes, (axis, i) => {
    const place = point[i] as number
    if (axis.kind === 'list') {
      if (!axis.isOrdered) return place
      return axis.values.length === 1 ? 0.5 : place / (axis.values.length - 1)
    }
    const { low, high, isLog } = axis
    if (low === high) return 0.5
    return isLog ? Math.log(place / low) / Math.log(high / low) : (place - low) / (high - low)
  })
}
