import type { Secret } from '../../base/index.ts'

export type ProviderName = 'anthropic' | 'openai' | 'xai' | 'vertex' | 'compatible'

/** Whom to ask, and how. */
export type ProviderSettings = {
  readonly provider: ProviderName
  /** The provider's name of the model. */
  readonly model: string
  /** Where its interface is; the provider's own place when left out, which `compatible` has not. */
  readonly url?: string
  /** None for a server of one's own. */
  readonly key: Secret | undefined
  /** Longest for one answer. */
  readonly timeoutUs: number
}

/** Where the interfaces are. Always given: the libraries would look into the environment. */
export const providerUrls: Readonly<Record<Exclude<ProviderName, 'compatible'>, string>> = {
  anthropic: 'https://api.anthropic.com/v1',
  openai: 'https://api.openai.com/v1',
  xai: 'https://api.x.ai/v1',
  vertex: 'https://aiplatform.googleapis.com/v1/publishers/google',
}

/** What the libraries of all providers have in common, as far as it is used here. */
export type WireModel = {
  doGenerate(call: WireCall): PromiseLike<WireResult>
}

export type WireCall = {
  prompt: (
    | { role: 'system'; content: string }
    | { role: 'user'; content: { type: 'text'; text: string }[] }
  )[]
  maxOutputTokens: number
  responseFormat?: { type: 'json'; schema: object; name: string }
  providerOptions: Record<string, Record<string, boolean | string>>
}

export type WireResult = {
  readonly content: readonly { readonly type: string; readonly text?: unknown }[]
  readonly finishReason: { readonly unified: string }
  readonly usage: {
    readonly inputTokens: { readonly total: number | undefined }
    readonly outputTokens: { readonly total: number | undefined }
  }
}

/** What a library speaks through. */
export type Carry = typeof globalThis.fetch

/**
 * The library of a provider, told to speak through `carry`. The only file that loads any of them,
 * when it is first needed. xAI speaks as OpenAI's chats do, Vertex as Google does elsewhere.
 */
export async function openProvider(settings: ProviderSettings, carry: Carry): Promise<WireModel> {
  const { provider, model, key } = settings
  const apiKey = key?.reveal() ?? ''
  const baseURL = settings.url ?? (provider === 'compatible' ? '' : providerUrls[provider])
  switch (provider) {
    case 'anthropic': {
      const { createAnthropic } = await import('@ai-sdk/anthropic')
      return createAnthropic({ baseURL, apiKey, fetch: carry })(model)
    }
    case 'openai': {
      const { createOpenAI } = await import('@ai-sdk/openai')
      return createOpenAI({ baseURL, apiKey, fetch: carry }).responses(model)
    }
    case 'vertex': {
      const { createGoogle } = await import('@ai-sdk/google')
      return createGoogle({ baseURL, apiKey, fetch: carry })(model)
    }
    case 'xai':
    case 'compatible': {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
      const named = { name: provider, baseURL, fetch: carry, supportsStructuredOutputs: true }
      return createOpenAICompatible(apiKey === '' ? named : { ...named, apiKey })(model)
    }
  }
}
