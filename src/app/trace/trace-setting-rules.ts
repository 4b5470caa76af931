import { z } from 'zod'
import type { ConfigurationValues } from '../configuration-values.ts'
import { type SettingRule, share } from '../setting-rule.ts'

type Section = ConfigurationValues['trace']

/** The settings of `[trace]`: where traces go, and of how many bars. */
export const traceSettingRules: { readonly [K in keyof Section]: SettingRule<Section[K]> } = {
  endpoint: {
    fallback: '',
    schema: z.string().regex(/^$|^https?:\/\/[^\s/?#@]+([/?][^\s#]*)?$/),
    expects: 'an address such as http://127.0.0.1:4318/v1/traces, or nothing',
    meaning: 'Where `up` sends traces by OTLP, as JSON over HTTP; nothing is traced if empty.',
  },
  share: share(0.01, 'Share of the bars that are traced, chosen by their time and instrument.'),
}
