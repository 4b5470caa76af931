import type { Notice, NoticeChannel } from '../../app/index.ts'
import { reasonOf, type Secret } from '../../base/index.ts'
import { formatTime, micros } from '../../domain/index.ts'
import { runbookLink } from './runbook-link.ts'

export type MailOptions = {
  readonly host: string
  readonly port: number
  /** Nothing is sent over a line that is not encrypted. */
  readonly isEncrypted: boolean
  readonly user: string
  readonly password: Secret | undefined
  readonly from: string
  readonly to: readonly string[]
  readonly runbookUrl: string
}

/** Longest for any step of the talk with the server. Unit: ms. */
const patienceMs = 5_000

/** Sends each notice as a mail in plain text, over a line of its own. */
export function mail(options: MailOptions): NoticeChannel {
  const { host, port, isEncrypted, user, password, from, to, runbookUrl } = options
  return {
    name: 'mail',
    send: async (notice) => {
      // Loaded by the first mail: most desks send none.
      const { createTransport } = await import('nodemailer')
      const transport = createTransport({
        ...{ host, port, secure: isEncrypted && port === 465, requireTLS: isEncrypted },
        ...(isEncrypted ? {} : { ignoreTLS: true }),
        ...(user === '' ? {} : { auth: { user, pass: password?.reveal() ?? '' } }),
        ...{ connectionTimeout: patienceMs, greetingTimeout: patienceMs },
        ...{ socketTimeout: patienceMs, disableFileAccess: true, disableUrlAccess: true },
      })
      try {
        await transport.sendMail({
          ...{ from, to: [...to], subject: `[${notice.urgency}] ${notice.title}` },
          text: bodyOf(notice, runbookUrl),
        })
        return { ok: true }
      } catch (error) {
        return { ok: false, why: `the mail server did not take it: ${reasonOf(error)}` }
      } finally {
        transport.close()
      }
    },
  }
}

function bodyOf({ id, name, ts, text }: Notice, runbookUrl: string): string {
  return [
    text,
    '',
    `When: ${formatTime(micros(ts))} UTC`,
    `What to do: ${runbookLink(name, runbookUrl)}`,
    `Seen: coinswarm notices ack ${id}`,
    '',
  ].join('\n')
}
