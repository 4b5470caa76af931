import { describe, expect, it } from 'vitest'
import { verifyBackup } from '../../src/app/index.ts'
import { Random } from '../../src/base/index.ts'
import { readJournal, verifyJournal } from '../../src/journal/index.ts'
import { type Disk, DiskError, SimulatedDisk } from '../../src/kernel/index.ts'
import { backUp, deskOf, file, quickKey, restore } from './backup-scene.ts'
import { FailingDisk, PowerLoss } from './failing-disk.ts'
import { commitSome, openSmall } from './journal-scene.ts'

const keys = quickKey('right')

function eventsIn(disk: Disk): number {
  return verifyBackup({ disk, file, keys, onProgress: () => {} }).head.sequence
}

/** Loses power at the `change`-th change. @returns whether all was done before */
function survives(disk: SimulatedDisk, change: number, run: (disk: Disk) => void): boolean {
  try {
    run(new FailingDisk(disk, change))
  } catch (error) {
    if (!(error instanceof PowerLoss)) throw error
    disk.crash(Random.fromSeed(change))
    return false
  }
  // Also when all was said to be done.
  disk.crash(Random.fromSeed(change))
  return true
}

describe('power that is lost at any change of the disk', () => {
  it('leaves no backup or a whole one', () => {
    let isDone = false
    for (let change = 1; !isDone; change += 1) {
      const disk = deskOf(30)
      isDone = survives(disk, change, backUp)
      if (disk.exists(file)) expect(eventsIn(disk)).toBe(60)
      else {
        expect(isDone).toBe(false)
        backUp(disk)
      }
      expect(eventsIn(disk)).toBe(60)
      if (isDone) expect(change).toBeGreaterThan(8)
    }
  })

  it('leaves a whole desk in a folder that was there, or one that no desk starts on', () => {
    let isDone = false
    let withoutJournal = 0
    for (let change = 1; !isDone; change += 1) {
      const disk = deskOf(30)
      backUp(disk)
      disk.syncFolder('away')
      disk.replace('volume/lost+found/1', Buffer.from('of the file system'))
      isDone = survives(disk, change, (failing) => restore(failing, 'volume'))
      const place = ['volume/journal', 'volume/anchor', disk] as const
      if (disk.exists('volume/journal'))
        expect(verifyJournal(...place)).toMatchObject({ ok: true, events: 60 })
      else {
        expect(isDone).toBe(false)
        if (!disk.exists('volume/anchor/head.json')) continue
        withoutJournal += 1
        expect(() =>
          openSmall(disk, { folder: 'volume/journal', anchor: 'volume/anchor' }),
        ).toThrow(/./)
      }
    }
    expect(withoutJournal).toBeGreaterThan(0)
  })

  it('leaves no desk or a whole one', () => {
    let isDone = false
    for (let change = 1; !isDone; change += 1) {
      const disk = deskOf(30)
      backUp(disk)
      disk.syncFolder('away')
      isDone = survives(disk, change, (failing) => restore(failing, 'new'))
      expect(disk.exists('new') || !isDone).toBe(true)
      if (!disk.exists('new')) restore(disk, 'new')
      expect(verifyJournal('new/journal', 'new/anchor', disk)).toMatchObject({
        ok: true,
        events: 60,
      })
      if (isDone) expect(change).toBeGreaterThan(15)
    }
  })
})

it('leaves what it did not make alone, whatever its name is, and whether it goes well or not', () => {
  const disk = deskOf(30)
  backUp(disk)
  const others = ['new.restoring/journal/000001.seg', 'new.restoring/precious', `${file}.part`]
  for (const name of others) disk.replace(name, Buffer.from(name))
  backUp(disk, { isForced: true })
  restore(disk, 'new')
  disk.fillAfter(3)
  expect(() => restore(disk, 'newer')).toThrow(DiskError)
  expect(() => backUp(disk, { isForced: true })).toThrow(DiskError)
  for (const name of others) expect(Buffer.from(disk.bytes(name)).toString()).toBe(name)
  expect(disk.list('new')).toContain('journal')
  expect(disk.list('away')).toEqual(['desk.backup', 'desk.backup.part'])
})

it('writes over nothing that came into the folder while it was restored', () => {
  const disk = deskOf(30)
  backUp(disk)
  disk.replace('volume/lost+found/1', Buffer.from('of the file system'))
  const settings = 'volume/coinswarm.toml'
  const meanwhile = (done: number, total: number): void => {
    if (done === total) disk.replace(settings, Buffer.from('of somebody else'))
  }
  expect(() => restore(disk, 'volume', keys, meanwhile)).toThrow(/is not empty/)
  expect(Buffer.from(disk.bytes(settings)).toString()).toBe('of somebody else')
  expect(disk.list('volume')).toEqual(['coinswarm.toml', 'lost+found'])
})

describe('a full disk', () => {
  it('ends a backup and a restore with one sentence, and leaves nothing behind', () => {
    for (const run of [backUp, (disk: Disk) => restore(disk, 'away/new')]) {
      let refusals = 0
      for (let growth = 1; ; growth += 1) {
        const disk = deskOf(30)
        if (run !== backUp) backUp(disk)
        disk.fillAfter(growth)
        try {
          run(disk)
          break
        } catch (error) {
          refusals += 1
          expect(error instanceof DiskError && error.code).toBe('ENOSPC')
        }
        expect(disk.list('away')).toEqual(run === backUp ? [] : ['desk.backup'])
      }
      expect(refusals).toBeGreaterThan(1)
    }
  })
})

it('leaves no backup when a sync fails', () => {
  let failed = 0
  for (let sync = 1; ; sync += 1) {
    const disk = deskOf(30)
    disk.failSync(sync)
    try {
      backUp(disk)
      break
    } catch (error) {
      failed += 1
      expect(error instanceof DiskError && error.code).toBe('EIO')
    }
    // The last of all is that of the folder: the file has its name by then, and is whole.
    if (disk.exists(file)) expect(eventsIn(disk)).toBe(60)
    expect(disk.list('away').filter((name) => name !== 'desk.backup')).toEqual([])
  }
  expect(failed).toBeGreaterThan(2)
})

it('leaves the old backup or the new one when it replaces one and power is lost', () => {
  for (let change = 1, isDone = false; !isDone; change += 1) {
    const disk = deskOf(30)
    backUp(disk)
    const journal = openSmall(disk)
    commitSome(journal, 5)
    journal.close()
    isDone = survives(disk, change, (failing) => backUp(failing, { isForced: true }))
    expect([60, 65]).toContain(eventsIn(disk))
  }
  expect.hasAssertions()
})

/** A disk on which a desk commits, now and then anchoring, whenever a backup looks at it. */
function busyDisk(disk: SimulatedDisk, meanwhile: () => void): Disk {
  return {
    open: (path) => {
      meanwhile()
      const opened = disk.open(path)
      const read = (into: Uint8Array, position: number): number => {
        meanwhile()
        return opened.read(into, position)
      }
      return { ...opened, read }
    },
    exists: (path) => disk.exists(path),
    list: (folder) => disk.list(folder),
    makeFolder: () => {},
    rename: (from, to) => disk.rename(from, to),
    remove: (path) => disk.remove(path),
    removeFolder: (path) => disk.removeFolder(path),
    syncFolder: (path) => disk.syncFolder(path),
  }
}

describe('a backup of a desk that goes on writing', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is a beginning of its journal, seed %i', (seed) => {
    const random = Random.fromSeed(seed)
    const disk = new SimulatedDisk()
    const journal = openSmall(disk)
    commitSome(journal, 3)
    const before = journal.sequence
    let left = 200
    const meanwhile = (): void => {
      left -= 1
      if (left < 0) return
      for (let i = random.below(3); i > 0; i -= 1) commitSome(journal, 1 + random.below(12))
      if (random.below(6) === 0) journal.anchor()
    }
    backUp(busyDisk(disk, meanwhile))
    restore(disk, 'new')
    const copied = [...readJournal('new/journal', disk)]
    expect(copied.length).toBeGreaterThanOrEqual(before)
    expect(copied).toEqual([...readJournal('desk/journal', disk)].slice(0, copied.length))
    journal.close()
    expect(verifyJournal('desk/journal', 'desk/anchor', disk)).toMatchObject({ ok: true })
    expect(verifyJournal('new/journal', 'new/anchor', disk)).toMatchObject({ ok: true })
  })

  it('refuses a journal that ends before its head', () => {
    const disk = deskOf(3)
    const segment = disk.bytes('desk/journal/000001.seg')
    disk.replace('desk/journal/000001.seg', segment.subarray(0, 64))
    expect(() => backUp(disk)).toThrow('ends at event 0 of at least 6')
  })

  it('refuses a journal that is damaged', () => {
    const disk = deskOf(30)
    disk.flipBit('desk/journal/000001.seg', 8 * 400)
    expect(() => backUp(disk)).toThrow('is damaged at byte')
    expect(disk.list('away')).toEqual([])
  })
})
