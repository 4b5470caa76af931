import { describe, expect, it } from 'vitest'
import { anchor, folder, openSmall, sampleEvent } from '../../test/simulation/journal-scene.ts'
import { Random, UserError } from '../base/index.ts'
import { SimulatedDisk } from '../kernel/index.ts'
import { readAnchor } from './anchor.ts'
import { readJournal } from './read-journal.ts'
import type { SegmentJournal } from './segment-journal.ts'
import { verifyJournal } from './verify-journal.ts'

/** Appends the next events of the endless run, and commits them. */
function write(journal: SegmentJournal, events = 1): void {
  for (let n = 0; n < events; n += 1) journal.append(sampleEvent(journal.sequence + 1))
  journal.commit()
}

const count = (disk: SimulatedDisk): number => [...readJournal(folder, disk)].length
const sealed = (disk: SimulatedDisk) => readAnchor(disk, anchor)

function codeOf(run: () => void): string {
  try {
    run()
    return 'fine'
  } catch (error) {
    if (error instanceof UserError) return error.code
    throw error
  }
}

describe('what was committed', () => {
  it('is there after the power was cut at any moment, and nothing that was not', () => {
    for (let seed = 1; seed <= 30; seed += 1) {
      const disk = new SimulatedDisk()
      const journal = openSmall(disk)
      const commits = 1 + (seed % 12)
      for (let n = 0; n < commits; n += 1) write(journal, 2)
      journal.append(sampleEvent(journal.sequence + 1))
      disk.crash(Random.fromSeed(seed))
      const again = openSmall(disk)
      expect(again.sequence).toBe(2 * commits)
      write(again)
      again.close()
      expect(verifyJournal(folder, anchor, disk)).toMatchObject({
        ok: true,
        events: 2 * commits + 1,
      })
      expect(count(disk)).toBe(2 * commits + 1)
    }
  })

  it('is sealed when it is closed, and its head is anchored now and then before', () => {
    const disk = new SimulatedDisk()
    const journal = openSmall(disk)
    expect(sealed(disk)).toMatchObject({ sequence: 0, segment: 0, isSealed: true })
    journal.anchor()
    expect(sealed(disk)?.isSealed).toBe(true)
    const anchored = Array.from({ length: 9 }, () => {
      write(journal)
      return sealed(disk)?.sequence
    })
    expect(anchored).toEqual([0, 0, 0, 0, 0, 0, 0, 8, 8])
    journal.anchor()
    expect(sealed(disk)).toMatchObject({ sequence: 9, segment: 1, isSealed: false })
    journal.append(sampleEvent(10))
    journal.close()
    journal.close()
    expect(sealed(disk)).toMatchObject({ sequence: 10, segment: 1, isSealed: true })
    expect(() => journal.append(sampleEvent(11))).toThrow(/append to a closed journal/)
    expect(count(disk)).toBe(10)
  })

  it('goes on in a segment of its own after every opening, and when one is full', () => {
    const disk = new SimulatedDisk()
    for (let life = 0; life < 3; life += 1) {
      const journal = openSmall(disk)
      journal.commit()
      write(journal)
      journal.close()
    }
    openSmall(disk).close()
    const names = (): readonly string[] => disk.list(folder).filter((name) => name.endsWith('.seg'))
    expect(names()).toEqual(['000001.seg', '000002.seg', '000003.seg'])
    const journal = openSmall(disk)
    const before = journal.reserveBytes
    expect(before).toBe(4_096)
    for (let n = 0; n < 60; n += 1) {
      write(journal)
      expect(journal.reserveBytes).toBeGreaterThanOrEqual(4_096)
      expect(journal.reserveBytes).toBeLessThanOrEqual(2 * 4_096)
      expect(journal.isReserveOnly).toBe(false)
    }
    write(journal, 80)
    journal.close()
    expect(names().length).toBeGreaterThan(5)
    expect(count(disk)).toBe(3 + 60 + 80)
    expect(verifyJournal(folder, anchor, disk).ok).toBe(true)
  })
})

describe('a disk that is full', () => {
  it('is gone on with in the reserve, until that is used up; then nothing is lost or half written', () => {
    const disk = new SimulatedDisk()
    const journal = openSmall(disk)
    write(journal)
    disk.fillAfter(1)
    let commits = 1
    let code = 'fine'
    while (code === 'fine') {
      code = codeOf(() => write(journal))
      if (code !== 'fine') break
      commits += 1
    }
    expect(journal.isReserveOnly).toBe(true)
    expect([code, commits > 20, journal.sequence]).toEqual(['disk-full', true, commits + 1])
    expect(codeOf(() => journal.commit())).toBe('disk-full')
    expect(count(disk)).toBe(commits)
    disk.makeRoom()
    journal.commit()
    expect([journal.isReserveOnly, count(disk)]).toEqual([false, commits + 1])
    journal.close()
    expect(verifyJournal(folder, anchor, disk)).toMatchObject({ ok: true, events: commits + 1 })
  })

  it('from the start is said, and what fits is kept', () => {
    const disk = new SimulatedDisk()
    openSmall(disk).close()
    disk.remove(`${folder}/spare`)
    disk.fillAfter(2)
    const journal = openSmall(disk)
    expect([journal.isReserveOnly, journal.reserveBytes]).toEqual([true, 1_024])
    expect(codeOf(() => write(journal))).toBe('fine')
    expect(codeOf(() => write(journal, 40))).toBe('disk-full')
  })
})

describe('a disk that failed', () => {
  it('is not written to again, whatever is asked', () => {
    const disk = new SimulatedDisk()
    const journal = openSmall(disk)
    write(journal)
    disk.failSync(1)
    journal.append(sampleEvent(2))
    const code = 'journal-failed'
    expect(codeOf(() => journal.commit())).toBe(code)
    for (const run of [
      () => journal.commit(),
      () => journal.anchor(),
      () => void journal.append(sampleEvent(3)),
      () => void journal.appendPayload(new Uint8Array(1)),
    ])
      expect(codeOf(run)).toBe(code)
    journal.close()
    const again = openSmall(disk)
    expect(again.sequence).toBeGreaterThan(0)
    again.close()
    disk.failSync(1)
    expect(codeOf(() => openSmall(disk).close())).toBe('fine')
  })

  it('while it is opened is said as such', () => {
    const disk = new SimulatedDisk()
    disk.failSync(1)
    expect(codeOf(() => openSmall(disk).close())).toBe('journal-failed')
  })
})
