import { describe, expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { nodeDisk, SimulatedDisk } from '../../kernel/index.ts'
import { ManagerRecord } from './manager-record.ts'
import type { RecordEntry } from './record-entry.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'

const owner = { group: new Uint8Array(32).fill(7), manager: 2 }
const path = 'm/votes.record'

function voted(epoch: number): RecordEntry {
  const signature = new Uint8Array(64).fill(epoch)
  const paper = { step: 'prevote', slot: 1, epoch, hash: 'ab'.repeat(32) } as const
  return { kind: 'voted', vote: { ...paper, manager: 2, signature } }
}

const epochs = (record: ManagerRecord): readonly number[] =>
  [...record.entries()].map((entry) => (entry.kind === 'voted' ? entry.vote.epoch : -1))

describe('ManagerRecord', () => {
  it('loses nothing that was appended, and only the end of what was not', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = Random.fromSeed(seed)
      const disk = new SimulatedDisk()
      let kept: number[] = []
      for (let life = 0; life < 4; life += 1) {
        const record = ManagerRecord.open(disk, 'm', owner)
        const found = epochs(record)
        expect(found.slice(0, kept.length)).toEqual(kept)
        expect(found.length - kept.length).toBeLessThanOrEqual(2)
        kept = [...found]
        const isTorn = random.below(2) === 0
        for (let i = random.below(6); i >= 0; i -= 1) {
          if (isTorn && i === 0) disk.failSync(1)
          const added = [kept.length, kept.length + 1]
          const append = (): void => record.append(added.map(voted))
          if (isTorn && i === 0) expect(append).toThrow('EIO')
          else {
            append()
            kept.push(...added)
          }
        }
        disk.crash(random)
      }
    }
  })

  it('refuses bytes that changed anywhere but at its very end', () => {
    const disk = new SimulatedDisk()
    const record = ManagerRecord.open(disk, 'm', owner)
    for (let epoch = 0; epoch < 3; epoch += 1) record.append([voted(epoch)])
    const bytes = disk.bytes(path)
    const block = (bytes.length - 80) / 3
    for (let bit = 80 * 8; bit < bytes.length * 8; bit += 13) {
      const changed = new SimulatedDisk()
      changed.replace(path, bytes)
      changed.flipBit(path, bit)
      const open = (): ManagerRecord => ManagerRecord.open(changed, 'm', owner)
      if (bit >= (80 + 2 * block) * 8) expect(epochs(open())).toEqual([0, 1])
      else expect(open).toThrow(/is damaged at byte \d+; a manager that forgot a vote/)
    }
  })

  it('is of one manager of one group', () => {
    const disk = new SimulatedDisk()
    ManagerRecord.open(disk, 'm', owner).append([voted(1)])
    for (const other of [
      { ...owner, manager: 3 },
      { ...owner, group: new Uint8Array(32) },
    ])
      expect(() => ManagerRecord.open(disk, 'm', other)).toThrow('is of another manager')
  })

  it('stands on a real disk', () => {
    const folder = mkdtempSync(`${tmpdir()}/record-`)
    const record = ManagerRecord.open(nodeDisk, folder, owner)
    record.append([voted(1), voted(2)])
    record.close()
    expect(epochs(ManagerRecord.open(nodeDisk, folder, owner))).toEqual([1, 2])
    rmSync(folder, { recursive: true })
  })
})
