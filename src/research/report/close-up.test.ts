import { expect, it } from 'vitest'
import { closeUp } from './close-up.ts'

it('shows everything while the subject takes a third of the picture', () => {
  expect(closeUp([0, 100], [30, 70])).toEqual({ low: -4, high: 104, isCut: false })
})

it('comes closer when it would be a line, and never leaves what is drawn', () => {
  expect(closeUp([0, 100], [50, 60])).toEqual({ low: 47.5, high: 62.5, isCut: true })
  expect(closeUp([0, 100], [0, 20])).toEqual({ low: -4, high: 25, isCut: true })
})

it('shows everything beside a subject that does not move', () => {
  expect(closeUp([0, 100], [50, 50]).isCut).toBe(false)
})
