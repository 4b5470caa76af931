// @module-tag long
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import { Secret } from '../../src/base/index.ts'
import { NatsBus, type NatsOptions, type NatsState } from '../../src/journal/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import { hasNats, type NatsServer, startNats } from '../servers/nats-server.ts'
import { until } from '../servers/start-server.ts'
import { busCases } from './bus-cases.ts'
import { type BusStage, bytesOf, heard } from './bus-stage.ts'

const open: { end: () => Promise<void> }[] = []
afterEach(async () => {
  for (const each of open.splice(0).toReversed()) await each.end()
})

async function server(settings: readonly string[] = []): Promise<NatsServer> {
  const started = await startNats({ settings })
  open.push(started)
  return started
}

function bus(url: string, more: Partial<NatsOptions> = {}): NatsBus {
  const made = new NatsBus({ url, name: 'test', clock: liveClock, ...more })
  open.push({ end: () => made.close() })
  return made
}

const isUp = (each: NatsBus): Promise<void> => until(() => each.state === 'up', 'a line')

/** A question and its answer go after all that went before, on both lines. */
async function settled(here: NatsBus, there: NatsBus): Promise<void> {
  for (const [from, to] of [
    [here, there],
    [there, here],
    [here, there],
  ] as const) {
    let isThere = false
    const end = to.subscribe('test.settle', () => {
      isThere = true
    })
    await until(async () => {
      from.publish('test.settle', bytesOf(''))
      await sleep(5)
      return isThere
    }, 'a message')
    end()
  }
}

describe.skipIf(!hasNats)('a bus over NATS', () => {
  describe('does what every bus does', () => {
    busCases(async (): Promise<BusStage> => {
      const { url, end } = await startNats()
      const here = new NatsBus({ url, name: 'here', clock: liveClock })
      const there = new NatsBus({ url, name: 'there', clock: liveClock })
      await Promise.all([isUp(here), isUp(there)])
      return {
        here,
        there,
        settle: () => settled(here, there),
        end: async () => {
          await Promise.all([here.close(), there.close()])
          await end()
        },
      }
    })
  })

  it('goes on by itself when the server is killed under load, in order, nothing twice', async () => {
    const nats = await server()
    const from = bus(nats.url)
    const to = bus(nats.url)
    const came: number[] = []
    to.subscribe('load.>', ({ bytes }) => came.push(Number(Buffer.from(bytes).toString())))
    await Promise.all([isUp(from), isUp(to)])
    let sent = 0
    const timer = setInterval(() => {
      for (let times = 0; times < 50; times += 1) from.publish('load.x', bytesOf(String(sent++)))
    }, 1)
    try {
      for (let round = 0; round < 3; round += 1) {
        await sleep(300)
        await nats.kill()
        const before = came.length
        await sleep(200)
        await nats.start()
        await Promise.all([isUp(from), isUp(to)])
        await until(() => came.length > before + 1_000, 'messages after the restart')
      }
    } finally {
      clearInterval(timer)
    }
    await until(() => came.at(-1) === sent - 1, 'the last message')
    await until(() => from.counts.taken + from.counts.doubtful === sent, 'an answer')
    expect(came.every((value, index) => index === 0 || value > (came[index - 1] ?? 0))).toBe(true)
    expect(from.counts).toMatchObject({ published: sent, dropped: 0, lines: 4 })
    // What is missing was on its way when a server died, or came before the other end was back.
    expect(came.length).toBeGreaterThan(sent / 4)
    expect(to.counts.lines).toBe(4)
  })

  it('keeps what it is told without a line up to a bound, the newest, and counts the rest', async () => {
    const nats = await server()
    await nats.kill()
    const from = bus(nats.url, { waitingMax: 100_000 })
    await until(() => from.state === 'away', 'no line')
    for (let index = 0; index < 1_000; index += 1) from.publish('x.y', new Uint8Array(981))
    from.publish('x.y', new Uint8Array(200_000))
    from.publish('x.y', bytesOf('last'))
    expect(from.counts).toMatchObject({ published: 1_002, taken: 0, dropped: 1_001 })
    await nats.start()
    await until(() => from.counts.taken === 1, 'the one that was kept')
  })

  it('drops what is larger than the server takes, and stays on the line', async () => {
    const nats = await server(['max_payload: 1000'])
    const from = bus(nats.url)
    await isUp(from)
    const { all } = heard(from, 'x.y')
    from.publish('x.y', new Uint8Array(1_001))
    from.publish('x.y', bytesOf('small'))
    await until(() => all.length === 1, 'the small one')
    expect(from.counts).toMatchObject({ dropped: 1, lines: 1 })
  })

  it('leaves a server that takes and says nothing, and comes back to it', async () => {
    const nats = await server()
    const states: NatsState[] = []
    const from = bus(nats.url, { onState: (state) => states.push(state) })
    const { all } = heard(from, 'x.y')
    await isUp(from)
    nats.freeze()
    for (let index = 0; index < 100; index += 1) from.publish('x.y', new Uint8Array(100_000))
    await until(() => from.state === 'away', 'a line that counts as cut')
    from.publish('x.y', bytesOf('after'))
    nats.resume()
    await until(() => all.at(-1) === 'x.y after', 'a message after')
    expect(states).toEqual(['up', 'away', 'up'])
  })

  it('is refused without the token, comes in with it, and never shows it', async () => {
    const token = new Secret('0123456789-not-for-anybody')
    const nats = await server([`authorization { token: "${token.reveal()}" }`])
    const stranger = bus(nats.url)
    const wrong = bus(nats.url, { token: new Secret('guess') })
    const right = bus(nats.url, { token })
    await isUp(right)
    await until(() => stranger.state === 'refused' && wrong.state === 'refused', 'a refusal')
    expect(JSON.stringify([right, right.counts])).not.toContain(token.reveal())
    // It is a test by itself: a refused one leaves no connection behind, and can be closed.
    await stranger.close()
    expect(stranger.state).toBe('closed')
  })

  it('lets a slow listener be cut off, which comes back, while others hear everything', async () => {
    const nats = await server(['max_pending: 1MB', 'write_deadline: "500ms"'])
    const slow = bus(nats.url)
    let isSlow = true
    let slowCame = 0
    slow.subscribe('flood.>', () => {
      slowCame += 1
      // This thread reads nothing meanwhile, as a desk in a long turn.
      if (isSlow) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4_000)
      isSlow = false
    })
    await isUp(slow)
    const quick = new Worker(new URL('./bus-flood.ts', import.meta.url), {
      workerData: { url: nats.url, messages: 40_000, bytes: 1_000 },
    })
    const received = await new Promise((resolve, reject) => {
      quick.once('message', resolve)
      quick.once('error', reject)
    })
    expect(received).toBe(40_000)
    await until(() => slow.counts.lines > 1 && slow.state === 'up', 'a new line')
    const before = slowCame
    expect(before).toBeLessThan(40_000)
    slow.publish('flood.again', bytesOf('x'))
    await until(() => slowCame > before, 'a message on the new line')
  })

  it('waits for what was sent before it closes, and says nothing after', async () => {
    const nats = await server()
    const from = bus(nats.url)
    const to = bus(nats.url)
    const { all } = heard(to, 'x.y')
    await Promise.all([isUp(from), isUp(to)])
    await settled(from, to)
    for (let index = 0; index < 5_000; index += 1) from.publish('x.y', bytesOf(String(index)))
    await from.close()
    from.publish('x.y', bytesOf('after'))
    await until(() => all.length >= 5_000, 'what was sent')
    await settled(to, to)
    expect(all).toHaveLength(5_000)
    expect(from.state).toBe('closed')
  })
})
