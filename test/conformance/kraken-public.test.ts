import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type InstrumentId, type Micros, micros, minuteUs } from '../../src/domain/index.ts'
import type { Clock } from '../../src/kernel/index.ts'
import type { FeedBar, LiveMarket } from '../../src/market/index.ts'
import { openCcxtMarket, probeVenue } from '../../src/venue/index.ts'
import { KrakenServer } from './kraken-server.ts'

/** The server's time; waits end when the test says so, and are written down. */
class ServerClock implements Clock {
  readonly waits: number[] = []
  readonly #server: KrakenServer
  #task: (() => void) | undefined

  constructor(server: KrakenServer) {
    this.#server = server
  }

  now(): Micros {
    return micros(this.#server.now * 1_000_000)
  }

  after(us: number, task: () => void): () => void {
    if (probesUs.includes(us)) return () => undefined
    // Between two probes.
    if (us > 0 && us < second) {
      setImmediate(task)
      return () => undefined
    }
    this.waits.push(us)
    this.#task = task
    return () => {
      this.#task = undefined
    }
  }

  /** Ends the current wait and lets the work behind it run until it waits again. */
  async step(): Promise<void> {
    const waits = this.waits.length
    const task = this.#task
    this.#task = undefined
    task?.()
    while (this.waits.length === waits) await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

/** How long a venue is waited for before it is known to be there. */
const probesUs = [5_000_000, 2_200_000]
const second = 1_000_000
const ids = ['BTC-USD.KRAKEN', 'ETH-USD.KRAKEN'] as InstrumentId[]
let server: KrakenServer
let clock: ServerClock

beforeAll(async () => {
  server = new KrakenServer()
  await server.listen()
})
afterAll(() => server.close())
beforeEach(() => {
  server.mood = 'ok'
  server.now = 1_700_000_105
  server.failing.clear()
  server.missing.clear()
  clock = new ServerClock(server)
})

/** @param timeoutMs - Short only where the server stays silent: a busy machine is slow. */
function open(timeoutMs = 10_000): Promise<LiveMarket> {
  return openCcxtMarket({
    venue: 'kraken',
    url: server.url,
    timeoutMs,
    instrumentIds: ids,
    intervalUs: minuteUs,
    clock,
  })
}

type Heard = { readonly bars: FeedBar[]; readonly faults: string[] }

async function subscribed(
  timeoutMs?: number,
): Promise<Heard & { readonly feed: LiveMarket['feed'] }> {
  const { feed } = await open(timeoutMs)
  const heard: Heard = { bars: [], faults: [] }
  feed.subscribe(micros(1_700_000_040 * second), {
    bar: (bar) => void heard.bars.push(bar),
    fault: (message) => void heard.faults.push(message),
    end: () => expect.fail('a venue never ends'),
  })
  return { feed, ...heard }
}

const times = (bars: readonly FeedBar[]): readonly string[] =>
  bars.map((bar) => `${bar.ts / second - 1_700_000_040}/${bar.instrument}`)

describe('the venue', () => {
  it('tells its instruments with their grid', async () => {
    const { feed } = await open()
    expect(feed.source).toEqual({ kind: 'venue', label: 'Kraken public market data', speed: 1 })
    expect(feed.instruments.map(({ id, tick, lot }) => [id, tick, lot])).toEqual([
      ['BTC-USD.KRAKEN', '0.1', '0.00000001'],
      ['ETH-USD.KRAKEN', '0.01', '0.00000001'],
    ])
  })

  it('is known to answer or not', async () => {
    const options = { venue: 'kraken', url: server.url, clock }
    expect(await probeVenue(options, 10_000)).toBe(true)
    server.mood = 'silent'
    expect(await probeVenue(options, 100)).toBe(false)
    expect(await probeVenue({ ...options, url: 'http://127.0.0.1:9' }, 300)).toBe(false)
    server.mood = 'silent'
    await expect(open(100)).rejects.toMatchObject({ code: 'venue-unreachable', exitCode: 3 })
  })

  it('is asked for its markets again when the first answer is lost', async () => {
    server.marketFailures = 2
    const opening = open()
    for (let waits = 1; waits <= 2; waits += 1) {
      while (clock.waits.length < waits) await new Promise((resolve) => setTimeout(resolve, 2))
      void clock.step()
    }
    const { feed } = await opening
    expect(feed.instruments).toHaveLength(2)
    expect(server.marketFailures).toBe(0)
    clock.after(0, () => undefined)
  })

  it('is declined when it or the instrument is unknown', async () => {
    await expect(probeVenue({ venue: 'nowhere', clock })).rejects.toMatchObject({
      code: 'unknown-venue',
    })
    const options = { venue: 'kraken', url: server.url, intervalUs: minuteUs, clock }
    const instrumentIds = ['DOGE-EUR.KRAKEN' as InstrumentId]
    await expect(openCcxtMarket({ ...options, instrumentIds })).rejects.toThrow(
      /Kraken lists no DOGE\/EUR/,
    )
  })
})

describe('the feed', () => {
  it('gives each closed bar once, in order, and never the running one', async () => {
    const { feed, bars, faults } = await subscribed()
    await clock.step()
    expect(times(bars)).toEqual(['60/0', '60/1'])
    await clock.step()
    expect(bars).toHaveLength(2)
    server.now += 120
    await clock.step()
    expect(times(bars)).toEqual(['60/0', '60/1', '120/0', '120/1', '180/0', '180/1'])
    expect(faults).toEqual([])
    expect(clock.waits.slice(1)).toEqual([10 * second, 10 * second, 10 * second])
    feed.close()
  })

  it.each(['error-500', 'silent', 'garbage', 'venue-error'] as const)(
    'waits 1, 2, 4, 8, 16, 16 seconds and a bit on %s, says so once, and comes back',
    async (mood) => {
      const { feed, bars, faults } = await subscribed(mood === 'silent' ? 200 : undefined)
      server.mood = mood
      for (let i = 0; i < 6; i += 1) await clock.step()
      const longer = [1, 2, 4, 8, 16, 16].map((of, i) => (clock.waits[i + 1] ?? 0) / second / of)
      for (const share of longer) expect(share).toBeGreaterThanOrEqual(1)
      for (const share of longer) expect(share).toBeLessThanOrEqual(1.5)
      expect(faults).toEqual(['Kraken does not answer for ETH-USD.KRAKEN; asking again.'])
      server.mood = 'ok'
      await clock.step()
      expect(times(bars)).toEqual(['60/0', '60/1'])
      expect(faults.at(-1)).toBe('Kraken answers again.')
      feed.close()
    },
  )

  it('goes on without an instrument that stays silent', async () => {
    const { feed, bars } = await subscribed()
    server.failing.add('XETHZUSD')
    await clock.step()
    expect(bars).toEqual([])
    server.now += 240
    await clock.step()
    expect(times(bars)).toEqual(['60/0', '120/0'])
    feed.close()
  })

  it('takes a gap, an empty answer and rows off the grid as they are', async () => {
    const { feed, bars, faults } = await subscribed()
    server.missing.add(1_700_000_100)
    server.now += 120
    await clock.step()
    expect(times(bars)).toEqual(['60/0', '60/1', '180/0', '180/1'])
    server.mood = 'empty'
    await clock.step()
    server.mood = 'off-grid'
    server.now += 60
    await clock.step()
    expect(bars).toHaveLength(4)
    expect(faults[0]).toMatch(/^BTC-USD.KRAKEN: \d+ rows were no bars; left out.$/)
    feed.close()
  })

  it('falls silent when closed in the middle of an answer', async () => {
    const { feed, bars } = await subscribed(200)
    const waits = clock.waits.length
    server.mood = 'silent'
    const stepping = clock.step()
    feed.close()
    await Promise.race([stepping, new Promise((resolve) => setTimeout(resolve, 700))])
    expect([bars.length, clock.waits.length]).toEqual([0, waits])
    clock.after(0, () => undefined)
    await stepping
  })
})

describe('the history', () => {
  const minutes = (count: number): Micros => micros(server.now * second - count * minuteUs)

  it('gives closed bars of the time asked for, across pages', async () => {
    const { history } = await open()
    const bars = await history.fetch(1, minutes(100), micros(server.now * second))
    expect(bars.length).toBe(100)
    expect(bars.ts[99]).toBe(1_700_000_100 * second)
    const kept = await history.fetch(0, minutes(2_000), micros(server.now * second))
    expect(kept.length).toBe(719)
  })

  it('tries six times and then says that the venue does not answer', async () => {
    const { history } = await open()
    server.mood = 'error-500'
    const failing = history.fetch(0, minutes(10), micros(server.now * second))
    const outcome = failing.catch((error: unknown) => error)
    while (clock.waits.length === 0) await new Promise((resolve) => setTimeout(resolve, 2))
    for (let i = 0; i < 4; i += 1) await clock.step()
    const last = clock.step()
    expect(await outcome).toMatchObject({ code: 'venue-unreachable', exitCode: 3 })
    clock.after(0, () => undefined)
    await last
    expect(clock.waits.slice(0, 5).map((us) => us / second)).toEqual([1, 2, 4, 8, 16])
  })
})
