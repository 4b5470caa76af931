import fc from 'fast-check'
import { expect, it } from 'vitest'
import { admitUpdate } from './admit-update.ts'

const guests = { users: [7], chats: [7] }
const now = 1_800_000_000_000
const fresh = {
  ...{ message_id: 1, from: { id: 7, is_bot: false }, date: now / 1_000, text: '/kill' },
  chat: { id: 7, type: 'private' },
}
const of = (change: object): string =>
  admitUpdate({ update_id: 5, message: { ...fresh, ...change } }, guests, now).kind

it('admits a fresh message of a known person in a private chat', () => {
  expect(of({})).toBe('message')
  expect(of({ date: now / 1_000 - 60 })).toBe('message')
})

it('ignores what is old, ahead, forwarded, edited, of a bot, in a group, or no text', () => {
  for (const change of [
    { date: now / 1_000 - 61 },
    { date: now / 1_000 + 61 },
    { date: undefined },
    { forward_origin: { type: 'user' } },
    { forward_date: 1 },
    { edit_date: now / 1_000 },
    { via_bot: { id: 9 } },
    { sender_chat: { id: 9 } },
    { from: { id: 7, is_bot: true } },
    { chat: { id: -7, type: 'group' } },
    { chat: { id: 7, type: 'supergroup' } },
    { chat: { id: 8, type: 'private' } },
    { text: undefined },
    { text: 'a'.repeat(4_097) },
  ])
    expect([change, of(change)]).toEqual([change, 'ignored'])
})

it('ignores every other kind of update, also beside a message', () => {
  for (const kind of ['edited_message', 'channel_post', 'inline_query', 'callback_query']) {
    expect(admitUpdate({ update_id: 5, [kind]: fresh }, guests, now).kind).toBe('ignored')
    const both = { update_id: 5, message: fresh, [kind]: fresh }
    expect(admitUpdate(both, guests, now).kind).toBe('ignored')
  }
})

it('takes a person or a chat that is not listed for a stranger', () => {
  expect(of({ from: { id: 8 } })).toBe('stranger')
  expect(of({ from: { id: '7' } })).toBe('stranger')
  expect(of({ from: undefined })).toBe('stranger')
  const elsewhere = { users: [7], chats: [9] }
  expect(admitUpdate({ update_id: 5, message: fresh }, elsewhere, now).kind).toBe('stranger')
})

it('admits nothing of anybody else, whatever it is made of', () => {
  const part = fc.oneof(
    fc.anything(),
    fc.constant(fresh),
    fc.constant({ ...fresh, from: { id: 8 } }),
  )
  const update = fc.oneof(
    fc.anything(),
    fc.record({ update_id: fc.nat(), message: fc.record({ from: part, chat: part, text: part }) }),
    fc.dictionary(fc.constantFrom('update_id', 'message', 'edited_message', 'channel_post'), part),
    fc
      .record({ id: fc.integer(), type: fc.constantFrom('private', 'group'), text: fc.string() })
      .map(({ id, type, text }) => ({
        update_id: 5,
        message: { ...fresh, text, from: { id }, chat: { id: 7, type } },
      })),
  )
  fc.assert(
    fc.property(update, (value) => {
      const admitted = admitUpdate(value, guests, now)
      if (admitted.kind !== 'message') return
      expect([admitted.user, admitted.chat]).toEqual([7, 7])
    }),
    { numRuns: 2_000 },
  )
})

/** What one part of a message can be besides what it should be. */
const parts: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  from: fc.oneof(
    fc.constantFrom({ id: 7, is_bot: true }, { id: 7 }, { id: 8 }, { id: '7' }, [7], null),
    fc.record({ id: fc.oneof(fc.constant(7), fc.integer(), fc.double()), is_bot: fc.boolean() }),
  ),
  chat: fc.constantFrom({ id: 7, type: 'group' }, { id: -7, type: 'private' }, 7, undefined),
  date: fc.oneof(
    fc.integer({ min: now / 1_000 - 200, max: now / 1_000 + 200 }),
    fc.constantFrom('now', Number.NaN, null, undefined),
  ),
  text: fc.oneof(fc.constantFrom('/pause x', 7, null, 'a'.repeat(5_000)), fc.string()),
  forward_origin: fc.anything(),
  via_bot: fc.constant({ id: 9 }),
  edit_date: fc.nat(),
  sender_chat: fc.constant({ id: 7 }),
  business_connection_id: fc.string(),
  is_from_offline: fc.boolean(),
  external_reply: fc.constant({}),
  made_up: fc.anything(),
}

const changes = Object.entries(parts).map(([key, value]) => value.map((one) => ({ [key]: one })))

/** A fresh message with up to three of its parts put wrong, taken out or put in. */
const mutated = fc
  .array(fc.oneof(...changes), { maxLength: 3 })
  .map((all): typeof fresh => Object.assign({}, fresh, ...all))

it('acts on a message only where all that makes it fresh, direct and of its owner is so', () => {
  const kind = fc.constantFrom('message', 'message', 'message', 'edited_message')
  const id = fc.oneof({ weight: 4, arbitrary: fc.nat() }, fc.constantFrom(-1, 1.5, '5', undefined))
  let admittedCount = 0
  fc.assert(
    fc.property(mutated, kind, id, (message, name, updateId) => {
      const admitted = admitUpdate({ update_id: updateId, [name]: message }, guests, now)
      const from: unknown = message.from
      const isOwner = typeof from === 'object' && from !== null && 'id' in from && from.id === 7
      const isBot = isOwner && 'is_bot' in from && from.is_bot === true
      const age = Math.abs(now / 1_000 - message.date)
      const isSecondHand = [
        ...['forward_origin', 'via_bot', 'edit_date', 'sender_chat', 'business_connection_id'],
        ...['is_from_offline', 'external_reply'],
      ].some((mark) => Object.hasOwn(message, mark) && Reflect.get(message, mark) !== undefined)
      const may =
        name === 'message' &&
        Number.isSafeInteger(updateId) &&
        Number(updateId) >= 0 &&
        isOwner &&
        !isBot &&
        message.chat === fresh.chat &&
        typeof message.date === 'number' &&
        age <= 60 &&
        !isSecondHand &&
        typeof message.text === 'string' &&
        message.text.length <= 4_096
      expect(admitted.kind === 'message').toBe(may)
      if (may) admittedCount += 1
    }),
    { numRuns: 5_000 },
  )
  expect(admittedCount).toBeGreaterThan(100)
})
