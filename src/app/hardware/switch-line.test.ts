import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { micros, secondUs } from '../../domain/index.ts'
import { SwitchLine } from './switch-line.ts'

const at = (seconds: number): ReturnType<typeof micros> => micros(seconds * secondUs)

function wellFor(seconds: number): SwitchLine {
  const line = new SwitchLine(at(0))
  for (let second = 0; second < seconds; second += 1) line.onText(`OK ${second}\n`, at(second))
  return line
}

describe('a switch', () => {
  it('is released while it says so every second', () => {
    const line = wellFor(10)
    line.onTime(at(12))
    expect(line.state).toEqual({ kind: 'released' })
  })

  it.each([
    ['KILL', 'kill'],
    ['PAUSE', 'pause'],
    ['TAMPER', 'kill'],
  ])('that says %s is pressed', (text, as) => {
    const line = wellFor(2)
    line.onText(`${text}\r\n`, at(2))
    expect(line.state).toMatchObject({ kind: 'pressed', as })
  })

  it('is heard in whatever pieces its words come', () => {
    const line = wellFor(2)
    for (const piece of ['O', 'K 2\nKI', 'LL']) line.onText(piece, at(2))
    expect(line.state).toEqual({ kind: 'released' })
    line.onText('\n', at(2))
    expect(line.state).toMatchObject({ kind: 'pressed' })
  })

  it('is lost after three seconds of silence, from the start as well', () => {
    for (const line of [wellFor(1), new SwitchLine(at(0))]) {
      line.onTime(at(3))
      expect(line.state?.kind).not.toBe('lost')
      line.onTime(micros(3 * secondUs + 1))
      expect(line.state?.kind).toBe('lost')
    }
  })

  it('is lost at once when its line breaks, but has three seconds to come up', () => {
    const line = wellFor(1)
    line.onBroken('unplugged')
    expect(line.state).toEqual({ kind: 'lost', why: 'unplugged' })
    const early = new SwitchLine(at(0))
    early.onBroken('not there yet')
    expect(early.state).toBeUndefined()
    early.onText('OK 1\n', at(1))
    expect(early.state).toEqual({ kind: 'released' })
  })

  it.each([
    'OK 1',
    'OK 0',
    'OK',
    'OK -1',
    'ok 5',
    '',
    'OK 5 6',
    'KILLED',
    '\u0000',
    'x'.repeat(65),
  ])('that says %j after OK 1 is lost', (text) => {
    const line = wellFor(2)
    line.onText(`${text}\n`, at(2))
    expect(line.state).toMatchObject({ kind: 'lost' })
  })

  it('that floods without an end of line is lost, and kept short', () => {
    const line = wellFor(2)
    line.onText('x'.repeat(1_000_000), at(2))
    expect(line.state).toMatchObject({ kind: 'lost' })
  })

  it('is believed again after three good words in a row, pressed or lost', () => {
    for (const word of ['KILL\n', 'nonsense\n']) {
      const line = wellFor(2)
      line.onText(word, at(2))
      line.onText('OK 7\nOK 8\n', at(3))
      expect(line.state?.kind).not.toBe('released')
      line.onText('OK 9\n', at(4))
      expect(line.state).toEqual({ kind: 'released' })
    }
  })

  it('that is killed stays so when it is paused or lost as well', () => {
    const line = wellFor(2)
    line.onText('KILL\nPAUSE\nnonsense\n', at(2))
    line.onTime(at(60))
    expect(line.state).toMatchObject({ kind: 'pressed', as: 'kill' })
  })

  it('that asks for a pause and is lost then is lost', () => {
    const line = wellFor(2)
    line.onText('PAUSE\n', at(2))
    line.onBroken('cut')
    expect(line.state).toEqual({ kind: 'lost', why: 'cut' })
  })

  it('is never released by anything but OK and a rising count', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 80 }), { maxLength: 20 }), (words) => {
        const line = new SwitchLine(at(0))
        words.forEach((word, i) => line.onText(`${word}\n`, at(i)))
        const isWell = words.some((word) => word.includes('OK '))
        if (!isWell) expect(line.state?.kind).not.toBe('released')
      }),
    )
  })
})
