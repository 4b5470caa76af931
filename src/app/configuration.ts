import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { nearest, UserError } from '../base/index.ts'
import {
  type Given,
  parseConfigurationFile,
  refuseSecretValue,
  refuseUnknown,
} from './configuration-file.ts'
import { type Setting, settingNamed, settings } from './configuration-setting.ts'
import type { ConfigurationValues } from './configuration-values.ts'

/** Where settings may come from, weakest first: file, overlay, variables, flags. */
export type ConfigurationSources = {
  /** The desk folder; its `coinswarm.toml` is read when there is one. */
  readonly folder: string
  /** A file to read instead; must exist. */
  readonly file?: string | undefined
  /** Reads `coinswarm.NAME.toml` over the file: `dev`, `test` or `prod`; must exist. */
  readonly environment?: string | undefined
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly flags: readonly ConfigurationFlag[]
}

/** A command-line flag that sets a setting. An undefined value was not given. */
export type ConfigurationFlag = {
  readonly flag: string
  readonly key: string
  readonly value: unknown
}

/** Every setting, and by its full name where it came from. */
export type Configuration = {
  readonly values: ConfigurationValues
  /** `default`, `coinswarm.toml:12`, `COINSWARM_DESK_CASH` or `--cash`. */
  readonly origins: Readonly<Record<string, string>>
}

/**
 * Reads and checks every setting. Nothing unknown is passed over: a desk never runs on a misread
 * limit.
 *
 * @throws UserError `config-missing`, `config-environment`, `config-syntax`, `config-unknown-key`,
 *   `config-secret`, `config-invalid`.
 */
export function loadConfiguration(sources: ConfigurationSources): Configuration {
  const given = [...fromFiles(sources), ...fromVariables(sources.variables), ...fromFlags(sources)]
  const values: Record<string, unknown> = {}
  const origins: Record<string, string> = {}
  for (const setting of settings) {
    const last = given.findLast((each) => each.key === setting.key)
    place(values, setting.key, last === undefined ? setting.fallback : checked(setting, last))
    origins[setting.key] = last?.origin ?? 'default'
  }
  // Every setting of the rules was placed, and the rules are typed by ConfigurationValues.
  const configuration = { values: values as ConfigurationValues, origins }
  refuseContradiction(configuration)
  return configuration
}

/**
 * A `coinswarm.toml` where the program was started, which is nobody's: that of a desk is in its
 * folder. `undefined` where there is none, or it is the desk's own.
 */
export function unreadSettings(folder: string, startedIn: string): string | undefined {
  const here = path.resolve(startedIn, settingsName)
  return here !== path.resolve(folder, settingsName) && existsSync(here) ? here : undefined
}

const settingsName = 'coinswarm.toml'

function fromFiles({ folder, file, environment }: ConfigurationSources): readonly Given[] {
  const main = file ?? path.join(folder, settingsName)
  const given: Given[] = []
  if (file !== undefined || existsSync(main)) given.push(...readFile(main))
  if (environment === undefined) return given
  if (!environments.includes(environment)) {
    const guess = nearest(environment, environments)
    const hint = guess === undefined ? `use ${environments.join(', ')}` : `did you mean ${guess}?`
    throw new UserError('config-environment', `--env ${environment} is not known; ${hint}`)
  }
  return [...given, ...readFile(main.replace(/(\.toml)?$/, `.${environment}.toml`))]
}

const environments: readonly string[] = ['dev', 'test', 'prod']

function readFile(file: string): readonly Given[] {
  if (!existsSync(file))
    throw new UserError(
      'config-missing',
      `There is no settings file ${file}; write it or leave the option out.`,
    )
  return parseConfigurationFile(file, readFileSync(file, 'utf8'))
}

/** Variables that steer the program itself and are no settings. */
const ownVariables: ReadonlySet<string> = new Set([
  'COINSWARM_DESK',
  'COINSWARM_NO_SKIP',
  'COINSWARM_STARTED_BY',
  'COINSWARM_LAUNCHER',
  'COINSWARM_PROGRESS',
  'COINSWARM_MCP_TOKEN',
])

function fromVariables(variables: ConfigurationSources['variables']): readonly Given[] {
  return Object.entries(variables).flatMap(([name, text]) => {
    if (!name.startsWith('COINSWARM_') || ownVariables.has(name) || text === undefined) return []
    const setting = settings.find((each) => each.variable === name)
    if (setting === undefined) return refuseVariable(name)
    return [{ key: setting.key, value: readText(setting, text), origin: name }]
  })
}

function refuseVariable(name: string): never {
  const guess = nearest(
    name,
    settings.map((setting) => setting.variable),
  )
  const hint =
    guess === undefined ? 'unset it, or see docs/configuration.md' : `did you mean ${guess}?`
  throw new UserError('config-unknown-key', `The variable ${name} is not a setting; ${hint}`)
}

function fromFlags({ flags }: ConfigurationSources): readonly Given[] {
  return flags.flatMap(({ flag, key, value }) => {
    if (value === undefined) return []
    const setting = settingNamed(key) ?? refuseUnknown(key, flag)
    return [
      { key, value: typeof value === 'string' ? readText(setting, value) : value, origin: flag },
    ]
  })
}

/** Text from a variable or a flag, in the kind the setting has: numbers, truths, lists by comma. */
function readText({ fallback, schema }: Setting, text: string): unknown {
  if (schema.safeParse(text).success) return text
  if (typeof fallback === 'boolean') return text === 'true' ? true : text === 'false' ? false : text
  if (typeof fallback === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
  if (!Array.isArray(fallback)) return text
  const parts = text.split(',').map((part) => part.trim())
  return typeof fallback[0] === 'string' ? parts : parts.map((name) => ({ name }))
}

function checked({ schema, expects }: Setting, { key, value, origin }: Given): unknown {
  refuseSecretValue(key, value, origin)
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const deeper = result.error.issues[0]?.path.join('.') ?? ''
  const where = deeper === '' ? `'${key}'` : `'${key}' (at ${deeper})`
  throw new UserError(
    'config-invalid',
    `${origin}: ${where} must be ${expects}, and was ${show(value)}.`,
  )
}

function refuseContradiction({ values: { risk }, origins }: Configuration): void {
  if (risk.drawdownSoft < risk.drawdownHalt) return
  const key = origins['risk.drawdownSoft'] === 'default' ? 'drawdownHalt' : 'drawdownSoft'
  throw new UserError(
    'config-invalid',
    `${origins[`risk.${key}`]}: 'risk.drawdownSoft' (${risk.drawdownSoft}) must be below ` +
      `'risk.drawdownHalt' (${risk.drawdownHalt}).`,
  )
}

function show(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'undefined')
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

function place(values: Record<string, unknown>, key: string, value: unknown): void {
  const [section = '', name] = key.split('.')
  if (name === undefined) values[section] = value
  else values[section] = { ...(values[section] as object | undefined), [name]: value }
}
