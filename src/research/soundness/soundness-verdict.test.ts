import { expect, it } from 'vitest'
import { category, type SoundnessCategory, type SoundnessCheck, told } from './soundness-check.ts'
import { soundnessOf } from './soundness-verdict.ts'

const of = (status: SoundnessCheck['status'], mayLeave = status === 'pass'): SoundnessCategory =>
  category('x', {}, [{ name: 'n', status, found: 'f', asked: 'a', mayLeave }, told('t', '1', '2')])

it.each([
  ['sound', ['pass', 'pass']],
  ['unsound', ['pass', 'fail']],
  ['unsound', ['NOT RUN', 'fail']],
  ['not proved', ['pass', 'NOT RUN']],
  ['not proved', ['pass', 'inconclusive']],
  ['not proved', ['pass', 'review']],
] as const)('is %s when its categories come to %j', (verdict, statuses) => {
  const found = soundnessOf(
    statuses.map((status) => of(status)),
    true,
  )
  expect([found.verdict, found.mayLeavePaper]).toEqual([verdict, verdict === 'sound'])
  expect(found.reasons).toHaveLength(statuses.filter((status) => status !== 'pass').length)
})

it('lets nothing leave paper that is sound and no more, or was tried on a made-up market', () => {
  expect(soundnessOf([of('pass', false)], true)).toMatchObject({
    verdict: 'sound',
    mayLeavePaper: false,
    reasons: ['n: f; asked is a.'],
  })
  expect(soundnessOf([of('pass')], false)).toMatchObject({ verdict: 'sound', mayLeavePaper: false })
})

it('is never a pass when nothing was asked', () => {
  expect(category('x', {}, []).status).toBe('NOT RUN')
  expect(category('x', {}, [told('t', '1', '2')]).status).toBe('NOT RUN')
})
