import { expect, it } from 'vitest'
import { moatOfKind, moats, sourceKinds } from './moat.ts'

it('every kind of source is of a moat, and every moat has a source', () => {
  expect(Object.keys(moatOfKind).sort()).toEqual([...sourceKinds].sort())
  expect([...new Set(Object.values(moatOfKind))].sort()).toEqual([...moats].sort())
  expect(moatOfKind.macro).toBe('government')
  expect(moatOfKind.derivatives).toBe('market')
})
