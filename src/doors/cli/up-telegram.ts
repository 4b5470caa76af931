import type { Configuration, DeskControl, DeskFeed } from '../../app/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'

/** Starts the bot of a desk, if its settings name one; loads nothing otherwise. */
export async function openTelegram(
  { deskFolder: folder, note: onNote }: CliContext,
  { values }: Configuration,
  desk: { readonly feed: DeskFeed; readonly control: DeskControl },
): Promise<{ readonly stop: () => Promise<void> } | undefined> {
  const { keyFile, users, chats } = values.telegram
  if (keyFile === '' && users.length === 0 && chats.length === 0) return undefined
  const { serveTelegram } = await import('../telegram/serve-telegram.ts')
  return serveTelegram({ folder, values, ...desk, clock: liveClock, onNote })
}
