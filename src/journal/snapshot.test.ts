import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { StrictDisk } from '../../test/simulation/strict-disk.ts'
import { canonicalJson, Random } from '../base/index.ts'
import { SimulatedDisk } from '../kernel/index.ts'
import { newestSnapshot, type Snapshot, writeSnapshot } from './snapshot.ts'

const folder = 'desk/snapshots'
const at = (sequence: number): Snapshot => {
  const state = { positions: [sequence, -1.5], name: 'é' }
  return { sequence, stateHash: digest(canonicalJson(state)), state }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

it('gives the newest one back', () => {
  const disk = new SimulatedDisk()
  expect(newestSnapshot(disk, folder, 100)).toBeUndefined()
  for (const sequence of [9, 10, 20]) writeSnapshot(disk, folder, at(sequence))
  expect(newestSnapshot(disk, folder, 100)).toEqual(at(20))
})

it('keeps the newest three', () => {
  const disk = new SimulatedDisk()
  for (const sequence of [1, 2, 3, 4, 5]) writeSnapshot(disk, folder, at(sequence))
  expect(disk.list(folder).map((name) => Number.parseInt(name.slice(9), 10))).toEqual([3, 4, 5])
})

it('passes over one that is ahead of the journal', () => {
  const disk = new SimulatedDisk()
  for (const sequence of [10, 20]) writeSnapshot(disk, folder, at(sequence))
  expect(newestSnapshot(disk, folder, 20)).toEqual(at(20))
  expect(newestSnapshot(disk, folder, 19)).toEqual(at(10))
  expect(newestSnapshot(disk, folder, 9)).toBeUndefined()
})

it('passes over one that another version wrote in its own form', () => {
  const disk = new SimulatedDisk()
  for (const sequence of [10, 20]) writeSnapshot(disk, folder, at(sequence))
  const path = `${folder}/${disk.list(folder)[1]}`
  const text = new TextDecoder().decode(disk.bytes(path))
  expect(text).toContain('{"form":2,')
  for (const older of [text.replace('"form":2,', ''), text.replace('"form":2', '"form":1')]) {
    disk.replace(path, new TextEncoder().encode(older))
    expect(newestSnapshot(disk, folder, 100)).toEqual(at(10))
  }
})

it('passes over one whose state is not what its hash says, however whole the file is', () => {
  const disk = new SimulatedDisk()
  writeSnapshot(disk, folder, at(10))
  writeSnapshot(disk, folder, { ...at(20), state: { positions: [9e9, -1.5], name: 'é' } })
  expect(newestSnapshot(disk, folder, 100)).toEqual(at(10))
})

it('passes over one with any bit flipped or any byte missing', () => {
  const disk = new SimulatedDisk()
  for (const sequence of [10, 20]) writeSnapshot(disk, folder, at(sequence))
  const path = `${folder}/${disk.list(folder)[1]}`
  const whole = disk.bytes(path)
  for (let bit = 0; bit < whole.length * 8; bit += 1) {
    disk.flipBit(path, bit)
    expect(newestSnapshot(disk, folder, 100)).toEqual(at(10))
    disk.flipBit(path, bit)
  }
  for (let length = 0; length < whole.length; length += 1) {
    disk.replace(path, whole.subarray(0, length))
    expect(newestSnapshot(disk, folder, 100)).toEqual(at(10))
  }
})

it('survives a loss of power at any moment, whole or not at all', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 6 }), (seed, failing) => {
      const disk = new SimulatedDisk()
      writeSnapshot(disk, folder, at(10))
      disk.failSync(failing)
      let written = 10
      try {
        writeSnapshot(disk, folder, at(20))
        written = 20
      } catch {
        // The sync that was to fail did; power goes next.
      }
      disk.crash(Random.fromSeed(seed))
      const found = newestSnapshot(disk, folder, 100)
      expect(found?.sequence).toBeGreaterThanOrEqual(written)
      expect(found).toEqual(at(found?.sequence ?? 0))
    }),
  )
})

it('leaves files of other names alone, and takes none of them for a snapshot', () => {
  const disk = new StrictDisk()
  for (const sequence of [10, 20]) writeSnapshot(disk, folder, at(sequence))
  expect([disk.openPaths, disk.unsynced]).toEqual([[], []])
  writeSnapshot(disk, folder, at(90))
  const newest = disk.bytes(`${folder}/${disk.list(folder)[2]}`)
  disk.remove(`${folder}/${disk.list(folder)[2]}`)
  const others = ['notes', 'snapshot-0000000000000095.json.next', 'xsnapshot-0000000000000095.json']
  for (const name of others) disk.replace(`${folder}/${name}`, newest)
  expect(newestSnapshot(disk, folder, 100)).toEqual(at(20))
  for (const sequence of [30, 40]) writeSnapshot(disk, folder, at(sequence))
  expect(disk.list(folder)).toEqual([
    'notes',
    ...[20, 30, 40].map((sequence) => `snapshot-${String(sequence).padStart(16, '0')}.json`),
    ...others.slice(1),
  ])
})

it('passes over one with something before it or behind it', () => {
  const disk = new SimulatedDisk()
  for (const sequence of [10, 20]) writeSnapshot(disk, folder, at(sequence))
  const path = `${folder}/${disk.list(folder)[1]}`
  const whole = disk.bytes(path)
  for (const changed of [
    [32, ...whole],
    [...whole, 10],
    [...whole, ...whole],
  ]) {
    disk.replace(path, Uint8Array.from(changed))
    expect(newestSnapshot(disk, folder, 100)).toEqual(at(10))
  }
})
