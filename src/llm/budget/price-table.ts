/** Prices of a model in US dollars per million tokens. */
export type ModelPrice = { readonly inUsd: number; readonly outUsd: number }

/**
 * When the table was written. A list price of that time, for one request of at most 200,000 tokens,
 * without discounts; settings overrule it.
 */
export const pricesAsOf = '2026-11-24'

/** By provider and the name of a model. A name with a date behind it has the price of the name. */
const prices: Readonly<Record<string, Readonly<Record<string, ModelPrice>>>> = {
  anthropic: {
    'claude-fable-5-1': { inUsd: 10, outUsd: 50 },
    'claude-opus-5-5': { inUsd: 4, outUsd: 20 },
    'claude-opus-4-6': { inUsd: 5, outUsd: 25 },
    'claude-opus-4-5': { inUsd: 5, outUsd: 25 },
    'claude-sonnet-5-5': { inUsd: 2, outUsd: 10 },
    'claude-sonnet-5': { inUsd: 2, outUsd: 10 },
    'claude-sonnet-4-6': { inUsd: 3, outUsd: 15 },
    'claude-sonnet-4-5': { inUsd: 3, outUsd: 15 },
    'claude-haiku-5-5': { inUsd: 0.1, outUsd: 0.5 },
    'claude-haiku-4-5': { inUsd: 1, outUsd: 5 },
  },
  openai: {
    'gpt-6.2-sol': { inUsd: 2, outUsd: 10 },
    'gpt-6.2-astra': { inUsd: 8, outUsd: 40 },
    'gpt-6.1-sol': { inUsd: 2, outUsd: 10 },
    'gpt-6.1-terra': { inUsd: 1, outUsd: 5 },
    'gpt-6-astra': { inUsd: 10, outUsd: 50 },
    'gpt-6-sol': { inUsd: 2, outUsd: 10 },
    'gpt-6-luna': { inUsd: 0.1, outUsd: 0.5 },
    'gpt-5.4': { inUsd: 2.5, outUsd: 15 },
    'gpt-5.4-mini': { inUsd: 0.75, outUsd: 4.5 },
  },
  xai: { 'grok-4.6': { inUsd: 2, outUsd: 6 } },
  vertex: {
    'gemini-4-neon': { inUsd: 3, outUsd: 15 },
    'gemini-4-hydrogen': { inUsd: 1.5, outUsd: 7.5 },
  },
}

/** `undefined` for a model that the table does not know: a person has to say what it costs. */
export function knownPrice(provider: string, model: string): ModelPrice | undefined {
  const known = Object.hasOwn(prices, provider) ? prices[provider] : undefined
  const name = model.replace(/-(?:\d{8}|\d{4}-\d\d-\d\d)$/, '')
  return known !== undefined && Object.hasOwn(known, name) ? known[name] : undefined
}

/** What tokens cost, in millionths of a dollar, rounded up: dollars per million are just that. */
export function costOf(price: ModelPrice, tokensIn: number, tokensOut: number): number {
  return Math.ceil(tokensIn * price.inUsd + tokensOut * price.outUsd)
}
