import { z } from 'zod'
import type { ConfigurationValues } from '../configuration-values.ts'
import { number, type SettingRule, whole } from '../setting-rule.ts'
import { logLevels } from './log-line.ts'

type Section = ConfigurationValues['log']

/** The settings of `[log]`: where lines of JSON go. */
export const logSettingRules: { readonly [K in keyof Section]: SettingRule<Section[K]> } = {
  file: {
    fallback: '',
    schema: z.string().regex(/^[^\r\n]*$/),
    expects: 'a path, or nothing',
    meaning: 'File of the structured log of `up`, a line of JSON each; none is written if empty.',
  },
  level: {
    fallback: 'info',
    schema: z.enum(logLevels),
    expects: 'debug, info, warn or error',
    meaning: 'What is written at least.',
  },
  maxMb: number(
    10,
    { min: 0.001, max: 10_000 },
    'Size from which the file is put aside, megabytes.',
  ),
  kept: whole(5, 1, 100, 'Files put aside that are kept.'),
}
