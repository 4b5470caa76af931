import { describe, expect, it } from 'vitest'
import { UserError } from '../../src/base/index.ts'
import { type KeySource, restoreDesk, verifyBackup } from '../../src/app/index.ts'
import { readJournal, verifyJournal } from '../../src/journal/index.ts'
import { SimulatedDisk } from '../../src/kernel/index.ts'
import { backUp, deskOf, file, quickKey, restore } from './backup-scene.ts'

/** Content of a chunk: for ever, for archives that were made. */
const chunkBytes = 65_536
const right = quickKey('right')
const kinds: readonly (readonly [string, KeySource])[] = [
  ['encrypted', right],
  ['plain', undefined],
]

function archiveOf(blocks: number, keys: KeySource, eventsEach = 2): Uint8Array {
  const disk = deskOf(blocks, eventsEach)
  backUp(disk, { keys })
  return disk.bytes(file)
}

/** Why an archive of these bytes is refused; `undefined` when it is not. */
function refusal(bytes: Uint8Array, keys: KeySource): UserError | undefined {
  const disk = new SimulatedDisk()
  disk.replace(file, bytes)
  try {
    verifyBackup({ disk, file, keys, onProgress: () => {} })
    return undefined
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
}

describe.each(kinds)('an archive that is %s', (_, keys) => {
  const small = archiveOf(2, keys)

  it('is whole as it was written', () => {
    expect(refusal(small, keys)).toBeUndefined()
  })

  it('is refused for every bit of it that is flipped', () => {
    for (let bit = 0; bit < 8 * small.length; bit += 1) {
      const bytes = small.slice()
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect([bit, refusal(bytes, keys)?.code]).toEqual([bit, 'backup-damaged'])
    }
  })

  it('is refused wherever it is cut, and when it goes on', () => {
    for (let end = 0; end < small.length; end += 1)
      expect(refusal(small.subarray(0, end), keys)?.code).toBe('backup-damaged')
    const cut = refusal(small.subarray(0, -1), keys)?.message
    expect(cut).toContain(`is cut short, ${small.length - 1} of ${small.length} bytes`)
    expect(refusal(Buffer.concat([small, small]), keys)?.message).toContain('were added at its end')
  })

  it('is refused when its chunks are swapped, doubled, or come from another archive', () => {
    const large = archiveOf(900, keys, 6)
    const chunk = chunkBytes + (keys === undefined ? 32 : 16)
    const of = (bytes: Uint8Array, number: number): Uint8Array =>
      bytes.subarray(128 + number * chunk, 128 + (number + 1) * chunk)
    expect(large.length).toBeGreaterThan(128 + 3 * chunk)
    expect(refusal(large, keys)).toBeUndefined()
    const other = deskOf(900, 6)
    backUp(other, { keys, chance: { salt: new Uint8Array(32), noncePrefix: new Uint8Array(7) } })
    const pairs = [
      [of(large, 1), of(large, 0)],
      [of(large, 0), of(large, 0)],
      [of(large, 0), of(other.bytes(file), 1)],
    ]
    for (const pair of pairs) {
      const bytes = large.slice()
      bytes.set(Buffer.concat(pair), 128)
      expect(refusal(bytes, keys)?.message).toContain('are not what was written there')
    }
  })
})

it('says so when the passphrase is another, none was given, or it proves nothing', () => {
  const bytes = archiveOf(2, right)
  const wrong = refusal(bytes, quickKey('wrong'))
  expect([wrong?.code, wrong?.message]).toEqual([
    'backup-passphrase',
    `the passphrase is not the one ${file} was made with`,
  ])
  expect(refusal(bytes, undefined)?.message).toContain('is encrypted')
  const swapped = refusal(archiveOf(2, undefined), right)
  expect(swapped?.code).toBe('backup-passphrase')
  expect(swapped?.message).toContain('is not encrypted, so the passphrase proves nothing')
})

it('writes nothing for an archive that it refuses', () => {
  const disk = deskOf(2)
  backUp(disk)
  disk.flipBit(file, 8 * 700)
  expect(() => restore(disk, 'away/new')).toThrow('is damaged')
  expect(() => restore(disk, 'away/new', quickKey('wrong'))).toThrow('passphrase')
  expect(disk.list('away')).toEqual(['desk.backup'])
})

it('gives back the journal to the last byte, the settings and whole trials, and no secret', () => {
  const disk = deskOf(40)
  backUp(disk)
  restore(disk, 'new')
  expect([...readJournal('new/journal', disk)]).toEqual([...readJournal('desk/journal', disk)])
  expect(verifyJournal('new/journal', 'new/anchor', disk)).toMatchObject({ ok: true })
  expect(Buffer.from(disk.bytes('new/coinswarm.toml')).toString()).toBe('[desk]\nseed = 2\n')
  expect(Buffer.from(disk.bytes('new/trials.jsonl')).toString()).toBe('{"whole":1}\n')
  expect(disk.list('new')).toEqual(['anchor', 'coinswarm.toml', 'journal', 'trials.jsonl'])
})

it('writes nothing in a dry run, to a folder with something in it, or over a file', () => {
  const disk = deskOf(4)
  backUp(disk)
  const options = { disk, file, keys: right, isDryRun: true, onProgress: () => {} }
  expect(restoreDesk({ ...options, folder: 'new' }).head.sequence).toBe(8)
  expect(disk.exists('new')).toBe(false)
  expect(() => restore(disk, 'desk')).toThrow('desk is not empty')
  expect(() => backUp(disk)).toThrow(`${file} exists`)
  backUp(disk, { isForced: true })
})
