/** Whom the bot answers, and where. */
export type TelegramGuests = {
  readonly users: readonly number[]
  readonly chats: readonly number[]
}

/** What an update is worth. Only a `message` may ever lead to anything. */
export type Admitted =
  | {
      readonly kind: 'message'
      readonly updateId: number
      readonly user: number
      readonly chat: number
      readonly text: string
    }
  /** Somebody who is not let in: no answer, and an alert. */
  | { readonly kind: 'stranger'; readonly updateId: number; readonly user: number | undefined }
  /** Of somebody who is let in, but no fresh message of theirs; or nothing at all. */
  | { readonly kind: 'ignored'; readonly updateId: number | undefined; readonly why: string }

/** Oldest message that is still done, and how far a clock may be ahead. Unit: seconds. */
const ageMax = 60

/** Longest text that is read; Telegram lets nobody write more. Unit: units of UTF-16. */
const textMax = 4_096

/** Marks of a message that somebody else wrote, or that stands where it is by other means. */
const secondHand = [
  'forward_origin',
  'forward_from',
  'forward_from_chat',
  'forward_sender_name',
  'forward_date',
  'is_automatic_forward',
  'via_bot',
  'sender_chat',
  'sender_business_bot',
  'business_connection_id',
  'is_from_offline',
  'edit_date',
  'external_reply',
]

type Fields = Readonly<Record<string, unknown>>

/**
 * Decides about an update as it came from outside. For the border: never throws.
 *
 * @param now - Milliseconds since 1970, UTC.
 */
export function admitUpdate(value: unknown, guests: TelegramGuests, now: number): Admitted {
  const update = fieldsOf(value)
  const updateId = wholeOf(update?.['update_id'])
  if (update === undefined || updateId === undefined || updateId < 0)
    return { kind: 'ignored', updateId: undefined, why: 'is no update' }
  const kinds = Object.keys(update).filter((key) => key !== 'update_id')
  const [kind] = kinds
  const body = fieldsOf(update[kind ?? ''])
  const user = wholeOf(fieldsOf(body?.['from'])?.['id'])
  if (user === undefined || !guests.users.includes(user))
    return { kind: 'stranger', updateId, user }
  const ignored = (why: string): Admitted => ({ kind: 'ignored', updateId, why })
  if (kinds.length !== 1 || kind !== 'message' || body === undefined)
    return ignored(`is no new message but ${kinds.join(', ').slice(0, 60)}`)
  const chat = fieldsOf(body['chat'])
  const chatId = wholeOf(chat?.['id'])
  if (chat?.['type'] !== 'private' || chatId === undefined || chatId !== user)
    return ignored('was not written in a private chat')
  if (!guests.chats.includes(chatId)) return { kind: 'stranger', updateId, user }
  if (fieldsOf(body['from'])?.['is_bot'] === true) return ignored('is of a bot')
  if (secondHand.some((mark) => body[mark] !== undefined)) return ignored('is forwarded or edited')
  const date = wholeOf(body['date'])
  if (date === undefined || Math.abs(now / 1_000 - date) > ageMax)
    return ignored(`is not of the last ${ageMax} seconds`)
  const { text } = body
  if (typeof text !== 'string' || text.length > textMax) return ignored('is no text')
  return { kind: 'message', updateId, user, chat: chatId, text }
}

function fieldsOf(value: unknown): Fields | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return { ...value }
}

function wholeOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined
}
