import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { dayUs } from '../../src/domain/index.ts'
import { apiRoutes } from '../../src/doors/index.ts'
import { ApiStage } from './api-stage.ts'

let stage: ApiStage
beforeEach(async () => {
  stage = new ApiStage()
  await stage.start()
})
afterEach(() => stage.stop())

const views = Object.values(apiRoutes).flatMap(({ method, path }) => {
  const query = path === '/bars' ? '?instrument=BTC-USD.SIM&limit=20' : ''
  return method === 'GET' && !path.includes(':') ? [`GET /api/v1${path}${query}`] : []
})

/** Bytes in use once the garbage is collected. */
function heapAfterCollection(): () => number {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  return () => {
    if (typeof collect === 'function') collect()
    return process.memoryUsage().heapUsed
  }
}

/** A day of requests in compressed time, in eight parts. @returns Heap after each, bytes. */
async function soak(requests: number): Promise<readonly number[]> {
  const heap = heapAfterCollection()
  const sizes: number[] = []
  for (let part = 0; part < 8; part += 1) {
    const { as } = stage.token(`part-${part}`, 'read', 'control')
    for (let i = 0; i < requests / 8; i += 1) {
      stage.wait(Math.ceil(dayUs / requests))
      if (i % 20 === 0) stage.caller.desk.step()
      const { status } = await stage.caller.ask(views[i % views.length] ?? '', as)
      expect(status).toBe(200)
      // A stranger, and one who guesses, leave nothing behind either.
      if (i % 10 === 0) await stage.caller.ask('POST /api/v1/mode', stage.caller.json(), '{}')
      if (i % 10 === 5)
        await stage.caller.ask('POST /api/v1/step-up', as, `{"code":"${100_000 + i}"}`)
    }
    sizes.push(heap())
  }
  return sizes
}

/** From the middle on: what is loaded once has been, and the views of the desk are full. */
function grownBy(sizes: readonly number[]): number {
  return (sizes.at(-1) ?? 0) - (sizes[3] ?? 0)
}

it('keeps its memory over a day of requests', async () => {
  expect(grownBy(await soak(800))).toBeLessThan(4 * 1024 * 1024)
}, 60_000)

it('keeps its memory over a day of many requests', {
  tags: ['long'],
  timeout: 600_000,
}, async () => {
  expect(grownBy(await soak(24_000))).toBeLessThan(6 * 1024 * 1024)
})
