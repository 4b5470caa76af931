import { describe, expect, it } from 'vitest'
import { Random, UserError } from '../../src/base/index.ts'
import { readJournal, type SegmentJournal, verifyJournal } from '../../src/journal/index.ts'
import { SimulatedDisk } from '../../src/kernel/index.ts'
import { anchor, blockStarts, commitSome, folder, openSmall, sampleEvent } from './journal-scene.ts'

const segment = (number: number): string => `${folder}/00000${number}.seg`

function codeOf(run: () => void): string {
  try {
    run()
    return 'done'
  } catch (error) {
    if (error instanceof UserError) return error.code
    throw error
  }
}

/** What stands in the journal must be the made-up run, from its first event to its last. */
function requireRun(disk: SimulatedDisk, length: number): void {
  let sequence = 0
  for (const entry of readJournal(folder, disk)) {
    sequence += 1
    expect(entry).toEqual({ sequence, event: sampleEvent(sequence) })
  }
  expect(sequence).toBe(length)
}

/** One desk's life between two losses of power. @returns events known to be committed. */
function liveOnce(disk: SimulatedDisk, journal: SegmentJournal, random: Random): number {
  let committed = journal.sequence
  for (let step = random.below(30); step > 0; step -= 1) {
    const luck = random.below(20)
    if (luck === 0) disk.fillAfter(1 + random.below(6))
    if (luck === 1) disk.makeRoom()
    if (luck === 2) disk.failSync(1 + random.below(4))
    const outcome = codeOf(() => commitSome(journal, 1 + random.below(8)))
    if (outcome === 'done') committed = journal.sequence
    else if (outcome === 'journal-failed') return committed
    else expect([outcome, journal.isReserveOnly]).toEqual(['disk-full', true])
  }
  if (random.below(3) === 0) {
    if (codeOf(() => journal.close()) === 'done') committed = journal.sequence
  }
  return committed
}

describe('a desk that loses power again and again', () => {
  it.each(Array.from({ length: 250 }, (_, seed) => seed))('keeps every commit, seed %i', (seed) => {
    const disk = new SimulatedDisk()
    const random = Random.fromSeed(seed)
    let committed = 0
    for (let life = 0; life < 6; life += 1) {
      const journal = openSmall(disk)
      expect(journal.sequence).toBeGreaterThanOrEqual(committed)
      requireRun(disk, journal.sequence)
      expect(verifyJournal(folder, anchor, disk)).toMatchObject({ ok: true, torn: undefined })
      committed = liveOnce(disk, journal, random)
      disk.crash(random)
      // What a crash leaves may be torn, but it is never taken for damage.
      const verified = verifyJournal(folder, anchor, disk)
      expect(verified.faults).toEqual([])
      expect(verified.events).toBeGreaterThanOrEqual(committed)
      expect(verified.events).toBeLessThanOrEqual(journal.sequence)
    }
  })
})

describe('a torn tail', () => {
  const disk = new SimulatedDisk()
  const journal = openSmall(disk, { anchorEvery: 1_000 })
  for (let block = 0; block < 6; block += 1) commitSome(journal, 3)
  const whole = disk.bytes(segment(1))
  const witness = disk.bytes(`${anchor}/head.json`)
  const ends = blockStarts(whole).slice(1)

  function reopened(bytes: Uint8Array): SegmentJournal {
    disk.replace(segment(1), bytes)
    disk.replace(`${anchor}/head.json`, witness)
    return openSmall(disk)
  }

  it('is cut back to the last complete block, wherever it was torn', () => {
    for (let cut = 64; cut <= (ends.at(-1) ?? 0); cut += 1) {
      const complete = ends.filter((end) => end <= cut).length
      const kept = whole.subarray(0, cut)
      const lost = whole.subarray(cut)
      for (const rest of [[], lost.map(() => 0), lost.map((byte) => byte ^ 255)]) {
        const sequence = reopened(Buffer.concat([kept, Uint8Array.from(rest)])).sequence
        expect(sequence).toBe(3 * complete)
        expect(disk.bytes(segment(1)).length).toBe(ends[complete - 1] ?? 64)
        expect(verifyJournal(folder, anchor, disk).ok).toBe(true)
      }
      requireRun(disk, 3 * complete)
    }
    expect(reopened(whole).sequence).toBe(18)
    expect(reopened(whole).tornBytes).toBe(0)
  })

  it('is told apart from damage before a complete block', () => {
    const spoiled = whole.slice()
    spoiled[200] = (spoiled[200] ?? 0) ^ 1
    expect(() => reopened(spoiled)).toThrow('no block is here, but one follows at byte')
  })

  it('never reaches behind the anchored head', () => {
    const anchored = new SimulatedDisk()
    const running = openSmall(anchored, { anchorEvery: 1 })
    commitSome(running, 3)
    const bytes = anchored.bytes(segment(1)).subarray(0, 100)
    anchored.replace(segment(1), bytes)
    expect(() => openSmall(anchored)).toThrow('ends at event 0 of at least 3')
    expect(anchored.bytes(segment(1))).toEqual(bytes)
  })
})

describe('a full disk', () => {
  it.each(Array.from({ length: 12 }, (_, index) => index + 1))(
    'from growing write %i on leaves a segment for exits, then refuses without loss',
    (growth) => {
      const disk = new SimulatedDisk()
      const journal = openSmall(disk)
      disk.fillAfter(growth)
      while (!journal.isReserveOnly) commitSome(journal, 2)
      const before = journal.reserveBytes
      expect(before).toBeGreaterThan(4_096 - 512)
      let outcome = 'done'
      let bytes = 0
      while (outcome === 'done') {
        const left = journal.reserveBytes
        outcome = codeOf(() => commitSome(journal, 2))
        bytes += left - journal.reserveBytes
      }
      expect([outcome, journal.isReserveOnly]).toEqual(['disk-full', true])
      expect(bytes).toBeGreaterThan(before - 1_024)
      disk.makeRoom()
      journal.commit()
      expect(journal.isReserveOnly).toBe(false)
      requireRun(disk, journal.sequence)
      journal.close()
      expect(verifyJournal(folder, anchor, disk).ok).toBe(true)
    },
  )

  it('at the start lets the journal open on the reserve of the last run', () => {
    const disk = new SimulatedDisk()
    openSmall(disk).close()
    disk.fillAfter(1)
    const journal = openSmall(disk)
    commitSome(journal, 2)
    expect(journal.isReserveOnly).toBe(true)
    journal.close()
    expect(verifyJournal(folder, anchor, disk).ok).toBe(true)
    requireRun(disk, 2)
  })
})

it('stops for good when a sync fails', () => {
  const disk = new SimulatedDisk()
  const journal = openSmall(disk)
  commitSome(journal, 2)
  disk.failSync(1)
  expect(codeOf(() => commitSome(journal, 2))).toBe('journal-failed')
  expect(codeOf(() => journal.commit())).toBe('journal-failed')
  expect(codeOf(() => journal.append(sampleEvent(9)))).toBe('journal-failed')
  journal.close()
  expect(openSmall(disk).sequence).toBeGreaterThanOrEqual(2)
})

it('follows a journal that is still being written', () => {
  const disk = new SimulatedDisk()
  const journal = openSmall(disk)
  let read = 0
  for (let round = 0; round < 60; round += 1) {
    commitSome(journal, 1 + (round % 5))
    for (const entry of readJournal(folder, disk, read)) {
      read += 1
      expect(entry.sequence).toBe(read)
    }
    expect(read).toBe(journal.sequence)
  }
})
