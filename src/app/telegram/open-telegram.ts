import path from 'node:path'
import { type Secret, UserError } from '../../base/index.ts'
import { acquireLock } from '../../journal/index.ts'
import type { ConfigurationValues } from '../configuration-values.ts'
import { readOwnSecret } from '../read-own-secret.ts'

/** A bot as its settings have it, and the right to be the only one that asks for its messages. */
export type TelegramSetup = {
  readonly token: Secret
  readonly settings: ConfigurationValues['telegram']
  readonly release: () => void
}

const here = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/**
 * Reads the token and takes the lease, which lies beside it: one token, one desk.
 *
 * @returns `undefined` where the settings name no bot.
 * @throws UserError `telegram-settings`, `telegram-in-use`, `key-file`
 */
export function openTelegramSetup(
  settings: ConfigurationValues['telegram'],
): TelegramSetup | undefined {
  const { keyFile, users, chats, url } = settings
  if (keyFile === '') {
    if (users.length === 0 && chats.length === 0) return undefined
    throw fault('name people of a bot and no token; set telegram.keyFile')
  }
  if (users.length === 0 || chats.length === 0)
    throw fault('have a bot that answers nobody; set telegram.users and telegram.chats')
  if (!url.startsWith('https:') && !here.test(url))
    throw fault('would send the token unencrypted; use https in telegram.url')
  const token = readOwnSecret(keyFile)
  if (token === undefined || !/^\d{1,20}:[\w-]{20,100}$/.test(token.reveal()))
    throw fault('name a file that holds no token of a bot; write the one of BotFather into it')
  return { token, settings, release: leaseOf(path.resolve(keyFile)) }
}

function leaseOf(keyFile: string): () => void {
  try {
    const lock = acquireLock(`${keyFile}.lease`)
    return () => lock.release()
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'desk-in-use') throw error
    throw new UserError(
      'telegram-in-use',
      'Another desk answers for this bot; stop it, or give this desk a bot of its own.',
    )
  }
}

function fault(why: string): UserError {
  return new UserError('telegram-settings', `The settings ${why}.`)
}
