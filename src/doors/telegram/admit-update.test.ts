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
