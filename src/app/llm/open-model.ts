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
  const { provider, name } = settings
  if (provider === '') {
    if (name === '' && settings.url === '' && settings.keyFile === '') return undefined
    throw fault('says something of a model and no provider; set model.provider, or empty the rest')
  }
  if (name === '') throw fault('names no model; set model.name')
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
  return { port: recordedIn(log, clock, cycle, patient), budget, named: `${provider} ${name}` }
}

/**
 * A model that says what was said in a cycle before, and asks nobody.
 *
 * @throws UserError `model-log`, `model-replay` when nothing is kept of it.
 */
export function openReplayedModel(folder: string, cycle: string): ModelPort {
  const { thoughts, unread } = readThoughts(logsIn(folder), cycle)
  if (thoughts.length > 0 && unread === 0) return replayed(thoughts)
  const why = unread > 0 ? `${unread} replies that cannot be read` : 'no reply of a model'
  throw new UserError('model-replay', `The cycle '${cycle}' has ${why}; choose another.`)
}

/** Where a desk keeps what its models used and said. */
function logsIn(folder: string): LineFiles {
  return new LineFiles(path.join(folder, 'models'))
}

function addressOf(provider: ProviderName, { url, keyFile }: ModelSettings): string {
  if (url === '') {
    if (provider !== 'compatible') return providerUrls[provider]
    throw fault('has no address of a compatible server; set model.url')
  }
  const isOpen = url.startsWith('http:') && !isHere(url)
  if (isOpen && keyFile !== '') throw fault('would send a key unencrypted; use https in model.url')
  return url
}

function keyed(
  { name, keyFile, timeoutSeconds }: ModelSettings,
  provider: ProviderName,
  url: string,
): ProviderSettings {
  const key = readOwnSecret(keyFile)
  if (key === undefined && provider !== 'compatible' && !isHere(url))
    throw fault(`has no key for ${provider}; write it to a file and set model.keyFile`)
  return { provider, model: name, key, timeoutUs: timeoutSeconds * secondUs }
}

/** A server of one's own costs nothing by the token; of any other the price must be known. */
function priceOf(settings: ModelSettings, provider: ProviderName, url: string): ModelPrice {
  const { dollarsPerMillionIn: inUsd, dollarsPerMillionOut: outUsd, name } = settings
  if (inUsd > 0 && outUsd > 0) return { inUsd, outUsd }
  const known = knownPrice(provider, name)
  if (known !== undefined) return known
  if (isHere(url)) return { inUsd, outUsd }
  throw fault(
    `has no price for ${name}; set model.dollarsPerMillionIn and model.dollarsPerMillionOut`,
  )
}

function isHere(url: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(url).hostname)
}

function fault(why: string): UserError {
  return new UserError('model-settings', `The configuration ${why}.`)
}
