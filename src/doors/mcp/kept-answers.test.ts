import { expect, it } from 'vitest'
import { KeptAnswers, pageCharacters } from './kept-answers.ts'

it('gives a long answer page by page, all of it, and forgets the oldest', () => {
  const answers = new KeptAnswers()
  const text = 'abc'.repeat(pageCharacters)
  let page = answers.keep(text)
  const first = page.answer
  expect(page.text).toHaveLength(40_000)
  let read = page.text
  while (page.next !== undefined) {
    const next = answers.page(page.answer, page.next)
    if (next === undefined) throw new Error('a page is missing')
    read += next.text
    page = next
  }
  expect(read).toBe(text)
  for (let i = 0; i < 16; i += 1) answers.keep('x')
  expect(answers.page(first, 0)).toBeUndefined()
})
