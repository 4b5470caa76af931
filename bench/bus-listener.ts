import { parentPort, workerData } from 'node:worker_threads'
import { NatsBus } from '../src/journal/index.ts'
import { liveClock } from '../src/kernel/index.ts'

// In a thread of its own: hears `bench.flood` and `bench.pace`, and says when so many came, and how
// long each of the paced ones took. The machine's stopwatch is one for all threads.
const { url } = workerData as { readonly url: string }
const bus = new NatsBus({ url, name: 'bench listener', clock: liveClock })

/** What is to come next. */
export type Expected = { readonly messages: number }
/** @property took - Unit: us; of each message that carried when it left. */
export type Heard = { readonly messages: number; readonly took: readonly number[] }

let [wanted, came] = [0, 0]
let took: number[] = []
const count = (): void => {
  came += 1
  if (came !== wanted) return
  parentPort?.postMessage({ messages: came, took } satisfies Heard, [])
}
bus.subscribe('bench.flood', count)
bus.subscribe('bench.pace', ({ bytes }) => {
  const left = Buffer.from(bytes.buffer, bytes.byteOffset, 8).readBigInt64LE()
  took.push(Number(process.hrtime.bigint() - left) / 1_000)
  count()
})
parentPort?.on('message', (next: Expected | 'end') => {
  if (next === 'end') return void bus.close().then(() => parentPort?.close())
  ;[wanted, came, took] = [next.messages, 0, []]
  // What came before it counts would be missing for ever.
  parentPort?.postMessage('counts', [])
})
const up = setInterval(() => {
  if (bus.state !== 'up') return
  clearInterval(up)
  parentPort?.postMessage('up', [])
}, 5)
