import { expect, it } from 'vitest'
import { quorumKeys } from '../../../test/simulation/quorum-keys.ts'
import {
  anyProposal,
  quorumAgents,
  quorumRegimes,
} from '../../../test/simulation/quorum-proposals.ts'
import { Random } from '../../base/index.ts'
import { LocalBus } from '../../kernel/index.ts'
import { encodeProposal, hashBytes } from './encode-proposal.ts'
import { stateAtStart } from './governed-state.ts'
import { ManagerHost } from './manager-host.ts'
import { sharedKeys } from './manager-keys.ts'
import { MemoryManager } from './memory-manager.ts'

it('tells whoever listens what was decided, by whom and why, and nothing of floods', () => {
  const bus = new LocalBus()
  const heard: unknown[] = []
  bus.subscribe('mem.audit', ({ bytes }) => heard.push(JSON.parse(new TextDecoder().decode(bytes))))
  const start = stateAtStart(quorumAgents, quorumRegimes)
  const hosts = sharedKeys(quorumKeys(4).privateKeys).map((keys, id) => {
    const manager = new MemoryManager({ id, keys, start })
    return new ManagerHost({ manager, bus, nowUs: () => 0, record: { append: () => {} } })
  })
  const bytes = encodeProposal(anyProposal(Random.fromSeed(1), 1))
  for (let i = 0; i < 50; i += 1) hosts[0]?.propose(Uint8Array.of(i))
  hosts[0]?.propose(bytes)
  bus.drain()
  expect(heard).toHaveLength(4)
  expect(heard[0]).toMatchObject({ kind: 'committed', slot: 1, epoch: 0 })
  expect(heard[0]).toMatchObject({ decisions: [{ proposal: hashBytes(bytes) }] })
  // Whose three votes came first is another matter for each.
  const alike = heard.map((each) => JSON.stringify({ ...Object(each), manager: 0, managers: [] }))
  expect(new Set(alike).size).toBe(1)
})
