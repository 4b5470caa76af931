import path from 'node:path'
import { nearest, UserError } from '../base/index.ts'
import { settings } from './configuration-setting.ts'
import { parseToml } from './parse-toml.ts'

/** A value someone gave to a setting, and where. */
export type Given = {
  readonly key: string
  readonly value: unknown
  /** `coinswarm.toml:12`, `COINSWARM_DESK_CASH` or `--cash`. */
  readonly origin: string
}

/**
 * The settings in the text of one TOML file. Values are not judged here, names are.
 *
 * @throws UserError `config-syntax`, `config-unknown-key`, `config-secret`, with file and line.
 */
export function parseConfigurationFile(file: string, text: string): readonly Given[] {
  const lines = keyLines(text)
  const name = path.basename(file)
  const at = (key: string): string => {
    const line = lines.get(key)
    return line === undefined ? name : `${name}:${line}`
  }
  const given: Given[] = []
  const visit = (value: unknown, key: string): void => {
    const isSetting = settings.some((each) => each.key === key)
    if (!isSetting && isTable(value) && (key === '' || isSection(key)))
      for (const [child, inner] of Object.entries(value))
        visit(inner, key === '' ? child : `${key}.${child}`)
    else {
      refuseSecret(key, value, at(key))
      if (!isSetting) refuseUnknown(key, at(key))
      given.push({ key, value, origin: at(key) })
    }
  }
  const read = parseToml(name, text)
  if (!read.ok) throw new UserError('config-syntax', read.error)
  visit(read.value, '')
  return given
}

/**
 * Declines a name that is no setting, and offers the nearest.
 *
 * @throws UserError `config-unknown-key`, always.
 */
export function refuseUnknown(key: string, origin: string): never {
  const last = key.slice(key.lastIndexOf('.') + 1)
  const guess =
    nearest(
      key,
      settings.map((setting) => setting.key),
    ) ??
    settings.find((setting) => setting.key.endsWith(`.${last}`))?.key ??
    nearest(
      key,
      sections().filter((section) => section !== key),
    )
  const hint = guess === undefined ? 'see docs/configuration.md' : `did you mean '${guess}'?`
  throw new UserError('config-unknown-key', `${origin}: '${key}' is not a setting; ${hint}`)
}

const secretName =
  /secret|password|passwd|passphrase|token|api_?-?key|private_?-?key|mnemonic|seed_?-?phrase/i

/** Looks at a key and at everything below it. The value itself is never repeated. */
function refuseSecret(key: string, value: unknown, origin: string): void {
  const isSecret = secretName.test(key) || (typeof value === 'string' && /-----BEGIN/.test(value))
  if (isSecret)
    throw new UserError(
      'config-secret',
      `${origin}: '${key}' looks like a secret, and secrets are never kept in settings; remove it.`,
    )
  if (typeof value !== 'object' || value === null) return
  for (const [child, inner] of Object.entries(value)) refuseSecret(`${key}.${child}`, inner, origin)
}

/**
 * Declines an address with a password or token in it, and a token where a file of one belongs,
 * wherever it was given. It is not repeated.
 *
 * @throws UserError `config-secret`
 */
export function refuseSecretValue(key: string, value: unknown, origin: string): void {
  // A token of NATS may stand alone before the @; a name of PostgreSQL's user is no secret.
  const address = key === 'bus.url' ? /@/ : /^[a-z][a-z+.-]*:\/\/[^/@]*:[^/]*@/i
  if (typeof value !== 'string' || !(address.test(value) || tokenForm.test(value))) return
  const file = key.replace(/\.url$/, '.keyFile')
  throw new UserError(
    'config-secret',
    `${origin}: '${key}' holds a secret, and secrets are never kept in settings; put it into a ` +
      `file that only you can read, and name that with '${file}'.`,
  )
}

/** Tokens of bots of Telegram, of models' makers, of GitHub, and our own. */
const tokenForm = /^\s*(?:\d{6,12}:[\w-]{30,}|sk-[\w-]{16,}|gh[a-z]_\w{16,}|github_pat_\w+|csw_\w+)/

function isTable(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === '[object Object]'
}

function sections(): readonly string[] {
  return [...new Set(settings.map(({ key }) => key.replace(/\..*/, '')))]
}

function isSection(key: string): boolean {
  return settings.some((setting) => setting.key.startsWith(`${key}.`))
}

/** Where each key stands, from a plain reading of the lines; for messages only. */
function keyLines(text: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  let table = ''
  for (const [index, line] of text.split('\n').entries()) {
    const header = /^\s*\[\[?\s*([^\]]+?)\s*\]/.exec(line)?.[1]
    const key = /^\s*([\w."'-]+)\s*=/.exec(line)?.[1]
    if (header !== undefined) table = header.replace(/["'\s]/g, '')
    const name =
      key === undefined ? table : [table, key.replace(/["']/g, '')].filter(Boolean).join('.')
    if ((header ?? key) !== undefined && !found.has(name)) found.set(name, index + 1)
  }
  return found
}
