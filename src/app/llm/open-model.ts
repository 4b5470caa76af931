import path from 'node:path'
import { UserError } from '../../base/index.ts'
import { secondUs } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import {
  askProvider,
  budgeted,
  cached,
  knownPrice,
  ModelBudget,
  type ModelPort,
  type ModelPrice,
  type ProviderName,
  type ProviderSettings,
  providerUrls,
  readThoughts,
  recordedIn,
  replayed,
  retried,
} from '../../llm/index.ts'
import type { ConfigurationValues } from '../configuration-values.ts'
import { drawNonce } from '../control/draw-nonce.ts'
import { readOwnSecret } from '../read-own-secret.ts'
import { LineFiles } from './line-files.ts'
import { modelServer } from './model-server.ts'

type ModelSettings = ConfigurationValues['model']

/** Settings of one model, and the section of the configuration they stand in. */
type Section = ModelSettings & { readonly section: 'model' | 'reviewer' }

/** A model as a cycle is given it. */
export type OpenedModel = {
  readonly port: ModelPort
  readonly budget: ModelBudget
  /** Whom it asks, such as `anthropic claude-opus-5-5`. */
  readonly named: string
}

/**
 * The model that the settings name, with its budget, caches and record in the folder of a desk.
 * Nothing is asked yet.
 *
 * @param cycle - What the record of its replies is named after: letters, digits, `-`, `_` and `.`.
 * @returns `undefined` where the settings name none: the desk does without.
 * @throws UserError `model-settings`, `key-file`
 */
export function openModel(
  settings: ModelSettings,
  folder: string,
  clock: Clock,
  cycle: string,
): OpenedModel | undefined {
  return opened({ ...settings, section: 'model' }, folder, clock, cycle)
}

/**
 * The second model, which reads what the first one wrote. Both spend of one budget.
 *
 * @returns `undefined` where the settings name none.
 * @throws UserError as `openModel` does, and where it would be the first model again.
 */
export function openReviewer(
  { model, reviewer }: Pick<ConfigurationValues, 'model' | 'reviewer'>,
  folder: string,
  clock: Clock,
  cycle: string,
): OpenedModel | undefined {
  if (
    reviewer.provider !== '' &&
    reviewer.provider === model.provider &&
    reviewer.name === model.name
  )
    throw fault(`names ${model.name} twice; set reviewer.name to another model, or leave it empty`)
  return opened({ ...model, ...reviewer, section: 'reviewer' }, folder, clock, cycle)
}

function opened(
  settings: Section,
  folder: string,
  clock: Clock,
  cycle: string,
): OpenedModel | undefined {
  const { provider, name, section } = settings
  if (provider === '') {
    if (name === '' && settings.url === '' && settings.keyFile === '') return undefined
    throw fault(
      `says something of a model and no provider; set ${section}.provider, or empty the rest`,
    )
  }
  if (name === '') throw fault(`names no model; set ${section}.name`)
  const url = addressOf(provider, settings)
  const asked = { ...keyed(settings, provider, url), url }
  const log = logsIn(folder)
  const limit = {
    tokens: settings.tokensPerDay,
    microUsd: Math.floor(settings.dollarsPerDay * 1e6),
  }
  const budget = new ModelBudget(log, clock, drawNonce(), limit)
  const price = priceOf(settings, provider, url)
  const asks = askProvider(asked, price, modelServer(clock, url), clock)
  const patient = cached(retried(budgeted(asks, budget, price), clock), clock)
  const named = `${provider} ${name}`
  return { port: recordedIn(log, clock, cycle, patient, named), budget, named }
}

/** What was said in a cycle before. */
export type ReplayedModel = {
  readonly port: ModelPort
  /** Whom questions for a purpose were put to; older records do not say. */
  readonly namedFor: (purpose: string) => string | undefined
}

/**
 * A model that says what was said in a cycle before, and asks nobody.
 *
 * @throws UserError `model-log`, `model-replay` when nothing is kept of it.
 */
export function openReplayedModel(folder: string, cycle: string): ReplayedModel {
  const { thoughts, unread } = readThoughts(logsIn(folder), cycle)
  if (thoughts.length > 0 && unread === 0)
    return {
      port: replayed(thoughts),
      namedFor: (purpose) => thoughts.find(({ request }) => request.purpose === purpose)?.by,
    }
  const why = unread > 0 ? `${unread} replies that cannot be read` : 'no reply of a model'
  throw new UserError('model-replay', `The cycle '${cycle}' has ${why}; choose another.`)
}

/** Where a desk keeps what its models used and said. */
function logsIn(folder: string): LineFiles {
  return new LineFiles(path.join(folder, 'models'))
}

/** What models have used today of a desk's budget. @throws UserError `model-log` */
export function spentToday(
  folder: string,
  clock: Clock,
): ReturnType<ModelBudget['today']>['spent'] {
  return new ModelBudget(logsIn(folder), clock, '', { tokens: 0, microUsd: 0 }).today().spent
}

function addressOf(provider: ProviderName, { url, keyFile, section }: Section): string {
  if (url === '') {
    if (provider !== 'compatible') return providerUrls[provider]
    throw fault(`has no address of a compatible server; set ${section}.url`)
  }
  const isOpen = url.startsWith('http:') && !isHere(url)
  if (isOpen && keyFile !== '')
    throw fault(`would send a key unencrypted; use https in ${section}.url`)
  return url
}

function keyed(
  { name, keyFile, timeoutSeconds, section }: Section,
  provider: ProviderName,
  url: string,
): ProviderSettings {
  const key = readOwnSecret(keyFile)
  if (key === undefined && provider !== 'compatible' && !isHere(url))
    throw fault(`has no key for ${provider}; write it to a file and set ${section}.keyFile`)
  return { provider, model: name, key, timeoutUs: timeoutSeconds * secondUs }
}

/** A server of one's own costs nothing by the token; of any other the price must be known. */
function priceOf(settings: Section, provider: ProviderName, url: string): ModelPrice {
  const { dollarsPerMillionIn: inUsd, dollarsPerMillionOut: outUsd, name, section } = settings
  if (inUsd > 0 && outUsd > 0) return { inUsd, outUsd }
  const known = knownPrice(provider, name)
  if (known !== undefined) return known
  if (isHere(url)) return { inUsd, outUsd }
  throw fault(
    `has no price for ${name}; set ${section}.dollarsPerMillionIn and ` +
      `${section}.dollarsPerMillionOut`,
  )
}

function isHere(url: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(url).hostname)
}

function fault(why: string): UserError {
  return new UserError('model-settings', `The configuration ${why}.`)
}
