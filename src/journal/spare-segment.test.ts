import { expect, it } from 'vitest'
import { StrictDisk } from '../../test/simulation/strict-disk.ts'
import { DiskError } from '../kernel/index.ts'
import { genesisHash } from './segment-format.ts'
import { SpareSegment } from './spare-segment.ts'

const folder = 'journal'
const path = `${folder}/spare`

function made(): { readonly disk: StrictDisk; readonly spare: SpareSegment } {
  const disk = new StrictDisk()
  disk.makeFolder(folder)
  return { disk, spare: new SpareSegment(disk, folder, 1_024) }
}

function codeOf(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error instanceof DiskError ? error.code : error
  }
}

it('is not made before it is to grow, and may be closed all the same', () => {
  const { disk, spare } = made()
  expect([spare.size, disk.exists(path)]).toEqual([0, false])
  expect(() => spare.close()).not.toThrow()
})

it('grows by slices that are durable, and is found again', () => {
  const { disk, spare } = made()
  expect([spare.growTo(2_500), spare.size]).toEqual([true, 2_500])
  expect(disk.unsynced).toEqual([])
  spare.close()
  expect([disk.openPaths, new SpareSegment(disk, folder, 9).size]).toEqual([[], 2_500])
})

it('keeps what it got of a full disk, and takes no other failure for that', () => {
  const { disk, spare } = made()
  disk.fillAfter(3)
  expect([spare.growTo(4_096), spare.size]).toEqual([false, 2_048])
  disk.makeRoom()
  disk.failSync(1)
  expect(codeOf(() => spare.growTo(4_096))).toBe('EIO')
})

it('becomes a segment, name and header durable, and starts over with nothing', () => {
  const { disk, spare } = made()
  spare.growTo(2_048)
  const taken = spare.take({ version: 1, segment: 3, first: 1, previous: genesisHash })
  expect([taken.capacity, spare.size, disk.unsynced]).toEqual([2_048, 0, []])
  expect(disk.list(folder)).toEqual(['000003.seg'])
  spare.growTo(1)
  expect(disk.openPaths).toEqual([`${folder}/000003.seg`, path])
})
