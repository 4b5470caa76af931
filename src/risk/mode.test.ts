import { expect, it } from 'vitest'
import { isAutomatic, isSafer, mayMove } from './mode.ts'

it('lets the desk move towards safety by itself, and back only for a person who says why', () => {
  const moves = [
    mayMove('normal', 'normal', 'ann', 'because'),
    mayMove('normal', 'pause', 'desk', ''),
    mayMove('pause', 'emergency', '', ''),
    mayMove('pause', 'normal', 'ann', 'looked at it'),
    mayMove('pause', 'normal', 'ann', ' '),
    mayMove('pause', 'normal', ' ', 'looked at it'),
    mayMove('reduce', 'normal', 'desk', 'looked at it'),
    mayMove('emergency', 'pause', 'audit', 'looked at it'),
  ]
  expect(moves).toEqual([false, true, true, true, false, false, false, false])
})

it('knows the desk’s own names, and which mode is safer', () => {
  expect(['desk', 'venue', 'account', 'audit', 'ann'].map(isAutomatic)).toEqual([
    ...[true, true, true, true, false],
  ])
  expect([
    isSafer('normal', 'pause'),
    isSafer('pause', 'pause'),
    isSafer('pause', 'normal'),
  ]).toEqual([true, false, false])
})
