import { parentPort, workerData } from 'node:worker_threads'
import { NatsBus } from '../../src/journal/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import { until } from '../servers/start-server.ts'

// In a thread of its own: publishes a flood, hears it itself, and says how much of it came.
const { url, messages, bytes } = workerData as Flood
type Flood = { readonly url: string; readonly messages: number; readonly bytes: number }

const options = { url, clock: liveClock, waitingMax: 2 * messages * bytes }
const from = new NatsBus({ ...options, name: 'flood' })
const to = new NatsBus({ ...options, name: 'quick' })
let received = 0
to.subscribe('flood.>', () => {
  received += 1
})
await until(() => from.state === 'up' && to.state === 'up', 'two lines')
for (let index = 0; index < messages; index += 1) from.publish('flood.x', new Uint8Array(bytes))
await until(() => received >= messages, 'the whole flood').catch(() => undefined)
await Promise.all([from.close(), to.close()])
parentPort?.postMessage(received, [])
