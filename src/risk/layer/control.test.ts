import { expect, it } from 'vitest'
import { bookOf, plain } from '../../../test/simulation/risk-books.ts'
import { modes } from '../../domain/index.ts'
import { checkControl } from './control.ts'

it('lets new risk pass in normal alone', () => {
  for (const mode of modes) {
    const book = bookOf(plain)
    book.mode = mode
    const said = mode === 'normal' ? undefined : { ok: false, limit: 'mode', was: 0, max: 0 }
    expect(checkControl(book), `${mode}`).toEqual(said)
  }
})

it('names orders of which nobody knows, and how many they are', () => {
  const book = bookOf(plain)
  book.unresolved = 2
  expect(checkControl(book)).toEqual({ ok: false, limit: 'unresolved', was: 2, max: 0 })
  book.unresolved = Number.NaN
  expect(checkControl(book)?.limit).toBe('unresolved')
  book.unresolved = 0
  expect(checkControl(book)).toBeUndefined()
})

it('waits for an account that was not read', () => {
  const book = bookOf(plain)
  book.awaitsAccount = true
  expect(checkControl(book)).toEqual({ ok: false, limit: 'account', was: 0, max: 0 })
})
