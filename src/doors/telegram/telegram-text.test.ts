import fc from 'fast-check'
import { expect, it } from 'vitest'
import { messagesOf } from './telegram-text.ts'

it('lets no word of a stranger be markup, and no message be too long', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string({ maxLength: 3_000 })), (title, lines) => {
      for (const html of messagesOf({ title: title.slice(0, 100), lines })) {
        expect(html.length).toBeLessThanOrEqual(4_096)
        const bare = html.replace(/^<b>[^<>]*<\/b>/, '').replace(/<\/?pre>/g, '')
        expect(bare).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/)
      }
    }),
  )
})

it('says that the rest is left out', () => {
  const lines = Array.from({ length: 2_000 }, (_, i) => `line ${i} <b>`)
  const messages = messagesOf({ title: 'many', lines })
  expect(messages).toHaveLength(5)
  expect(messages.at(-1)).toContain('the rest is on the desk')
})
