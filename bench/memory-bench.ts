import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { assert } from '../src/base/index.ts'
import { dayUs } from '../src/domain/index.ts'
import { nodeDisk } from '../src/kernel/index.ts'
import {
  encodeProposal,
  groupOwner,
  hashState,
  ManagerRecord,
  MemoryGroup,
  sharedKeys,
  stateAtStart,
} from '../src/memory/index.ts'
import { type BenchRow, type BenchSize, workHash } from './bench-row.ts'
import { quantileOf, timed } from './measure.ts'

const agents = ['trend', 'reversion', 'risk', 'execution', 'arbitrage']
const start = stateAtStart(agents, 4)
const privateKeys = Array.from({ length: 4 }, () => generateKeyPairSync('ed25519').privateKey)
const returns = Array.from({ length: 120 }, (_, i) => (i % 2 === 0 ? 0.012 : -0.008))

/** A change of weights on the evidence of 120 results; each is another one. */
function proposal(ts: number): Uint8Array {
  const weights = Array.from({ length: 4 }, (_, regime) => 0.2 + ((ts + regime) % 9) / 12)
  const agent = agents[ts % agents.length] ?? 'trend'
  const change = { kind: 're-weight', agents: [agent], weights, termUs: 30 * dayUs } as const
  return encodeProposal({ ts, proposer: 'bench', change, returns, spanUs: 300 * dayUs })
}

/** From a proposal to its commit by four managers in this process, one by one and many at once. */
export function memoryCommit(size: BenchSize): BenchRow[] {
  const count = size === 'full' ? 3_000 : 20
  return [
    latency('memory.commit', new MemoryGroup({ privateKeys, start }), count, 'nothing on a disk'),
    onDisk((record) =>
      latency(
        'memory.commit.durable',
        new MemoryGroup({ privateKeys, start, record }),
        count,
        'one write and sync a commit, before it is told',
      ),
    ),
    onDisk((record) => rate(new MemoryGroup({ privateKeys, start, record }), size)),
  ]
}

function latency(name: string, group: MemoryGroup, count: number, note: string): BenchRow {
  const warm = Math.ceil(count / 5)
  const millis: number[] = []
  for (let i = 0; i < count + warm; i += 1) {
    const bytes = proposal(i)
    const seconds = timed(() => {
      const [decision] = group.propose([bytes], i * 1_000)
      assert(decision?.isAccepted === true, 'a sound proposal was not accepted')
    })
    if (i >= warm) millis.push(1e3 * seconds)
  }
  return {
    ...{ name, value: quantileOf(millis, 0.5), unit: 'ms', ratio: null, status: 'measured' },
    peer: 'none',
    hash: workHash(hashState(group.governed.state)),
    spread: [quantileOf(millis, 0.1), quantileOf(millis, 0.9)],
    goal: name === 'memory.commit' ? 'p50 < 0.5 ms' : '',
    note: `p50; p99 ${quantileOf(millis, 0.99).toFixed(2)} ms; 4 managers, ed25519, ${note}`,
  }
}

/** Sustained: 32 at a time come in, each decided on and durable before the next 32. */
function rate(group: MemoryGroup, size: BenchSize): BenchRow {
  const batch = 32
  const untilSeconds = size === 'full' ? 10 : 0.2
  let seconds = 0
  let made = 0
  while (seconds < untilSeconds) {
    const batchOf = Array.from({ length: batch }, (_, i) => proposal(made + i))
    seconds += timed(() => {
      const decisions = group.propose(batchOf, made * 1_000)
      assert(
        decisions.every((each) => each?.isAccepted === true),
        'a proposal was not accepted',
      )
    })
    made += batch
  }
  return {
    ...{ name: 'memory.commit.rate', value: made / seconds, unit: 'proposals/s', ratio: null },
    ...{ peer: 'none', hash: workHash(String(batch)), status: 'measured' },
    goal: '>= 1000 proposals/s',
    note: `${untilSeconds} s of ${batch} at a time, in as many blocks as come about; durable`,
  }
}

function onDisk<T>(work: (record: ManagerRecord) => T): T {
  const folder = mkdtempSync(`${tmpdir()}/memory-bench-`)
  const [first] = sharedKeys(privateKeys)
  assert(first !== undefined, 'a group has managers')
  const record = ManagerRecord.open(nodeDisk, folder, { group: first.group, manager: groupOwner })
  try {
    return work(record)
  } finally {
    record.close()
    rmSync(folder, { recursive: true })
  }
}
