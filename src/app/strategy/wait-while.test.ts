import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { waitWhile } from './wait-while.ts'

const program = `
  const { parentPort, workerData } = require('node:worker_threads')
  import(workerData.url).then(({ waitWhile }) => {
    const inTime = waitWhile(workerData.cells, 1, 10_000)
    parentPort.postMessage([inTime, Atomics.load(workerData.cells, 0)])
  })`

/** Wakes whoever sleeps, so many times, without a change. */
async function wakeForNothing(cells: Int32Array<SharedArrayBuffer>, times: number): Promise<void> {
  for (let woken = 0; woken < times; ) {
    woken += Atomics.notify(cells, 0)
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
}

describe('a thread that waits for an answer', () => {
  it('sleeps on when it is woken by what was said the turn before', async () => {
    const cells = new Int32Array(new SharedArrayBuffer(4)).fill(1)
    const url = new URL('./wait-while.ts', import.meta.url).href
    const thread = new Worker(program, { eval: true, workerData: { url, cells } })
    const said = once(thread, 'message')
    await wakeForNothing(cells, 3)
    Atomics.store(cells, 0, 2)
    Atomics.notify(cells, 0)
    expect(await said).toEqual([[true, 2]])
  })

  it('gives up after its time, and does not sleep where it is answered', () => {
    const cells = new Int32Array(new SharedArrayBuffer(4)).fill(1)
    expect(waitWhile(cells, 1, 5)).toBe(false)
    expect(waitWhile(cells, 2, 10_000)).toBe(true)
  })
})
