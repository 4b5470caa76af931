import { parentPort, workerData } from 'node:worker_threads'
import { runManager } from '../src/app/index.ts'
import { liveClock, liveStopwatch } from '../src/kernel/index.ts'

// One manager of the memory in a thread of its own, as `coinswarm node` runs it in a process.
type Plan = { readonly folder: string; readonly manager: number; readonly url: string }
const { folder, manager, url } = workerData as Plan
const stop = new AbortController()
parentPort?.on('message', () => stop.abort())
await runManager({
  ...{
    folder,
    manager,
    bus: { url, keyFile: '', caFile: '' },
    clock: liveClock,
    stopwatch: liveStopwatch,
  },
  signal: stop.signal,
  onNews: (news) => {
    if (news.kind === 'line' && news.state === 'up') parentPort?.postMessage('up', [])
  },
})
parentPort?.close()
