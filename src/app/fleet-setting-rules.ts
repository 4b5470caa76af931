import { z } from 'zod'
import { hostAndPort } from '../journal/index.ts'
import type { ConfigurationValues } from './configuration-values.ts'
import type { SettingRule } from './setting-rule.ts'

type Rules<Section extends 'bus' | 'database'> = {
  readonly [K in keyof ConfigurationValues[Section]]: SettingRule<ConfigurationValues[Section][K]>
}

const file = (meaning: string): SettingRule<string> => ({
  fallback: '',
  schema: z.string(),
  expects: 'a path, or nothing',
  meaning,
})

/** Where processes of a fleet meet. */
export const busSettingRules: Rules<'bus'> = {
  url: {
    fallback: 'nats://127.0.0.1:4222',
    schema: z.string().refine((text) => hostAndPort(text) !== undefined),
    expects: 'an address such as nats://127.0.0.1:4222',
    meaning:
      'Server of NATS by which processes of a fleet talk; `tls://` for one that has to encrypt.',
  },
  keyFile: file('The token of that server, in a file that only you can read; none if empty.'),
  caFile: file(
    'Certificates, PEM, of who may vouch for that server, which has to encrypt then; if empty those ' +
      'this machine trusts.',
  ),
}

/** The second home of the record. */
export const databaseSettingRules: Rules<'database'> = {
  url: {
    fallback: 'postgres://127.0.0.1:5432/coinswarm',
    schema: z.string().regex(/^postgres(ql)?:\/\/[^\s/?#]+\/[^\s/?#]+(\?sslmode=[a-z-]+)?$/),
    expects: 'an address such as postgres://desk@127.0.0.1:5432/coinswarm',
    meaning:
      'PostgreSQL as second home of the record; beyond this machine the line is encrypted, unless ' +
      'it ends in `?sslmode=disable`.',
  },
  keyFile: file(
    'The password of that user, in a file that only you can read; empty for PGPASSWORD or `.pgpass`.',
  ),
  caFile: file(
    'Certificates, PEM, of who may vouch for that server; if empty those this machine trusts.',
  ),
}
