import { type Instrument, instrument, parseInstrumentId } from '../../domain/index.ts'
import { micros } from '../../domain/index.ts'
import type {
  VenueAccount,
  VenueAnswer,
  VenueRequest,
  VenueSteps,
  VenueUpdate,
} from '../../execution/index.ts'
import type { KeyUse } from '../keys/index.ts'
import { type KeyChoice, parseChoice, tellChoice } from './key-choice.ts'
import { allOf, isCount, isText, oneOf, parseLine, partsOf } from './parse-part.ts'
import { isInstrument, parseRequest } from './parse-request.ts'
import { parseAccount, parseAnswer, parseUpdate, plain } from './venue-words.ts'

/** Whose the process is, and how it knows that this is still so. */
export type LineFence = {
  /** The desk's own process. */
  readonly pid: number
  /** The folder of its lock, and the number it holds it by. */
  readonly folder: string
  readonly token: number
}

/** What a venue process needs to be told before it can do anything. */
export type OpenMessage = {
  readonly kind: 'open'
  readonly venue: string
  readonly url: string | undefined
  readonly timeoutMs: number | undefined
  readonly instruments: readonly Instrument[]
  readonly keys: KeyChoice
  readonly fence: LineFence
  /** Whether to read the account before anything else. */
  readonly wantsAccount: boolean
}

/** From the desk into the process. */
export type ToVenue =
  | OpenMessage
  | { readonly kind: 'listen' }
  | { readonly kind: 'send'; readonly ticket: number; readonly request: VenueRequest }

/** From the process to the desk. */
export type FromVenue =
  | {
      readonly kind: 'opened'
      readonly isReplacing: boolean
      /** What is to be said of our clock, if anything. */
      readonly clock: string | undefined
      readonly account: VenueAccount | undefined
    }
  /** It cannot be opened, for a reason a person can mend. */
  | {
      readonly kind: 'failed'
      readonly code: string
      readonly message: string
      readonly exitCode: 2 | 3
    }
  | { readonly kind: 'used'; readonly use: KeyUse }
  | { readonly kind: 'steps'; readonly instrument: number; readonly steps: VenueSteps | undefined }
  | { readonly kind: 'answer'; readonly ticket: number; readonly answer: VenueAnswer }
  | { readonly kind: 'update'; readonly update: VenueUpdate }
  | { readonly kind: 'deaf' }
  | { readonly kind: 'notice'; readonly sentence: string }
  /** It is alive. */
  | { readonly kind: 'beat' }

const wordMax = 64
const sentenceMax = 1_024
const pathMax = 4_096
const instrumentsMax = 10_000

/** A message as a line, its end included. */
export function lineOf(message: ToVenue | FromVenue): string {
  return `${JSON.stringify(message.kind === 'open' ? tellOpen(message) : message, (_, value: unknown) => plain(value))}\n`
}

/** An instrument is made anew at the other end from what a venue says of it. */
function tellOpen({ instruments, keys, ...rest }: OpenMessage): object {
  const told = instruments.map(({ id, tick, lot }) => ({ id, tick, lot }))
  return { ...rest, instruments: told, keys: tellChoice(keys) }
}

/** What a desk said; `undefined` when any of it makes no sense. */
export function parseToVenue(line: string): ToVenue | undefined {
  const message = partsOf(parseLine(line))
  const { kind, ticket } = message
  if (kind === 'listen') return { kind }
  if (kind === 'open') return parseOpen(message)
  if (kind !== 'send' || !isCount(ticket)) return undefined
  const request = parseRequest(message['request'])
  return request === undefined ? undefined : { kind, ticket, request }
}

function parseOpen(message: Readonly<Record<string, unknown>>): OpenMessage | undefined {
  const { venue, url, timeoutMs, wantsAccount } = message
  const instruments = allOf(message['instruments'], instrumentsMax, parseInstrument)
  const keys = parseChoice(message['keys'])
  const fence = parseFence(message['fence'])
  if (instruments === undefined || keys === undefined || fence === undefined) return undefined
  if (!isText(venue, wordMax) || typeof wantsAccount !== 'boolean') return undefined
  if (url !== undefined && !isText(url, sentenceMax)) return undefined
  if (timeoutMs !== undefined && !isCount(timeoutMs)) return undefined
  return { kind: 'open', venue, url, timeoutMs, instruments, keys, fence, wantsAccount }
}

function parseInstrument(value: unknown): Instrument | undefined {
  const { id, tick, lot } = partsOf(value)
  if (!isText(id, wordMax) || !isText(tick, wordMax) || !isText(lot, wordMax)) return undefined
  const named = parseInstrumentId(id)
  if (!named.ok || named.value !== id) return undefined
  const made = instrument(named.value, tick, lot)
  return made.ok ? made.value : undefined
}

function parseFence(value: unknown): LineFence | undefined {
  const { pid, folder, token } = partsOf(value)
  if (!isCount(pid) || !isText(folder, pathMax) || !isCount(token)) return undefined
  return { pid, folder, token }
}

/** What a venue process said; `undefined` when any of it makes no sense. */
export function parseFromVenue(line: string): FromVenue | undefined {
  const message = partsOf(parseLine(line))
  const { kind, ticket, sentence } = message
  if (kind === 'beat' || kind === 'deaf') return { kind }
  if (kind === 'notice') return isText(sentence, sentenceMax) ? { kind, sentence } : undefined
  if (kind === 'opened') return parseOpened(message)
  if (kind === 'failed') return parseFailed(message)
  if (kind === 'steps') return parseSteps(message)
  if (kind === 'used') {
    const use = parseUse(message['use'])
    return use === undefined ? undefined : { kind, use }
  }
  if (kind === 'update') {
    const update = parseUpdate(message['update'])
    return update === undefined ? undefined : { kind, update }
  }
  const answer = kind === 'answer' ? parseAnswer(message['answer']) : undefined
  return answer === undefined || !isCount(ticket) ? undefined : { kind: 'answer', ticket, answer }
}

function parseOpened(message: Readonly<Record<string, unknown>>): FromVenue | undefined {
  const { isReplacing, clock } = message
  if (typeof isReplacing !== 'boolean') return undefined
  if (clock !== undefined && !isText(clock, sentenceMax)) return undefined
  const opened = { kind: 'opened', isReplacing, clock } as const
  if (message['account'] === undefined) return { ...opened, account: undefined }
  const account = parseAccount(message['account'])
  return account === undefined ? undefined : { ...opened, account }
}

function parseFailed(message: Readonly<Record<string, unknown>>): FromVenue | undefined {
  const { code, message: sentence, exitCode } = message
  if (!isText(code, wordMax) || !isText(sentence, sentenceMax)) return undefined
  const exit = [2, 3].find((known): known is 2 | 3 => known === exitCode)
  return exit === undefined
    ? undefined
    : { kind: 'failed', code, message: sentence, exitCode: exit }
}

function parseSteps(message: Readonly<Record<string, unknown>>): FromVenue | undefined {
  const { instrument: index, steps } = message
  if (!isInstrument(index)) return undefined
  if (steps === undefined) return { kind: 'steps', instrument: index, steps }
  const { tickStep, lotStep, lotsMin } = partsOf(steps)
  if (!isStep(tickStep) || !isStep(lotStep) || !isCount(lotsMin)) return undefined
  return { kind: 'steps', instrument: index, steps: { tickStep, lotStep, lotsMin } }
}

function isStep(value: unknown): value is number {
  return isCount(value) && value > 0
}

function parseUse(value: unknown): KeyUse | undefined {
  const { name, venue, account, why, ts } = partsOf(value)
  if (!isText(name, wordMax) || !isText(venue, wordMax) || !isText(account, wordMax))
    return undefined
  const reason = oneOf(why, ['line', 'check', 'add', 'rotate'])
  if (reason === undefined || !isCount(ts)) return undefined
  return { name, venue, account, why: reason, ts: micros(ts) }
}
