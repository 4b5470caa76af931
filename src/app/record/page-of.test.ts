import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pageOf } from './page-of.ts'

type Row = { readonly t: number; readonly id: number }

const rows = fc
  .array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 })
  .map((times) => times.map((t, id): Row => ({ t, id })))

/** All pages, one after another; `meanwhile` is called between two. */
function walk(first: readonly Row[], limit: number, meanwhile: (all: Row[]) => void): Row[] {
  const all = [...first]
  const seen: Row[] = []
  let cursor: string | undefined
  for (let turn = 0; turn < 100; turn += 1) {
    const page = pageOf(all, { limit, ...(cursor === undefined ? {} : { cursor }) })
    seen.push(...page.rows)
    if (page.next === null) return seen
    cursor = page.next
    meanwhile(all)
  }
  throw new Error('it never ends')
}

it('gives every row once, newest first, whatever the size of a page', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 7 }), (all, limit) => {
      expect(walk(all, limit, () => {})).toEqual([...all].sort((a, b) => b.t - a.t))
    }),
  )
})

it('neither repeats nor loses a row when newer ones come meanwhile', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 7 }), (all, limit) => {
      const seen = walk(all, limit, (now) => now.unshift({ t: 99, id: -1 }))
      expect(seen).toEqual([...all].sort((a, b) => b.t - a.t))
    }),
  )
})

it('leaves out what is older or newer than was asked', () => {
  const all = [1, 2, 3, 4].map((t) => ({ t, id: t }))
  expect(pageOf(all, { from: 2, to: 3, limit: 10 }).rows.map(({ t }) => t)).toEqual([3, 2])
})
