import type { Expectation, Parameter, ParameterSchema } from '../../agents/index.ts'
import { declined, type Json, ok, type Result } from '../../base/index.ts'
import { isScenarioName } from '../../market/index.ts'
import { isRecord } from './is-record.ts'

/** What a module in the box says of itself. */
export type ModuleDescription = {
  readonly kind: 'agent' | 'strategy'
  readonly name: string
  readonly summary: string
  readonly parameters: ParameterSchema
  readonly stream: 'technical' | 'pattern' | undefined
  readonly isLongOnly: boolean | undefined
  readonly expectations: readonly Expectation[] | undefined
  /** All that was written down, by name, and which type of value it is. */
  readonly parts: ReadonlyMap<string, string>
}

const summaryMax = 300
const parametersMax = 32
const partsMax = 64
const namePattern = /^[a-z][a-z0-9-]{0,63}$/
const parameterPattern = /^[A-Za-z][A-Za-z0-9]{0,63}$/

/** Reads what came out of the box. @returns A sentence without its end when it is no definition. */
export function readDescription(said: Json): Result<ModuleDescription> {
  if (!isRecord(said)) return declined('the module describes nothing')
  const { kind, name, summary, stream, isLongOnly, parts } = said
  if (kind !== 'agent' && kind !== 'strategy') return declined('the module defines nothing')
  if (typeof name !== 'string' || !namePattern.test(name))
    return declined('its name must be lowercase letters, digits and dashes, 64 at most')
  if (!isText(summary)) return declined(`its summary must be up to ${summaryMax} characters`)
  if (stream !== undefined && stream !== 'technical' && stream !== 'pattern')
    return declined('its stream must be technical or pattern')
  if (isLongOnly !== undefined && typeof isLongOnly !== 'boolean')
    return declined('isLongOnly must be true or false')
  const parameters = readParameters(said['parameters'])
  if (!parameters.ok) return parameters
  const expectations = readExpectations(said['expectations'])
  if (!expectations.ok) return expectations
  const types = isRecord(parts) ? Object.entries(parts).slice(0, partsMax) : []
  return ok({
    ...{ kind, name, summary, stream, isLongOnly },
    parameters: parameters.value,
    expectations: expectations.value,
    parts: new Map(types.map(([part, type]) => [part.slice(0, 64), isText(type) ? type : ''])),
  })
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value.length <= summaryMax
}

function readParameters(said: Json | undefined): Result<ParameterSchema> {
  if (said === undefined) return ok({})
  if (!isRecord(said)) return declined('its parameters are no record')
  const entries = Object.entries(said)
  if (entries.length > parametersMax)
    return declined(`it has more than ${parametersMax} parameters`)
  const schema: (readonly [string, Parameter])[] = []
  for (const [name, given] of entries) {
    const parameter = parameterPattern.test(name) ? readParameter(given) : undefined
    if (parameter === undefined)
      return declined(`parameter '${name.slice(0, 64)}' is none, such as whole(9, { … })`)
    schema.push([name, parameter])
  }
  return ok(Object.fromEntries(schema))
}

function readParameter(given: Json): Parameter | undefined {
  if (!isRecord(given)) return undefined
  const { kind, default: usual, help, min, max, options } = given
  if (!isText(help)) return undefined
  if (kind === 'flag')
    return typeof usual === 'boolean' ? { kind, default: usual, help } : undefined
  if (kind === 'choice') {
    if (typeof usual !== 'string' || !Array.isArray(options) || options.length > 64)
      return undefined
    const words = options.filter((option) => isText(option))
    return { kind, default: usual, help, options: words }
  }
  if (kind !== 'whole' && kind !== 'real') return undefined
  const areNumbers = typeof usual === 'number' && typeof min === 'number' && typeof max === 'number'
  return areNumbers ? { kind, default: usual, min, max, help } : undefined
}

function readExpectations(said: Json | undefined): Result<readonly Expectation[] | undefined> {
  if (said === undefined) return ok(undefined)
  if (!Array.isArray(said) || said.length > 16) return declined('its expectations are no list')
  const expectations: Expectation[] = []
  for (const each of said) {
    if (!isRecord(each)) return declined('an expectation of it is no record')
    const { scenario, tradesBelow, sizeBelow } = each
    if (!isScenario(scenario)) return declined('an expectation of it is of no known scenario')
    expectations.push({
      scenario,
      ...(typeof tradesBelow === 'number' ? { tradesBelow } : {}),
      ...(typeof sizeBelow === 'number' ? { sizeBelow } : {}),
    })
  }
  return ok(expectations)
}

function isScenario(name: Json | undefined): name is Expectation['scenario'] {
  return typeof name === 'string' && isScenarioName(name)
}
