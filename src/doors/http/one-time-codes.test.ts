import { describe, expect, it } from 'vitest'
import { micros, minuteUs, secondUs } from '../../domain/index.ts'
import { codeLifeUs, OneTimeCodes } from './one-time-codes.ts'

const at = (us: number): ReturnType<typeof micros> => micros(us)

describe('OneTimeCodes', () => {
  it('accepts a code once', () => {
    const codes = new OneTimeCodes()
    codes.add('one', at(0))
    expect(codes.redeem('one', at(1))).toBe('accepted')
    expect(codes.redeem('one', at(2))).toBe('refused')
  })

  it('forgets a code when its time is over', () => {
    const codes = new OneTimeCodes()
    codes.add('one', at(0))
    codes.add('two', at(1))
    expect(codes.redeem('one', at(codeLifeUs))).toBe('refused')
    expect(codes.redeem('two', at(codeLifeUs))).toBe('accepted')
  })

  it('keeps the eight newest codes', () => {
    const codes = new OneTimeCodes()
    for (let i = 0; i < 9; i += 1) codes.add(`code ${i}`, at(i))
    expect(codes.redeem('code 0', at(10))).toBe('refused')
    expect(codes.redeem('code 1', at(10))).toBe('accepted')
  })

  it('tells those who bring wrong codes to wait after ten, and lets the right one in', () => {
    const codes = new OneTimeCodes()
    codes.add('right', at(0))
    for (let i = 0; i < 10; i += 1) expect(codes.redeem('wrong', at(i))).toBe('refused')
    expect(codes.redeem('wrong', at(10))).toBe('locked')
    expect(codes.redeem('right', at(11))).toBe('accepted')
    expect(codes.redeem('right', at(12))).toBe('locked')
    expect(codes.redeem('right', at(9 + minuteUs))).toBe('refused')
  })

  it('forgives wrong codes that are a minute apart', () => {
    const codes = new OneTimeCodes()
    for (let i = 0; i < 30; i += 1)
      expect(codes.redeem('wrong', at(i * 7 * secondUs))).toBe('refused')
  })
})
