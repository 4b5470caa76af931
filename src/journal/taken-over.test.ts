import { expect, it } from 'vitest'
import { SimulatedDisk } from '../kernel/index.ts'
import { micros } from '../domain/index.ts'
import { readJournal } from './read-journal.ts'
import { SegmentJournal } from './segment-journal.ts'
import { verifyJournal } from './verify-journal.ts'

it('writes nothing once another desk has the folder, whose journal stays whole', () => {
  const disk = new SimulatedDisk()
  const place = { disk, folder: 'journal', anchor: 'anchor' }
  const small = { ...place, segmentBytes: 4_096, sliceBytes: 4_096 }
  const checkpoint = (journal: SegmentJournal, hash: string): void => {
    journal.append({ kind: 'checkpoint', ts: micros(1), stateHash: hash })
  }
  let isHeld = true
  const paused = SegmentJournal.open({ ...small, mayWrite: () => isHeld })
  checkpoint(paused, 'aa')
  paused.commit()
  checkpoint(paused, 'bb')

  isHeld = false
  const next = SegmentJournal.open(small)
  checkpoint(next, 'cc')
  next.commit()

  for (const wakes of [
    () => paused.commit(),
    () => paused.anchor(),
    () => checkpoint(paused, 'dd'),
  ])
    expect(wakes).toThrow(/another desk has taken over/)
  isHeld = true
  expect(() => paused.commit()).toThrow(/another desk has taken over/)
  paused.close()

  checkpoint(next, 'ee')
  next.close()
  const hashes = [...readJournal('journal', disk)].map(({ event }) =>
    event.kind === 'checkpoint' ? event.stateHash : event.kind,
  )
  expect(hashes).toEqual(['aa', 'cc', 'ee'])
  expect(verifyJournal('journal', 'anchor', disk).faults).toEqual([])
})
