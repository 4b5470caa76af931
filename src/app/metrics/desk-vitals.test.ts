import { expect, test } from 'vitest'
import { micros } from '../../domain/index.ts'
import { SimulatedDisk } from '../../kernel/index.ts'
import { DeskVitals, feedFaults } from './desk-vitals.ts'

function counting(): { vitals: DeskVitals; told: string[]; time: { us: number } } {
  const time = { us: 0 }
  const clock = { now: () => micros(5_000_000), after: () => () => undefined }
  const vitals = new DeskVitals(clock, () => time.us)
  const told: string[] = []
  vitals.onDuration = (what, seconds, call = '') => void told.push(`${what} ${seconds} ${call}`)
  return { vitals, told, time }
}

test('a disk does the same under the counting, and bytes and syncs are counted', () => {
  const { vitals, told } = counting()
  const disk = new SimulatedDisk()
  const file = vitals.over(disk).open('a')
  file.write(new Uint8Array([1, 2, 3]), 0)
  file.sync()
  file.close()
  expect([vitals.journalBytes, vitals.journalSyncs, vitals.lastSync]).toEqual([3, 1, 5_000_000])
  expect(told).toEqual(['journal flush 0 '])
  const read = new Uint8Array(3)
  disk.open('a').read(read, 0)
  expect([...read]).toEqual([1, 2, 3])
})

test('work that throws has taken its time as well', () => {
  const { vitals, told, time } = counting()
  const work = vitals.timed((task) => task())
  expect(() =>
    work(() => {
      time.us += 250_000
      throw new Error('no')
    }),
  ).toThrow('no')
  expect(told).toEqual(['turn 0.25 '])
})

test('each answer of a venue is counted by what was asked, with its time', () => {
  const { vitals, told, time } = counting()
  vitals.calls.sent(1, { kind: 'account' })
  vitals.calls.sent(2, { kind: 'cancel', clientId: 'x', instrument: 0 })
  expect(vitals.calls.waiting).toBe(2)
  time.us += 40_000
  vitals.calls.answered(2, { kind: 'done' })
  vitals.calls.answered(2, { kind: 'done' })
  expect(told).toEqual(['venue call 0.04 cancel'])
  expect([...vitals.calls.answers]).toEqual([['cancel done', 1]])
  expect(vitals.calls.waiting).toBe(1)
})

test('events are counted by kind, refusals by the limit that refused', () => {
  const { vitals } = counting()
  const refusal = { kind: 'intent-refused', ts: micros(1), instrument: 0, was: 2, max: 1 } as const
  vitals.onEvent({ ...refusal, limit: 'heat' })
  vitals.onEvent({ ...refusal, limit: 'heat' })
  expect([vitals.events.get('intent-refused'), vitals.refusals.get('heat')]).toEqual([2, 2])
})

test('faults of a feed are told as before, and counted', () => {
  const { vitals } = counting()
  const notes: string[] = []
  const onNote = (note: string): void => void notes.push(note)
  feedFaults({ onNote, vitals })('gone')
  expect(feedFaults({ onNote })).toBe(onNote)
  expect([notes, vitals.feedFaults]).toEqual([['gone'], 1])
})
