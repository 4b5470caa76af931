import { expect, it } from 'vitest'
import { StrictDisk } from '../../test/simulation/strict-disk.ts'
import { Random } from '../base/index.ts'
import { type Anchor, AnchorFile, anchorBytes, anchorPath, readAnchor } from './anchor.ts'

const folder = 'anchor'
const path = anchorPath(folder)
const at = (sequence: number, isSealed = false, segment = 1): Anchor => ({
  ...{ sequence, segment, isSealed },
  hash: new Uint8Array(32).fill(sequence),
})

function madeDisk(): StrictDisk {
  const disk = new StrictDisk()
  disk.makeFolder(folder)
  return disk
}

/** What is read when one of the two places is spoilt, and then the other. */
function eitherOf(bytes: Uint8Array): readonly (Anchor | undefined)[] {
  return [600, 20].map((spoilt) => {
    const disk = madeDisk()
    disk.replace(path, bytes.with(spoilt, 0))
    return readAnchor(disk, folder)
  })
}

it('where there is none is not made by looking for it', () => {
  const disk = madeDisk()
  expect(readAnchor(disk, folder)).toBeUndefined()
  expect([disk.exists(path), disk.openPaths]).toEqual([false, []])
})

it('is there after a loss of power as soon as it is made, and every time it is written', () => {
  for (let seed = 1; seed <= 8; seed += 1) {
    const disk = madeDisk()
    const file = new AnchorFile(disk, folder)
    expect([disk.unsynced, file.current.sequence]).toEqual([[], 0])
    if (seed > 4) file.write(at(3))
    disk.crash(Random.fromSeed(seed))
    expect(readAnchor(disk, folder)?.sequence).toBe(seed > 4 ? 3 : 0)
  }
})

it('is known to whoever opens it again, and the next one is newer', () => {
  const disk = madeDisk()
  const first = new AnchorFile(disk, folder)
  for (const sequence of [1, 2, 3]) first.write(at(sequence, false, 8 + sequence))
  first.close()
  const second = new AnchorFile(disk, folder)
  expect(second.current).toMatchObject(at(3, false, 11))
  second.write(at(4, false, 123_456_789))
  expect(readAnchor(disk, folder)).toMatchObject(at(4, false, 123_456_789))
  second.close()
  expect(disk.openPaths).toEqual([])
})

it('leaves the one before it in place, unless it is sealed: then no other is left', () => {
  for (const turns of [2, 3]) {
    const disk = madeDisk()
    const file = new AnchorFile(disk, folder)
    for (let turn = 1; turn <= turns; turn += 1) file.write(at(turn))
    const found = eitherOf(disk.bytes(path)).map((each) => each?.sequence)
    expect(new Set(found)).toEqual(new Set([turns - 1, turns]))
    file.write(at(9, true))
    for (const each of eitherOf(disk.bytes(path))) expect(each).toMatchObject(at(9, true))
  }
})

it('that is written in one go stands there twice as well, as JSON', () => {
  const bytes = anchorBytes(at(9))
  for (const each of eitherOf(bytes)) expect(each).toMatchObject(at(9, true))
  expect(JSON.parse(new TextDecoder().decode(bytes))).toHaveLength(2)
})
