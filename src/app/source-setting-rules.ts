import { z } from 'zod'
import type { ConfigurationValues } from './configuration-values.ts'
import type { SettingRule } from './setting-rule.ts'

type Sources = ConfigurationValues['sources']

/** What a running desk is told besides bars. */
export const sourceSettingRules: { readonly [K in keyof Sources]: SettingRule<Sources[K]> } = {
  folder: {
    fallback: '',
    schema: z.string(),
    expects: 'a folder, or nothing',
    meaning:
      'Files of what seats of a running desk look at besides bars (docs/sources.md); none if empty.',
  },
  github: {
    fallback: [],
    schema: z.array(z.string().min(1).max(250)).max(100),
    expects: 'a list such as ["ethereum/go-ethereum", "owner/name=COIN"]',
    meaning: 'Repositories that GitHub is asked about while a desk runs on the bars of a venue.',
  },
  githubUrl: {
    fallback: 'https://api.github.com',
    schema: z.string().regex(/^https?:\/\/[^\s/?#]+/),
    expects: 'an address such as https://api.github.com',
    meaning: 'Where the interface of GitHub is.',
  },
  githubKeyFile: {
    fallback: '',
    schema: z.string(),
    expects: 'a path, or nothing',
    meaning: 'A token of GitHub, in a file that only you can read; none if empty.',
  },
}
