import type { Configuration, DeskControl, DeskFeed, NoticeDesk } from '../../app/index.ts'
import { secondUs } from '../../domain/index.ts'
import { liveClock, waitFor } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'

/** Starts the bot of a desk, if its settings name one; loads nothing otherwise. */
export async function openTelegram(
  { deskFolder: folder, note: onNote }: CliContext,
  { values }: Configuration,
  desk: { readonly feed: DeskFeed; readonly control: DeskControl; readonly notices: NoticeDesk },
): Promise<{ readonly stop: () => Promise<void> } | undefined> {
  const { keyFile, users, chats } = values.telegram
  if (keyFile === '' && users.length === 0 && chats.length === 0) return undefined
  const { serveTelegram } = await import('../telegram/serve-telegram.ts')
  const bot = await serveTelegram({ folder, values, ...desk, clock: liveClock, onNote })
  if (bot === undefined) return undefined
  const leave = desk.notices.join(bot.channel)
  return {
    stop: async () => {
      leave()
      // What ended the desk has just been told: the bot ends when that is sent, or soon after.
      const settled = new AbortController()
      const patience = waitFor(liveClock, 2 * secondUs, settled.signal)
      await Promise.race([desk.notices.settled(), patience])
      settled.abort()
      await bot.stop()
    },
  }
}
