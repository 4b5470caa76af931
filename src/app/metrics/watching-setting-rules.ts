import { z } from 'zod'
import type { ConfigurationValues } from '../configuration-values.ts'
import { flag, type SettingRule, whole } from '../setting-rule.ts'

type Metrics = ConfigurationValues['metrics']

/** The settings of `[metrics]`: whether a desk is measured, and where that is told. */
export const metricSettingRules: { readonly [K in keyof Metrics]: SettingRule<Metrics[K]> } = {
  isEnabled: flag(false, 'Whether `up` serves metrics for Prometheus, to whoever brings a token.'),
  host: {
    fallback: '127.0.0.1',
    schema: z.union([z.ipv4(), z.ipv6()]),
    expects: 'an address such as 127.0.0.1 or 0.0.0.0',
    meaning:
      'Where they are served: this machine alone, unless an address of a network that is yours ' +
      'is named; what goes over it is not encrypted.',
  },
  port: whole(9464, 0, 65_535, 'Port of the metrics; 0 takes any free one.'),
}
