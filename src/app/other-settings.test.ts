import { expect, it } from 'vitest'
import { otherSettings } from './other-settings.ts'

const now = {
  quorum: 1,
  cash: 5n,
  limits: { leverageMax: 3, varMax: 0.05 },
  guard: { hasTiers: true },
}

it('says nothing of a desk that is asked for what it began with', () => {
  expect(otherSettings(now, { ...now, desk: 'x' })).toBeUndefined()
})

it('says what to put back where a setting can be what it was', () => {
  const began = { ...now, quorum: 2, limits: { leverageMax: 3, varMax: 0.1 } }
  expect(otherSettings(now, { ...now, quorum: 2 })).toBe(
    'This desk began with quorum 2 (now 1); put it back, or begin another desk with --desk.',
  )
  expect(otherSettings(now, began)).toBe(
    'This desk began with quorum 2 (now 1), limits.varMax 0.1 (now 0.05); ' +
      'put them back, or begin another desk with --desk.',
  )
})

it('names the version that began it where no setting comes to that any more', () => {
  const { guard: _, ...rest } = now
  const older = { ...rest, guard: undefined, limits: { leverageMax: 10, varMax: 1 } }
  expect(otherSettings(now, older)).toBe(
    'This desk was begun by an older version, with limits.leverageMax 10 (now 3), ' +
      'no guard.hasTiers (now true), which no setting of this one brings back; go on ' +
      'with it by that version, or begin another desk with --desk (this one stays whole: it can ' +
      'still be verified, read, backed up and restored).',
  )
})
