import { Worker } from 'node:worker_threads'
import { connect } from '@nats-io/transport-node'
import { assert } from '../src/base/index.ts'
import { NatsBus } from '../src/journal/index.ts'
import { liveClock } from '../src/kernel/index.ts'
import { hasNats, startNats } from '../test/servers/nats-server.ts'
import { type BenchRow, type BenchSize, failedRow, workHash } from './bench-row.ts'
import type { Expected, Heard } from './bus-listener.ts'
import { measureSeconds, quantileOf, rates } from './measure.ts'

const bytes = 128
const perSecond = 50_000
const perTurn = 1_000

type Publish = (subject: string, payload: Uint8Array) => void

/**
 * Messages from one thread, by a real server on the loopback, to another thread: as many as go,
 * beside the library alone; and fifty thousand a second, each with how long it took.
 */
export async function busNats(size: BenchSize): Promise<readonly BenchRow[]> {
  if (!hasNats) return [failedRow('bus.nats', 'msgs/s', 'nats-server is not installed')]
  const isFull = size === 'full'
  const nats = await startNats()
  const bus = new NatsBus({ url: nats.url, name: 'bench', clock: liveClock, waitingMax: 1e9 })
  const bare = await connect({ servers: nats.url })
  const listener = new Worker(new URL('./bus-listener.ts', import.meta.url), {
    workerData: { url: nats.url },
  })
  try {
    await new Promise((resolve) => listener.once('message', resolve))
    const messages = isFull ? 200_000 : 2_000
    const measured = await measureSeconds(
      size,
      15,
      () => flood(listener, messages, (subject, payload) => bus.publish(subject, payload)),
      () => flood(listener, messages, (subject, payload) => bare.publish(subject, payload)),
      3,
    )
    const row = {
      ...{ name: 'bus.nats', unit: 'msgs/s', peer: 'the library alone, without a bound' },
      ...{ goal: `>= ${perSecond} msgs/s`, hash: workHash(String(messages)) },
      note: `${messages} messages of ${bytes} bytes to another thread, loopback`,
    }
    const paced = await pace(listener, bus, isFull ? 10 * perSecond : perSecond / 10)
    assert(bus.counts.dropped === 0 && bus.counts.lines === 1, 'messages were dropped')
    return [{ ...row, ...rates(measured, messages) }, ...paced]
  } finally {
    listener.postMessage('end', [])
    await bus.close()
    await bare.close()
    await nats.end()
  }
}

/** @returns seconds until the last of so many messages has come in. */
async function flood(listener: Worker, messages: number, publish: Publish): Promise<number> {
  const { heard } = await expected(listener, messages)
  const payload = new Uint8Array(bytes)
  const start = process.hrtime.bigint()
  for (let sent = 0; sent < messages; sent += 1) {
    publish('bench.flood', payload)
    // The line is written to between turns.
    if (sent % perTurn === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  await heard
  return Number(process.hrtime.bigint() - start) / 1e9
}

/** Messages at an even pace; what one takes is counted from the moment it was due to leave. */
async function pace(
  listener: Worker,
  bus: NatsBus,
  messages: number,
): Promise<readonly BenchRow[]> {
  const { heard } = await expected(listener, messages)
  const start = process.hrtime.bigint()
  const stepNs = BigInt(1e9 / perSecond)
  for (let sent = 0; sent < messages; ) {
    const now = process.hrtime.bigint()
    for (; sent < messages && start + BigInt(sent) * stepNs <= now; sent += 1) {
      const payload = Buffer.alloc(bytes)
      payload.writeBigInt64LE(start + BigInt(sent) * stepNs)
      bus.publish('bench.pace', payload)
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
  const { took } = await heard
  const shares = [
    ['p50', 0.5, '< 1 ms'],
    ['p99', 0.99, '< 5 ms'],
  ] as const
  return shares.map(([name, share, goal]) => ({
    ...{ name: `bus.nats.${name}`, value: quantileOf(took, share) / 1_000, unit: 'ms', goal },
    ...{ peer: 'none', ratio: null, hash: workHash(String(messages)), status: 'measured' },
    note: `${messages} messages at ${perSecond} a second, from due to heard in another thread`,
  }))
}

/** Waits until the listener counts. @returns What tells when so many came. */
async function expected(
  listener: Worker,
  messages: number,
): Promise<{ readonly heard: Promise<Heard> }> {
  listener.postMessage({ messages } satisfies Expected, [])
  await new Promise((resolve) => listener.once('message', resolve))
  return { heard: new Promise((resolve) => listener.once('message', resolve)) }
}
