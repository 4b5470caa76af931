import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MemoryFeed } from '../../src/app/index.ts'
import { Caller } from './page-caller.ts'
import { memoryFeed, sampleMemory } from './page-sample-memory.ts'

const told = sampleMemory({ episodes: 12 })
let isDamaged = false
const feed: MemoryFeed = {
  look: () =>
    isDamaged
      ? Promise.resolve({ isDone: false, why: 'The journal is damaged.' })
      : memoryFeed(told).look(),
  stop: () => Promise.resolve(),
}
const caller = new Caller(undefined, feed)
beforeAll(() => caller.start())
afterAll(() => caller.stop())

describe('GET /api/memory', () => {
  it('wants a session', async () => {
    expect(caller.server.openRoutes).not.toContain('GET /api/memory')
    const { status, body } = await caller.ask('GET /api/memory')
    expect(status).toBe(401)
    expect(body).not.toContain('episodes')
  })

  it('answers a session with what is remembered, or with why it is not told', async () => {
    const headers = await caller.session()
    const answer = await caller.ask('GET /api/memory', headers)
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect(JSON.parse(answer.body)).toEqual(JSON.parse(JSON.stringify(told)))
    isDamaged = true
    const failed = await caller.ask('GET /api/memory', headers)
    expect(failed.status).toBe(503)
    expect(JSON.parse(failed.body)).toEqual({
      error: { code: 'no-memory', message: 'The journal is damaged.' },
    })
  })
})
