import { describe, expect, it } from 'vitest'
import { anchor, folder, openSmall, sampleEvent } from '../../test/simulation/journal-scene.ts'
import { UserError } from '../base/index.ts'
import { SimulatedDisk } from '../kernel/index.ts'
import { measureJournal } from './measure-journal.ts'
import { readJournal } from './read-journal.ts'
import { verifyJournal } from './verify-journal.ts'

const place = (disk: SimulatedDisk) => ({ disk, folder, anchor })
const first = `${folder}/000001.seg`
const second = `${folder}/000002.seg`
const headFile = `${anchor}/head.json`

/** A journal of two segments, with so many commits of two events each. */
function written(commits: readonly [number, number], isClosed = true): SimulatedDisk {
  const disk = new SimulatedDisk()
  let sequence = 0
  commits.forEach((count, segment) => {
    const journal = openSmall(disk)
    for (let n = 0; n < count; n += 1) {
      for (let two = 0; two < 2; two += 1) journal.append(sampleEvent((sequence += 1)))
      journal.commit()
    }
    if (isClosed || segment === 0) journal.close()
  })
  return disk
}

function bytesOf(disk: SimulatedDisk, path: string): Uint8Array {
  const file = disk.open(path)
  const bytes = new Uint8Array(file.size())
  file.read(bytes, 0)
  file.close()
  return bytes
}

function put(disk: SimulatedDisk, path: string, bytes: Uint8Array): void {
  const file = disk.open(path)
  file.truncate(0)
  file.write(bytes, 0)
  file.close()
}

function codeOf(run: () => unknown): string {
  try {
    run()
    return 'fine'
  } catch (error) {
    if (error instanceof UserError) return error.code
    throw error
  }
}

const kindsOf = (disk: SimulatedDisk): readonly string[] =>
  verifyJournal(folder, anchor, disk).faults.map(({ kind }) => kind)
const read = (disk: SimulatedDisk): number => [...readJournal(folder, disk)].length
const open = (disk: SimulatedDisk): void => openSmall(disk).close()

describe('a journal as it was written', () => {
  it('is found to be so, from its first event and from any segment', () => {
    const disk = written([3, 2])
    const all = verifyJournal(folder, anchor, disk)
    expect(all).toMatchObject({ ok: true, events: 10, torn: undefined, head: { sequence: 10 } })
    const { head } = verifyJournal(folder, anchor, written([3, 0]))
    const from = { segment: 1, sequence: 6, hash: Uint8Array.from(Buffer.from(head.hash, 'hex')) }
    expect(verifyJournal(folder, anchor, disk, from)).toEqual({ ...all, events: 4 })
    const wrong = { ...from, sequence: 5 }
    expect(verifyJournal(folder, anchor, disk, wrong).faults).toMatchObject([
      { kind: 'chain', offset: 0, message: 'the segment does not follow the one before' },
      { kind: 'chain', offset: 64, message: 'events 7 to 8 do not follow 5' },
    ])
    const extent = measureJournal(place(disk))
    expect(extent.segments.map(({ bytes }) => bytes)).toEqual([
      ...[bytesOf(disk, first).length, bytesOf(disk, second).length],
    ])
    expect(extent.head).toMatchObject({ sequence: 10, segment: 2 })
  })

  it('is read from any event on', () => {
    const disk = written([3, 2])
    for (let after = 0; after <= 11; after += 1) {
      const entries = [...readJournal(folder, disk, after)]
      const due = Array.from({ length: Math.max(0, 10 - after) }, (_, n) => after + 1 + n)
      expect(entries.map(({ sequence }) => sequence)).toEqual(due)
      for (const { sequence, event } of entries) expect(event).toEqual(sampleEvent(sequence))
    }
  })

  it('of nothing is none, and is no fault', () => {
    const disk = new SimulatedDisk()
    expect(verifyJournal(folder, anchor, disk)).toMatchObject({ ok: true, events: 0 })
    expect([read(disk), measureJournal(place(disk)).segments]).toEqual([0, []])
    open(disk)
    expect(verifyJournal(folder, anchor, disk)).toMatchObject({ ok: true, events: 0 })
    expect(measureJournal(place(disk)).head.sequence).toBe(0)
  })
})

describe('every byte', () => {
  const sound = written([2, 2])
  it.each([first, second])('that is changed in %s is found by whoever reads it', (path) => {
    const bytes = bytesOf(sound, path)
    for (let at = 0; at < bytes.length; at += 1) {
      const disk = written([2, 2])
      put(disk, path, bytes.with(at, (bytes[at] ?? 0) ^ 0x40))
      expect([at, kindsOf(disk).length > 0]).toEqual([at, true])
      const refused = ['journal-damaged', 'journal-newer', 'journal-older']
      expect(refused).toContain(codeOf(() => measureJournal(place(disk))))
      if (path === second) expect(refused).toContain(codeOf(() => open(disk)))
    }
  })

  it.each([first, second])('that is missing at the end of %s is found', (path) => {
    const bytes = bytesOf(sound, path)
    for (let length = 0; length < bytes.length; length += 1) {
      const disk = written([2, 2])
      put(disk, path, bytes.subarray(0, length))
      expect([length, kindsOf(disk).length > 0]).toEqual([length, true])
      expect([length, codeOf(() => measureJournal(place(disk)))]).toEqual([
        ...[length, 'journal-damaged'],
      ])
    }
  })

  it('of the head is found, or does not matter because it stands there twice', () => {
    const bytes = bytesOf(sound, headFile)
    let found = 0
    for (let at = 0; at < bytes.length; at += 8) {
      const disk = written([2, 2])
      put(disk, headFile, bytes.with(at, (bytes[at] ?? 0) ^ 0x01))
      if (kindsOf(disk).length > 0) found += 1
      else expect(codeOf(() => open(disk))).toBe('fine')
    }
    expect(found).toBe(0)
    const disk = written([2, 2])
    put(disk, headFile, bytes.with(10, 0).with(600, 0))
    expect([kindsOf(disk), codeOf(() => open(disk))]).toEqual([['anchor'], 'journal-damaged'])
    expect(codeOf(() => measureJournal(place(disk)))).toBe('journal-damaged')
  })
})

describe('what is told of a journal', () => {
  it('of which a segment is gone', () => {
    const disk = written([2, 2])
    disk.remove(first)
    expect(verifyJournal(folder, anchor, disk).faults).toEqual([
      { kind: 'missing', file: first, offset: 0, message: 'the file is missing' },
    ])
    expect(codeOf(() => open(disk))).toBe('journal-damaged')
    const other = written([2, 2])
    other.remove(second)
    expect(kindsOf(other)).toEqual(['missing', 'truncated'])
    expect(() => open(other)).toThrow(/000002.seg is damaged at byte 0: the file is missing/)
    expect(() => measureJournal(place(other))).toThrow(/000002.seg is damaged at byte 0: the file/)
  })

  it('whose segments changed places, or that goes on after its seal', () => {
    const disk = written([2, 2])
    const [one, two] = [bytesOf(disk, first), bytesOf(disk, second)]
    put(disk, first, two)
    put(disk, second, one)
    expect(kindsOf(disk)).toEqual(['header', 'header', 'truncated'])
    const longer = written([2, 2])
    put(longer, `${folder}/000003.seg`, two)
    expect(kindsOf(longer)).toContain('beyond')
    expect(() => open(longer)).toThrow(/000003.seg is damaged at byte 0: it goes on after the head/)
    const mixed = written([2, 2])
    const shorter = written([1, 2])
    put(mixed, first, bytesOf(shorter, first))
    expect(kindsOf(mixed)).toEqual(['chain', 'chain'])
    expect(codeOf(() => read(mixed))).toBe('journal-damaged')
    put(mixed, second, bytesOf(shorter, second))
    expect(kindsOf(mixed)).toEqual(['truncated'])
    put(shorter, first, one)
    put(shorter, second, two)
    expect(kindsOf(shorter)).toEqual(['beyond'])
    expect(codeOf(() => open(shorter))).toBe('journal-damaged')
    expect(codeOf(() => measureJournal(place(shorter)))).toBe('journal-damaged')
  })

  it('of which a block was taken out, or replaced by zeros', () => {
    const disk = written([3, 1])
    const bytes = bytesOf(disk, first)
    const at = [64, 0, 0]
    for (let n = 1; n < 3; n += 1) {
      const from = at[n - 1] ?? 0
      at[n] = from + new DataView(bytes.buffer).getUint32(from + 4, true)
    }
    const without = Buffer.concat([bytes.subarray(0, at[1]), bytes.subarray(at[2])])
    put(disk, first, without)
    expect(verifyJournal(folder, anchor, disk).faults).toEqual([
      { kind: 'chain', file: first, offset: at[1], message: 'events 5 to 6 do not follow 2' },
    ])
    expect(codeOf(() => read(disk))).toBe('journal-damaged')
    put(disk, first, bytes.slice().fill(0, at[1], at[2]))
    expect(verifyJournal(folder, anchor, disk)).toMatchObject({
      events: 6,
      faults: [{ kind: 'block', offset: at[1], message: 'zeros where a block should be' }],
    })
    expect(codeOf(() => read(disk))).toBe('journal-damaged')
    put(disk, first, bytes.slice().fill(0, at[2]))
    expect(kindsOf(disk)).toEqual(['block', 'chain', 'chain'])
    put(disk, first, Buffer.concat([bytes, new Uint8Array(8)]))
    expect(kindsOf(disk)).toEqual(['block'])
    expect(codeOf(() => measureJournal(place(disk)))).toBe('journal-damaged')
  })
})

describe('a journal that was not closed', () => {
  it('may end with a torn block, which opening cuts off, and goes on', () => {
    const whole = bytesOf(written([2, 2], false), second)
    const length = 64 + new DataView(whole.buffer).getUint32(68, true)
    const end = length + new DataView(whole.buffer).getUint32(length + 4, true)
    for (const at of [length + 1, length + 60, end - 1]) {
      const disk = written([2, 2], false)
      put(disk, second, whole.slice().fill(0, at, end))
      const verified = verifyJournal(folder, anchor, disk)
      expect(verified).toMatchObject({
        ok: true,
        events: 6,
        torn: { file: second, offset: length },
      })
      expect([read(disk), measureJournal(place(disk)).segments[1]?.bytes]).toEqual([6, length])
      const journal = openSmall(disk)
      expect([journal.tornBytes, journal.sequence]).toEqual([whole.length - length, 6])
      journal.append(sampleEvent(7))
      journal.close()
      expect(verifyJournal(folder, anchor, disk)).toMatchObject({ ok: true, events: 7 })
      expect(read(disk)).toBe(7)
    }
    const clean = written([2, 2], false)
    const again = openSmall(clean)
    expect([again.tornBytes, again.sequence]).toEqual([0, 8])
    again.close()
    expect(bytesOf(clean, second).length).toBe(end)
  })

  it('is damaged when a good block follows a bad one, or its anchored head is not there', () => {
    const whole = bytesOf(written([2, 3], false), second)
    const length = 64 + new DataView(whole.buffer).getUint32(68, true)
    const disk = written([2, 3], false)
    put(disk, second, whole.with(length + 70, 0xff))
    expect(kindsOf(disk)).toEqual(['block'])
    expect(() => open(disk)).toThrow(/no block is here, but one follows at byte/)
    expect(() => measureJournal(place(disk))).toThrow(/no block is here, but one follows at byte/)
    const cut = written([9, 2], false)
    const head = bytesOf(cut, headFile)
    const short = written([2, 2], false)
    put(short, headFile, head)
    expect(kindsOf(short)).toEqual(['truncated'])
    expect(() => open(short)).toThrow(/the journal ends at event \d+ of at least 18/)
    expect(() => measureJournal(place(short))).toThrow(/ends at event 8 of at least 18/)
  })
})
