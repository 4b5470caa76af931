import { z } from 'zod'
import type { ConfigurationValues } from '../configuration-values.ts'
import { flag, type SettingRule, whole } from '../setting-rule.ts'

type Section = ConfigurationValues['notice']

const text = (
  expects: string,
  schema: z.ZodType<string>,
  meaning: string,
): SettingRule<string> => ({
  fallback: '',
  schema,
  expects: `${expects}, or nothing`,
  meaning,
})
const any = z.string().regex(/^[^\r\n]*$/)
const url = z.string().regex(/^$|^https?:\/\/[^\s/?#@]+([/?][^\s#]*)?$/)
const hour = z.string().regex(/^$|^([01]\d|2[0-3]):[0-5]\d$/)
const address = /^[^\s@<>,;]+@[^\s@<>,;]+$/
const mail = z.string().refine((given) => given === '' || address.test(given))

/** The settings of `[notice]`: who is told, by what, and when not. */
export const noticeSettingRules: { readonly [K in keyof Section]: SettingRule<Section[K]> } = {
  webhookUrl: text(
    'an address such as https://example.org/hook',
    url,
    'Where notices are posted as JSON; nowhere if empty.',
  ),
  webhookKeyFile: text(
    'a path',
    any,
    'The secret these posts are signed with, in a file that only you can read; unsigned if empty.',
  ),
  mailHost: text('the name of a mail server', any, 'Server of SMTP; no mail is sent if empty.'),
  mailPort: whole(587, 1, 65_535, 'Port of that server.'),
  mailIsEncrypted: flag(true, 'Whether that server has to encrypt; without it nothing is sent.'),
  mailUser: text('a name', any, 'User of that server; none is named if empty.'),
  mailKeyFile: text('a path', any, 'The password of that user, in a file that only you can read.'),
  mailFrom: text('an address such as desk@example.org', mail, 'Whom mail comes from.'),
  mailTo: {
    fallback: [],
    schema: z.array(z.string().regex(address)).max(20),
    expects: 'a list such as ["you@example.org"]',
    meaning: 'Whom mail goes to.',
  },
  isOnDesktop: flag(false, 'Whether notices are shown on the desktop of this machine.'),
  quietFrom: text(
    'a time such as 22:00',
    hour,
    'From then on only critical notices are sent, UTC; there are no quiet hours if empty.',
  ),
  quietTo: text('a time such as 07:00', hour, 'End of the quiet hours, UTC.'),
  perMinute: whole(6, 1, 1_000, 'Most notices that are sent in a minute; critical ones ten times.'),
  repeatMinutes: whole(30, 1, 10_080, 'The same is not told again before that, minutes.'),
  runbookUrl: text(
    'an address such as https://example.org/runbook',
    url,
    'Where the pages of the runbook are; `docs/runbook` of this package if empty.',
  ),
}
