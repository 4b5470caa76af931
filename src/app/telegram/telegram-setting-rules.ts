import { z } from 'zod'
import type { ConfigurationValues } from '../configuration-values.ts'
import { type SettingRule, whole } from '../setting-rule.ts'

type Telegram = ConfigurationValues['telegram']

const id = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER)

function people(meaning: string): SettingRule<readonly number[]> {
  return {
    fallback: [],
    schema: z.array(id).max(20),
    expects: 'a list such as [123456789]',
    meaning,
  }
}

/** The bot by which people ask and command a desk, if there is one. */
export const telegramSettingRules: { readonly [K in keyof Telegram]: SettingRule<Telegram[K]> } = {
  keyFile: {
    fallback: '',
    schema: z.string(),
    expects: 'a path, or nothing',
    meaning: 'The token of the bot, in a file that only you can read; there is no bot if empty.',
  },
  users: people('Numbers of the people that the bot answers; everybody else is a stranger.'),
  chats: people('Numbers of the private chats in which it answers, each with one of these people.'),
  url: {
    fallback: 'https://api.telegram.org',
    schema: z.string().regex(/^https?:\/\/[^\s/?#@]+$/),
    expects: 'an address such as https://api.telegram.org',
    meaning: 'Where the bot is served; without encryption on this machine only.',
  },
  quietHours: {
    fallback: '',
    schema: z.string().regex(/^(([01]?\d|2[0-3])-([01]?\d|2[0-3]))?$/),
    expects: 'hours such as 22-7, or nothing',
    meaning: 'Hours, UTC, in which the bot tells only what is critical, and keeps the rest.',
  },
  digestHour: whole(-1, -1, 23, 'Hour, UTC, of the digest of a day; -1 for none.'),
}
