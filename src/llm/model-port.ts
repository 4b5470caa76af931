import type { Json } from '../base/index.ts'

/** For how long an answer to the same words may be given again: 60 s, 1 h, 24 h. */
export type CacheTime = 'none' | 'minute' | 'hour' | 'day'

/** What a model is asked. Plain data: it is hashed, written down and found again. */
export type ModelRequest = {
  /** What it is for, such as `review`. For people and the budget's book. */
  readonly purpose: string
  readonly system: string
  readonly prompt: string
  /** The JSON schema of the one object that is wanted; words are wanted when left out. */
  readonly schema?: { readonly name: string; readonly json: Json }
  /** Most tokens of an answer, thinking included. */
  readonly maxTokens: number
  readonly cache?: CacheTime
}

/** What an answer used. Money in millionths of a US dollar, rounded up. */
export type ModelUse = {
  readonly tokensIn: number
  readonly tokensOut: number
  readonly costMicroUsd: number
}

type Said = ModelUse & {
  /** The model that answered, or would have, by the provider's name of it. */
  readonly model: string
  /** How long it took, milliseconds. */
  readonly ms: number
  /** Whether the provider said what was used. If not, a budget books all that was reserved. */
  readonly isUseKnown: boolean
}

export type ModelText = Said & {
  readonly kind: 'text'
  /** As it came: words of a stranger. */
  readonly text: string
  /** Whether it ends because `maxTokens` were used up. */
  readonly isCut: boolean
}

/** Why there is no answer. */
export type WhyNone =
  | 'budget'
  | 'timeout'
  | 'refused'
  | 'garbage'
  | 'empty'
  | 'too-large'
  | 'outside'
  | 'unrecorded'

export type ModelNone = Said & {
  readonly kind: 'none'
  readonly why: WhyNone
  /** One sentence of ours. Nothing that a server or a model said is in it. */
  readonly detail: string
  /** Whether the same question may have an answer a little later. */
  readonly isPassing: boolean
}

export type ModelReply = ModelText | ModelNone

/**
 * A language model. It has no tools, keeps nothing between questions, and what it says is data.
 * Never rejects: whatever happens outside is a reply of kind `none`, and changes nothing.
 */
export type ModelPort = {
  reply(request: ModelRequest): Promise<ModelReply>
}

/** A model, and what stands in the record for it, such as `anthropic claude-opus-5-5`. */
export type NamedModel = { readonly named: string; readonly port: ModelPort }

const nothing: ModelUse = { tokensIn: 0, tokensOut: 0, costMicroUsd: 0 }

/** No answer, for which nothing was used. */
export function noReply(
  why: WhyNone,
  detail: string,
  rest: Partial<Omit<ModelNone, 'kind' | 'why' | 'detail'>> = {},
): ModelNone {
  const said = { model: '', ms: 0, isUseKnown: true, isPassing: false }
  return { kind: 'none', why, detail, ...nothing, ...said, ...rest }
}
