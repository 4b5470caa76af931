import { z } from 'zod'
import { pricesAsOf, tokensPerDayUsual } from '../../llm/index.ts'
import type { ConfigurationValues } from '../configuration-values.ts'
import { number, type SettingRule, whole } from '../setting-rule.ts'

type Model = ConfigurationValues['model']

const priced = `0 goes by the list prices of ${pricesAsOf}`

/** The language model that proposes, and what it may use. */
export const modelSettingRules: { readonly [K in keyof Model]: SettingRule<Model[K]> } = {
  provider: {
    fallback: '',
    schema: z.enum(['', 'anthropic', 'openai', 'xai', 'vertex', 'compatible']),
    expects: 'anthropic, openai, xai, vertex, compatible or nothing',
    meaning: 'Whose model is asked; none is if empty.',
  },
  name: {
    fallback: '',
    schema: z.string().regex(/^[\w.:/@-]{0,200}$/),
    expects: 'the name of a model, or nothing',
    meaning: 'The model, by the name its provider has for it.',
  },
  url: {
    fallback: '',
    schema: z.string().regex(/^(https?:\/\/[^\s/?#@]+[^\s?#@]*)?$/),
    expects: 'an address such as http://127.0.0.1:11434/v1, or nothing',
    meaning: 'Where the model is asked; at its provider if empty. `compatible` needs one.',
  },
  keyFile: {
    fallback: '',
    schema: z.string(),
    expects: 'a path, or nothing',
    meaning: 'The key of the provider, in a file that only you can read; none if empty.',
  },
  tokensPerDay: whole(
    tokensPerDayUsual,
    0,
    1_000_000_000,
    'Tokens that models may use in a day of UTC, in and out together.',
  ),
  dollarsPerDay: number(5, { max: 100_000 }, 'What models may cost in a day of UTC, US dollars.'),
  dollarsPerMillionIn: number(
    0,
    { max: 10_000 },
    `Price of a million tokens of a question, US dollars; ${priced}.`,
  ),
  dollarsPerMillionOut: number(
    0,
    { max: 10_000 },
    `Price of a million tokens of an answer, US dollars; ${priced}.`,
  ),
  timeoutSeconds: whole(300, 1, 3_600, 'Longest that one answer may take, seconds.'),
}

const { provider, name, url, keyFile, dollarsPerMillionIn, dollarsPerMillionOut, timeoutSeconds } =
  modelSettingRules

/** The second model, which reads what the first one wrote. */
export const reviewerSettingRules: {
  readonly [K in keyof ConfigurationValues['reviewer']]: SettingRule<
    ConfigurationValues['reviewer'][K]
  >
} = {
  provider: {
    ...provider,
    meaning:
      'Whose model reviews what the model of `model` writes; that one does, without a memory of it, if empty.',
  },
  name: { ...name, meaning: 'The model that reviews; not the one that writes.' },
  url,
  keyFile,
  dollarsPerMillionIn,
  dollarsPerMillionOut,
  timeoutSeconds,
}
