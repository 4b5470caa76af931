import { type ConfigurationValues, type NoticeChannel, readOwnSecret } from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { desktop, type DesktopOptions } from './desktop.ts'
import { mail } from './mail.ts'
import { webhook } from './webhook.ts'

/**
 * The channels that the settings name.
 *
 * @throws UserError `key-file`, `notice-settings`
 */
export function openChannels(
  settings: ConfigurationValues['notice'],
  clock: Clock,
  machine: Omit<DesktopOptions, 'runbookUrl'>,
): readonly NoticeChannel[] {
  const { webhookUrl: url, runbookUrl, mailHost: host, mailFrom: from, mailTo: to } = settings
  const channels: NoticeChannel[] = []
  if (url !== '') {
    const secret = readOwnSecret(settings.webhookKeyFile)
    channels.push(webhook({ url, secret, runbookUrl, clock }))
  }
  if (host !== '') {
    if (from === '' || to.length === 0)
      throw new UserError(
        'notice-settings',
        'notice.mailHost is set, so notice.mailFrom and notice.mailTo have to be set too.',
      )
    const { mailPort: port, mailUser: user, mailIsEncrypted: isEncrypted } = settings
    const password = readOwnSecret(settings.mailKeyFile)
    channels.push(mail({ ...{ host, port, user, isEncrypted, password }, from, to, runbookUrl }))
  }
  if (settings.isOnDesktop) channels.push(desktop({ runbookUrl, ...machine }))
  return channels
}
