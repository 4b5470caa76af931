import type { Clock } from '../../kernel/index.ts'
import { costOf, type ModelPrice } from '../budget/price-table.ts'
import {
  type ModelNone,
  type ModelPort,
  type ModelReply,
  type ModelRequest,
  type ModelUse,
  noReply,
} from '../model-port.ts'
import type { ModelServer } from './model-post.ts'
import {
  type Carry,
  openProvider,
  type ProviderSettings,
  type WireCall,
  type WireResult,
} from './open-provider.ts'
import { type Seen, seeingFetch } from './seeing-fetch.ts'

/** What is shorter is no key of a provider, and may stand in any text. */
const keyLengthMin = 8

/**
 * A model at a provider, or at a server of one's own. Each question is asked once, and without
 * tools. No word of an error that a server sends comes back: it is a stranger's, and may quote a
 * key.
 *
 * @param price - What its tokens cost.
 */
export function askProvider(
  settings: ProviderSettings,
  price: ModelPrice,
  server: ModelServer,
  clock: Clock,
): ModelPort {
  return {
    reply: async (request) => {
      const began = clock.now()
      const { carry, last } = seeingFetch(server, settings.timeoutUs)
      const reply = await answered(request, settings, price, carry).catch(() => failure(last()))
      const ms = Math.round((clock.now() - began) / 1_000)
      return { ...reply, model: settings.model, ms }
    },
  }
}

async function answered(
  request: ModelRequest,
  settings: ProviderSettings,
  price: ModelPrice,
  carry: Carry,
): Promise<ModelReply> {
  const model = await openProvider(settings, carry)
  const reply = replyOf(await model.doGenerate(wireCall(request)), price)
  const key = settings.key?.reveal() ?? ''
  // Replies are kept whole; a server that gives a key back must not bring it into the record.
  const isHidden = reply.kind === 'text' && key.length >= keyLengthMin
  return isHidden ? { ...reply, text: reply.text.replaceAll(key, '***') } : reply
}

function wireCall({ system, prompt, schema, maxTokens }: ModelRequest): WireCall {
  const form = schema === undefined ? '' : `\n\n${formWords(schema.json)}`
  return {
    prompt: [
      { role: 'system', content: `${system}${form}` },
      { role: 'user', content: [{ type: 'text', text: prompt }] },
    ],
    maxOutputTokens: maxTokens,
    ...(schema !== undefined && {
      responseFormat: { type: 'json', schema: Object(schema.json), name: schema.name },
    }),
    providerOptions: {
      // Never by a made-up tool: a model here has none.
      anthropic: { structuredOutputMode: 'outputFormat' },
      // A strict schema is declined by servers that cannot do all of it; answers are checked here.
      openai: { store: false, strictJsonSchema: false },
    },
  }
}

/** Said in words too: not every server is bound by a schema it is sent. */
function formWords(json: unknown): string {
  return `Answer with one JSON object of this JSON schema and nothing else:\n${JSON.stringify(json)}`
}

function replyOf(result: WireResult, price: ModelPrice): ModelReply {
  const text = result.content
    .map((part) => (part.type === 'text' && typeof part.text === 'string' ? part.text : ''))
    .join('')
  const use = useOf(result, price, text !== '')
  const why = result.finishReason.unified
  if (why === 'content-filter') return noReply('refused', 'The model refused to answer.', use)
  if (text.trim() === '') return noReply('empty', 'The answer of the model has no words.', use)
  return { kind: 'text', text, isCut: why === 'length', model: '', ms: 0, ...use }
}

/** What a server says was used. Words for no token at all are what libraries make of silence. */
function useOf(
  { usage }: WireResult,
  price: ModelPrice,
  hasWords: boolean,
): ModelUse & { isUseKnown: boolean } {
  const tokensIn = usage.inputTokens.total ?? 0
  const tokensOut = usage.outputTokens.total ?? 0
  const isUseKnown =
    Number.isSafeInteger(tokensIn) &&
    Number.isSafeInteger(tokensOut) &&
    tokensIn > 0 &&
    tokensOut >= (hasWords ? 1 : 0)
  if (!isUseKnown) return { tokensIn: 0, tokensOut: 0, costMicroUsd: 0, isUseKnown }
  return { tokensIn, tokensOut, costMicroUsd: costOf(price, tokensIn, tokensOut), isUseKnown }
}

/** Why there is no answer, by what was seen on the wire. */
function failure(seen: Seen): ModelNone {
  if (seen.kind === 'nothing')
    return noReply('outside', 'The library of the provider failed before anything was asked.')
  return seen.kind === 'fault' ? faultReply(seen.fault) : statusReply(seen.status)
}

/** Whether a late or long answer is charged for, nobody says. */
function faultReply(fault: 'unreachable' | 'late' | 'too-large'): ModelNone {
  switch (fault) {
    case 'unreachable':
      return noReply('outside', 'The server of the model could not be reached.', {
        isPassing: true,
        isUseKnown: false,
      })
    case 'late':
      return noReply('timeout', 'The server of the model gave no answer in time.', {
        isPassing: true,
        isUseKnown: false,
      })
    case 'too-large':
      return noReply('too-large', 'The answer is longer than any may be.', { isUseKnown: false })
  }
}

function statusReply(status: number): ModelNone {
  if (status < 300)
    return noReply('garbage', 'The server answered with what is no reply.', { isUseKnown: false })
  if (status === 401 || status === 403)
    return noReply('outside', `The server does not accept the key (status ${status}).`)
  if (status === 413) return noReply('too-large', 'The server calls the request too large.')
  const isPassing = status === 408 || status === 409 || status === 429 || status >= 500
  const what = isPassing ? 'is busy or broken' : 'does not accept the request'
  return noReply('outside', `The server ${what} (status ${status}).`, { isPassing })
}
