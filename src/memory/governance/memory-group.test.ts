import { describe, expect, it } from 'vitest'
import { quorumKeys } from '../../../test/simulation/quorum-keys.ts'
import {
  anyProposal,
  quorumAgents,
  quorumRegimes,
} from '../../../test/simulation/quorum-proposals.ts'
import { Random } from '../../base/index.ts'
import { SimulatedDisk } from '../../kernel/index.ts'
import type { AuditNote } from './audit-note.ts'
import { isProof } from './certificate.ts'
import { encodeProposal } from './encode-proposal.ts'
import { hashState, stateAtStart } from './governed-state.ts'
import { managerKeys } from './manager-keys.ts'
import { ManagerRecord } from './manager-record.ts'
import { groupOwner, MemoryGroup } from './memory-group.ts'

const { privateKeys, publicKeys } = quorumKeys(4)
const start = stateAtStart(quorumAgents, quorumRegimes)
const random = Random.fromSeed(4)
const proposals = Array.from({ length: 60 }, (_, i) => encodeProposal(anyProposal(random, i)))
const outsider = managerKeys(publicKeys, quorumKeys(5).privateKeys[4] ?? quorumFault())

function quorumFault(): never {
  throw new Error('there is no fifth key')
}

function recordOn(disk: SimulatedDisk): ManagerRecord {
  return ManagerRecord.open(disk, 'memory', { group: outsider.group, manager: groupOwner })
}

describe('MemoryGroup', () => {
  it('decides on every proposal once, and says why', () => {
    const notes: AuditNote[] = []
    const group = new MemoryGroup({ privateKeys, start, onNote: (note) => notes.push(note) })
    const decisions = proposals.map((bytes) => group.propose([bytes], 0)[0])
    expect(decisions.every((each) => each !== undefined && each.reasons.length > 0)).toBe(true)
    expect(decisions.filter((each) => each?.isAccepted === true).length).toBeGreaterThan(10)
    expect(decisions.filter((each) => each?.isAccepted === false).length).toBeGreaterThan(10)
    expect(group.governed.slot).toBe(61)
    expect(group.propose([proposals[0] ?? new Uint8Array()], 0)).toEqual([undefined])
    expect(group.propose([Uint8Array.of(9)], 0)).toEqual([undefined])
    expect(group.governed.slot).toBe(61)
    const committed = notes.filter(({ kind }) => kind === 'committed')
    expect(committed).toHaveLength(60)
    expect(notes.at(-1)?.kind).toBe('proposal-declined')
  })

  it('comes to the same state by many blocks or few', () => {
    const one = new MemoryGroup({ privateKeys, start })
    const many = new MemoryGroup({ privateKeys, start })
    for (const bytes of proposals) one.propose([bytes], 0)
    expect(many.propose(proposals, 0).every((each) => each !== undefined)).toBe(true)
    expect(many.governed.slot).toBeLessThan(8)
    expect(hashState(many.governed.state)).toBe(hashState(one.governed.state))
  })

  it('goes on where it was, whenever power is lost', () => {
    const plain = new MemoryGroup({ privateKeys, start })
    for (const bytes of proposals) plain.propose([bytes], 0)
    const disk = new SimulatedDisk()
    let group = new MemoryGroup({ privateKeys, start, record: recordOn(disk) })
    for (const [i, bytes] of proposals.entries()) {
      group.propose([bytes], 0)
      if (i % 7 === 3 && i < 59) {
        disk.failSync(1)
        expect(() => group.propose([proposals[i + 1] ?? bytes], 0)).toThrow('EIO')
      }
      if (i % 7 > 2) {
        disk.crash(random)
        group = new MemoryGroup({ privateKeys, start, record: recordOn(disk) })
        expect(group.governed.slot).toBeGreaterThanOrEqual(i + 2)
      }
    }
    expect(group.governed.slot).toBe(61)
    expect(hashState(group.governed.state)).toBe(hashState(plain.governed.state))
    const record = recordOn(disk)
    for (let slot = 1; slot <= 60; slot += 1) {
      const certificate = record.certificateAt(slot)
      expect(certificate !== undefined && isProof(certificate, outsider)).toBe(true)
    }
  })

  it('needs all of three managers, and no other than seven of five', () => {
    for (const count of [1, 3, 7]) {
      const group = new MemoryGroup({ privateKeys: quorumKeys(count).privateKeys, start })
      expect(group.propose(proposals.slice(0, 1), 0)[0]).toBeDefined()
    }
    expect(() => new MemoryGroup({ privateKeys: [], start })).toThrow('one manager at least')
  })
})
