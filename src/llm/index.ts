export { askObject, type ModelObject, type ReplyForm, replyForm } from './ask-object.ts'
export { budgeted } from './budget/budgeted.ts'
export { ModelBudget, tokensPerDayUsual } from './budget/model-budget.ts'
export { knownPrice, type ModelPrice, pricesAsOf } from './budget/price-table.ts'
export type { Spend } from './budget/spend-book.ts'
export { cached } from './cached.ts'
export { askProvider } from './client/ask-provider.ts'
export type { ModelAnswer, ModelPost, ModelServer } from './client/model-post.ts'
export { type ProviderName, type ProviderSettings, providerUrls } from './client/open-provider.ts'
export type { LineLog } from './line-log.ts'
export {
  type CacheTime,
  type ModelNone,
  type ModelPort,
  type ModelReply,
  type ModelRequest,
  type ModelText,
  type ModelUse,
  type NamedModel,
  noReply,
  type WhyNone,
} from './model-port.ts'
export type { Thought } from './record/thought.ts'
export { readThoughts, recordedIn, replayed } from './record/thought-spool.ts'
export { retried } from './retried.ts'
export { readTexts, type TextReading, type TextsRead, textTopics } from './reader/read-texts.ts'
export { moodMax, TextMood } from './reader/text-mood.ts'
export type { UntrustedText } from './reader/untrusted-text.ts'
