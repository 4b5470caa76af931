import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { Random } from '../base/index.ts'
import { type Disk, DiskError } from './disk.ts'
import { nodeDisk } from './disk-node.ts'
import { SimulatedDisk } from './disk-simulated.ts'

const temporary = mkdtempSync(`${tmpdir()}/coinswarm-disk-`)
afterAll(() => rmSync(temporary, { recursive: true }))

function codeOf(run: () => void): string {
  try {
    run()
    return 'done'
  } catch (error) {
    if (error instanceof DiskError) return error.code
    throw error
  }
}

function content(disk: Disk, path: string): number[] {
  const file = disk.open(path)
  const bytes = new Uint8Array(file.size())
  file.read(bytes, 0)
  file.close()
  return [...bytes]
}

function put(disk: Disk, path: string, bytes: readonly number[]): void {
  const file = disk.open(path)
  file.truncate(0)
  file.write(Uint8Array.from(bytes), 0)
  file.sync()
  file.close()
}

const disks: readonly (readonly [string, Disk, string])[] = [
  ['node', nodeDisk, `${temporary}/disk`],
  ['simulated', new SimulatedDisk(), 'disk'],
]

describe.each(disks)('the %s disk', (_, disk, folder) => {
  disk.makeFolder(folder)

  it('lists names in order, and none where there is no folder', () => {
    for (const name of ['b', 'c', 'a']) put(disk, `${folder}/${name}`, [1])
    expect(disk.list(folder)).toEqual(['a', 'b', 'c'])
    expect(disk.list(`${folder}/none`)).toEqual([])
    for (const name of ['a', 'b', 'c']) disk.remove(`${folder}/${name}`)
    expect(disk.exists(`${folder}/a`)).toBe(false)
  })

  it('renames a folder with all in it, and removes only an empty one', () => {
    disk.makeFolder(`${folder}/from/inner`)
    put(disk, `${folder}/from/a`, [1])
    put(disk, `${folder}/from/inner/b`, [2])
    expect(disk.list(`${folder}/from`)).toEqual(['a', 'inner'])
    disk.rename(`${folder}/from`, `${folder}/to`)
    expect([disk.exists(`${folder}/from`), disk.exists(`${folder}/to`)]).toEqual([false, true])
    expect(content(disk, `${folder}/to/inner/b`)).toEqual([2])
    expect(codeOf(() => disk.removeFolder(`${folder}/to`))).toBe('ENOTEMPTY')
    for (const name of ['inner/b', 'a']) disk.remove(`${folder}/to/${name}`)
    if (disk.exists(`${folder}/to/inner`)) disk.removeFolder(`${folder}/to/inner`)
    if (disk.exists(`${folder}/to`)) disk.removeFolder(`${folder}/to`)
    expect(disk.exists(`${folder}/to`)).toBe(false)
  })

  it('reads what was written, and less at the end', () => {
    const file = disk.open(`${folder}/file`)
    file.write(Uint8Array.of(1, 2, 3, 4), 2)
    const bytes = new Uint8Array(4)
    expect([file.size(), file.read(bytes, 3), [...bytes]]).toEqual([6, 3, [2, 3, 4, 0]])
    expect(file.read(bytes, 6)).toBe(0)
    file.close()
    expect(content(disk, `${folder}/file`)).toEqual([0, 0, 1, 2, 3, 4])
  })

  it('allocates zeros and keeps what is there', () => {
    put(disk, `${folder}/grown`, [7])
    const file = disk.open(`${folder}/grown`)
    file.allocate(600_000)
    file.allocate(10)
    file.sync()
    expect(file.size()).toBe(600_000)
    file.truncate(3)
    file.close()
    expect(content(disk, `${folder}/grown`)).toEqual([7, 0, 0])
  })

  it('renames over a file that exists', () => {
    put(disk, `${folder}/old`, [1])
    put(disk, `${folder}/new`, [2])
    disk.rename(`${folder}/new`, `${folder}/old`)
    disk.syncFolder(folder)
    expect([content(disk, `${folder}/old`), disk.exists(`${folder}/new`)]).toEqual([[2], false])
  })

  it('names the reason when it refuses', () => {
    expect(codeOf(() => disk.remove(`${folder}/none`))).toBe('ENOENT')
    expect(codeOf(() => disk.rename(`${folder}/none`, `${folder}/other`))).toBe('ENOENT')
  })
})

describe('a loss of power', () => {
  it('leaves what was synced and, of the rest, only bytes that were written', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(fc.nat(), bytes, bytes, (seed, first, second) => {
        const disk = new SimulatedDisk()
        put(disk, 'file', [...first])
        disk.syncFolder('')
        const file = disk.open('file')
        file.write(second, first.length)
        disk.crash(Random.fromSeed(seed))
        const left = content(disk, 'file')
        expect(left.slice(0, first.length)).toEqual([...first])
        for (const [index, byte] of left.slice(first.length).entries())
          expect([0, second[index]]).toContain(byte)
        expect(codeOf(() => file.sync())).toBe('EBADF')
      }),
    )
  })

  it('may undo names that were not synced, the latest first', () => {
    const outcomes = new Set<string>()
    for (let seed = 0; seed < 40; seed += 1) {
      const disk = new SimulatedDisk()
      put(disk, 'd/a', [1])
      put(disk, 'd/b', [2])
      disk.crash(Random.fromSeed(seed))
      outcomes.add(disk.list('d').join())
    }
    expect([...outcomes].sort()).toEqual(['', 'a', 'a,b'])
  })
})

it('is full from the growing write asked for, and takes overwrites all the same', () => {
  const disk = new SimulatedDisk()
  const file = disk.open('file')
  disk.fillAfter(2)
  file.allocate(8)
  expect(codeOf(() => file.allocate(9))).toBe('ENOSPC')
  expect(codeOf(() => file.write(Uint8Array.of(1, 2), 7))).toBe('ENOSPC')
  expect(codeOf(() => file.write(Uint8Array.of(1, 2), 6))).toBe('done')
  disk.makeRoom()
  expect(codeOf(() => file.allocate(9))).toBe('done')
})

it('fails the one sync asked for', () => {
  const disk = new SimulatedDisk()
  const file = disk.open('file')
  disk.failSync(2)
  expect([1, 2, 3].map(() => codeOf(() => file.sync()))).toEqual(['done', 'EIO', 'done'])
})
