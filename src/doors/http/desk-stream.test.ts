import { once } from 'node:events'
import { request } from 'node:http'
import type { Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import websocket from '@fastify/websocket'
import fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeskFeed, DeskSnapshot, DeskUpdate, JournalRow } from '../../app/index.ts'
import { micros } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { DeskStream } from './desk-stream.ts'

/** A desk whose whole state is one journal row. */
class RowFeed implements DeskFeed {
  listeners = new Set<(update: DeskUpdate) => void>()
  row: JournalRow = { sequence: 0, t: 0, kind: 'checkpoint', text: '' }

  snapshot(): DeskSnapshot {
    return { journal: [this.row] } as unknown as DeskSnapshot
  }

  subscribe(listener: (update: DeskUpdate) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  publish(text: string): void {
    this.row = { ...this.row, sequence: this.row.sequence + 1, text }
    for (const listener of this.listeners) listener({ journal: [this.row] })
  }
}

let feed: RowFeed
let stream: DeskStream
let app: FastifyInstance
let tasks: (() => void)[]
let url: string

beforeEach(async () => {
  feed = new RowFeed()
  tasks = []
  const clock: Clock = {
    now: () => micros(5_000),
    after: (_us, task) => {
      tasks.push(task)
      return () => {
        tasks = tasks.filter((kept) => kept !== task)
      }
    },
  }
  stream = new DeskStream(feed, clock)
  app = fastify({ forceCloseConnections: true })
  await app.register(websocket)
  app.get('/', { websocket: true }, (socket) => stream.join(socket))
  url = (await app.listen({ port: 0, host: '127.0.0.1' })).replace('http', 'ws')
})
afterEach(async () => {
  stream.close()
  await app.close()
})

/** A page that reads everything. */
class Page {
  readonly socket: WebSocket
  readonly messages: string[] = []

  constructor() {
    this.socket = new WebSocket(url)
    this.socket.onmessage = (event) => this.messages.push(String(event.data))
  }

  async has(count: number): Promise<void> {
    while (this.messages.length < count) await turn()
  }

  closed(): Promise<{ readonly code: number }> {
    return new Promise((resolve) => {
      this.socket.onclose = (event) => resolve(event)
    })
  }
}

/** A page that has stopped reading. */
async function stuckPage(): Promise<Socket> {
  const call = request(url.replace('ws', 'http'), {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    },
  })
  call.end()
  const [, socket] = (await once(call, 'upgrade')) as [unknown, Socket]
  socket.pause()
  return socket
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await turn()
}

describe('DeskStream', () => {
  it('sends a snapshot, then every update', async () => {
    feed.publish('before')
    const page = new Page()
    await page.has(1)
    feed.publish('after')
    await page.has(2)
    expect(page.messages.map((text) => JSON.parse(text))).toEqual([
      { kind: 'snapshot', snapshot: { journal: [expect.objectContaining({ text: 'before' })] } },
      { kind: 'update', update: { journal: [expect.objectContaining({ text: 'after' })] } },
    ])
  })

  it('keeps no more than a bound for a page that stopped reading, then sends it the latest', async () => {
    const socket = await stuckPage()
    await until(() => stream.readers === 1)
    const text = 'x'.repeat(100_000)
    let unreadMax = 0
    for (let i = 0; i < 500; i += 1) {
      feed.publish(text)
      await turn()
      for (const client of app.websocketServer.clients)
        unreadMax = Math.max(unreadMax, client.bufferedAmount)
    }
    expect(unreadMax).toBeGreaterThan(256 * 1024)
    expect(unreadMax).toBeLessThan(256 * 1024 + 2 * text.length)

    let read = ''
    socket.on('data', (bytes) => {
      read += bytes.toString('latin1')
    })
    socket.resume()
    await until(() => read.includes('"sequence":500'))
    expect(read.lastIndexOf('"kind":"snapshot"')).toBeGreaterThan(
      read.lastIndexOf('"kind":"update"'),
    )
    socket.destroy()
  })

  it('beats, and lets go of a page that answers no ping', async () => {
    const page = new Page()
    const socket = await stuckPage()
    await page.has(1)
    await until(() => stream.readers === 2)
    for (const round of [1, 2]) {
      const [client] = app.websocketServer.clients
      const answered = once(client as NonNullable<typeof client>, 'pong')
      for (const task of tasks.splice(0)) task()
      await page.has(1 + round)
      await answered
    }
    expect(stream.readers).toBe(1)
    expect(page.messages.slice(1)).toEqual(Array(2).fill('{"kind":"beat","at":5}'))
    socket.destroy()
  })

  it('turns the seventeenth page away and closes one that talks', async () => {
    const pages = Array.from({ length: 16 }, () => new Page())
    for (const page of pages) await page.has(1)
    expect((await new Page().closed()).code).toBe(1013)
    const [talker] = pages
    const closed = talker?.closed()
    talker?.socket.send('buy everything')
    expect((await closed)?.code).toBe(1008)
  })

  it('listens to the desk only while somebody reads', async () => {
    expect(feed.listeners.size).toBe(0)
    const page = new Page()
    await page.has(1)
    expect([feed.listeners.size, tasks.length]).toEqual([1, 1])
    page.socket.close()
    await until(() => stream.readers === 0)
    expect([feed.listeners.size, tasks.length]).toEqual([0, 0])
  })
})
