import { expect, it } from 'vitest'
import { micros, minuteUs, secondUs } from '../domain/index.ts'
import { FeedSilence } from './feed-silence.ts'

const at = (seconds: number): ReturnType<typeof micros> => micros(seconds * secondUs)

it('tells once of each instrument that no bar came of for two intervals', () => {
  const silence = new FeedSilence([minuteUs, secondUs], at(0))
  expect(silence.fallen(at(3))).toEqual([])
  expect(silence.fallen(at(4))).toEqual([1])
  expect(silence.fallen(at(5))).toEqual([])
  expect(silence.fallen(at(121))).toEqual([])
  expect(silence.fallen(at(122))).toEqual([0])
})

it('begins anew with the next bar', () => {
  const silence = new FeedSilence([secondUs], at(0))
  silence.fallen(at(9))
  silence.heard(0, at(10))
  expect(silence.fallen(at(13))).toEqual([])
  expect(silence.fallen(at(14))).toEqual([0])
})
