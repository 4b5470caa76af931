import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { Worker } from 'node:worker_threads'
import { makeManagerKeys } from '../src/app/index.ts'
import { dayUs } from '../src/domain/index.ts'
import { NatsBus } from '../src/journal/index.ts'
import { liveClock } from '../src/kernel/index.ts'
import { encodeProposal, hashBytes } from '../src/memory/index.ts'
import { hasNats, startNats } from '../test/servers/nats-server.ts'
import { type BenchRow, type BenchSize, failedRow, workHash } from './bench-row.ts'
import { quantileOf } from './measure.ts'

const name = 'memory.commit.nats'
const managers = 4
const outstanding = 64
const returns = Array.from({ length: 120 }, (_, i) => (i % 2 === 0 ? 0.012 : -0.008))

/**
 * From a proposal on a real NATS to the first manager that says it is committed: four managers in
 * threads of their own, each with its votes on the disk before they are sent.
 */
export async function memoryCommitNats(size: BenchSize): Promise<readonly BenchRow[]> {
  if (!hasNats) return [failedRow(name, 'ms', 'nats-server is not installed')]
  const folder = mkdtempSync(`${tmpdir()}/coinswarm-commit-`)
  const nats = await startNats()
  const agents = ['trend', 'reversion']
  makeManagerKeys({ folder, count: managers, agents, regimes: 4 })
  const threads = Array.from(
    { length: managers },
    (_, manager) =>
      new Worker(new URL('./memory-nats-manager.ts', import.meta.url), {
        workerData: { folder, manager, url: nats.url },
      }),
  )
  const client = new Client(nats.url)
  try {
    await Promise.all(threads.map((thread) => once(thread, 'message')))
    const isFull = size === 'full'
    return [await latency(client, isFull ? 2_000 : 10), await rate(client, isFull ? 60 : 0.5)]
  } finally {
    for (const thread of threads) thread.postMessage('end', [])
    await Promise.all(threads.map((thread) => once(thread, 'exit')))
    await client.bus.close()
    await nats.end()
    rmSync(folder, { recursive: true })
  }
}

async function latency(client: Client, count: number): Promise<BenchRow> {
  const millis: number[] = []
  const warm = Math.ceil(count / 5)
  for (let at = 0; at < count + warm; at += 1) {
    const start = performance.now()
    await client.decided()
    if (at >= warm) millis.push(performance.now() - start)
  }
  return {
    ...{ name, value: quantileOf(millis, 0.5), unit: 'ms', ratio: null, status: 'measured' },
    ...{ peer: 'none', hash: workHash(String(count)), goal: 'p50 < 5 ms' },
    spread: [quantileOf(millis, 0.1), quantileOf(millis, 0.9)],
    note: `p50; p99 ${quantileOf(millis, 0.99).toFixed(2)} ms; ${managers} managers in threads`,
  }
}

/** Sustained: as soon as one is decided the next is proposed. */
async function rate(client: Client, seconds: number): Promise<BenchRow> {
  const start = performance.now()
  const end = start + seconds * 1_000
  let decided = 0
  const keepOn = async (): Promise<void> => {
    while (performance.now() < end) {
      await client.decided()
      decided += 1
    }
  }
  await Promise.all(Array.from({ length: outstanding }, keepOn))
  const value = (decided * 1_000) / (performance.now() - start)
  return {
    ...{ name: `${name}.rate`, value, unit: 'proposals/s', ratio: null, status: 'measured' },
    ...{ peer: 'none', hash: workHash(String(outstanding)), goal: '>= 300 proposals/s' },
    note: `${outstanding} out at once for ${seconds} s`,
  }
}

class Client {
  readonly bus: NatsBus
  readonly #waiting = new Map<string, () => void>()
  #made = 0

  constructor(url: string) {
    this.bus = new NatsBus({ url, name: 'bench', clock: liveClock })
    this.bus.subscribe('mem.audit', ({ bytes }) => this.#onNote(bytes))
  }

  /** Proposes a change of weights that no other has, and waits until a manager has it committed. */
  decided(): Promise<void> {
    const ts = (this.#made += 1)
    const weights = Array.from({ length: 4 }, (_, regime) => 0.2 + ((ts + regime) % 9) / 12)
    const agent = ts % 2 === 0 ? 'trend' : 'reversion'
    const change = { kind: 're-weight', agents: [agent], weights, termUs: 30 * dayUs } as const
    const proposal = { ts, proposer: 'bench', change, returns, spanUs: 300 * dayUs }
    const bytes = encodeProposal(proposal)
    return new Promise((resolve) => {
      this.#waiting.set(hashBytes(bytes), resolve)
      this.bus.publish('mem.propose', bytes)
    })
  }

  #onNote(bytes: Uint8Array): void {
    const note = JSON.parse(Buffer.from(bytes).toString()) as Note
    for (const { proposal } of note.decisions ?? []) {
      this.#waiting.get(proposal)?.()
      this.#waiting.delete(proposal)
    }
  }
}

type Note = { readonly decisions?: readonly { readonly proposal: string }[] }

function once(thread: Worker, event: 'message' | 'exit'): Promise<unknown> {
  return new Promise((resolve, reject) => {
    thread.once(event, resolve)
    thread.once('error', reject)
  })
}
