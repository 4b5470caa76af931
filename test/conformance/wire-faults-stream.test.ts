import ccxt from 'ccxt'
import { afterEach, describe, expect, it } from 'vitest'
import type { FaultPlan } from '../../src/venue/index.ts'
import { BinanceVenue, middle } from './binance-scene.ts'
import { xrp } from './kraken-scene.ts'
import { type KrakenClient, KrakenVenue } from './kraken-venue.ts'

const opened: { close(): unknown }[] = []
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each.close()
})

/** What a client hears of everything on one socket. */
class Ear {
  readonly heard: string[] = []
  readonly #socket: WebSocket

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => this.heard.push(String(data)))
  }

  static async open(url: string, ...messages: readonly string[]): Promise<Ear> {
    const ear = new Ear(new WebSocket(url))
    opened.push(ear)
    await new Promise((resolve) => ear.#socket.addEventListener('open', resolve))
    for (const message of messages) ear.#socket.send(message)
    return ear
  }

  close(): void {
    this.#socket.close()
  }

  /** Numbers of a kind, in the order heard. */
  numbers(pattern: RegExp): readonly number[] {
    return this.heard.flatMap((text) => {
      const [, number] = pattern.exec(text) ?? []
      return number === undefined ? [] : [Number(number)]
    })
  }
}

const trades = 40
const tradeNumber = /"e":"trade".*"t":(\d+)/

/** Trades as a client of Binance hears them, once the venue has told of the last. */
async function tradesHeard(faults: Partial<FaultPlan>): Promise<readonly number[]> {
  const venue = await BinanceVenue.open({ faults })
  opened.push(venue)
  const ear = await Ear.open(`${venue.url.replace('http', 'ws')}/ws/btcusdt@trade`)
  const { exchange } = venue.scene.house
  const first = exchange.lastPrice(0)
  for (let i = 0; i < trades; i += 1)
    venue.scene.act((_exchange, ts) => exchange.onTrade(0, true, first, 1_000 + i, ts))
  // Whatever is under way arrives meanwhile.
  const end = exchange.now + 400_000
  await expect.poll(() => exchange.now, { timeout: 5_000 }).toBeGreaterThan(end)
  const base = venue.scene.house.tape(0).trades.at(-trades)?.id ?? 0
  return ear.numbers(tradeNumber).map((number) => number - base)
}

const all = Array.from({ length: trades }, (_, i) => i)
const inOrder = (numbers: readonly number[]): readonly number[] => numbers.toSorted((a, b) => a - b)

describe('messages to a client', () => {
  it('all come once and in order without a plan', async () => {
    expect(await tradesHeard({})).toEqual(all)
  })

  it('get lost, and the same ones for the same seed', async () => {
    const heard = await tradesHeard({ dropShare: 0.3 })
    expect(heard.length).toBeLessThan(trades)
    expect(heard.length).toBeGreaterThan(trades / 3)
    expect(heard).toEqual([...new Set(inOrder(heard))])
    expect(await tradesHeard({ dropShare: 0.3 })).toEqual(heard)
  })

  it('come twice', async () => {
    const heard = await tradesHeard({ duplicateShare: 0.3 })
    expect(new Set(heard)).toEqual(new Set(all))
    expect(heard.length).toBeGreaterThan(trades)
  })

  it('are held up with all behind them', async () => {
    expect(await tradesHeard({ delayShare: 0.3, delayUs: 200_000 })).toEqual(all)
  })

  it('are overtaken', async () => {
    const heard = await tradesHeard({ reorderShare: 0.3, reorderUs: 200_000 })
    expect(inOrder(heard)).toEqual(all)
    expect(heard).not.toEqual(all)
  })

  it('are missing in gaps', async () => {
    const heard = await tradesHeard({ gapShare: 0.1, gapMessages: 6 })
    const steps = heard.map((number, i) => number - (heard[i - 1] ?? -1))
    const gaps = steps.filter((step) => step > 1)
    expect(gaps.length).toBeGreaterThan(0)
    expect(Math.min(...gaps)).toBeGreaterThan(6)
  })
})

describe('a book that is told wrong', () => {
  /** ccxt as it checks Kraken's sums: it counts on texts, which it has when told so. */
  async function strict(venue: KrakenVenue): Promise<KrakenClient> {
    const client = await venue.client('other')
    Object.assign(client, { number: String })
    Object.assign(client.options['watchOrderBook'], { checksum: true })
    return client
  }

  it('does not fit the checksum of Kraken, by the count of ccxt, where a change is told wrong', async () => {
    const venue = await KrakenVenue.open(undefined, { checksumBreakShare: 0.5 })
    opened.push(venue)
    const outcomes: string[] = []
    for (let i = 0; i < 8; i += 1) {
      const client = await strict(venue)
      await client.watchOrderBook('XRP/USD', 10)
      const changed = client.watchOrderBook('XRP/USD', 10)
      venue.scene.act((exchange, ts) => exchange.onDepth(xrp, true, 299_999, 71 + i, ts))
      outcomes.push(
        await changed.then(
          () => 'fits',
          (error: unknown) => (error instanceof ccxt.ChecksumError ? 'does not' : String(error)),
        ),
      )
      await client.close()
    }
    expect(new Set(outcomes)).toEqual(new Set(['fits', 'does not']))
  })

  it('shows by the numbers of Binance, and so does a gap', async () => {
    for (const faults of [{ checksumBreakShare: 0.5 }, { gapShare: 0.3, gapMessages: 2 }]) {
      const venue = await BinanceVenue.open({ faults })
      opened.push(venue)
      const ear = await Ear.open(`${venue.url.replace('http', 'ws')}/ws/btcusdt@depth@100ms`)
      const change = (i: number): void =>
        venue.scene.act((exchange, ts) => exchange.onDepth(0, true, middle - 100, 500 + i, ts))
      let changes = 0
      const gaps = (): number => {
        changes += 1
        change(changes)
        const firsts = ear.numbers(/"U":(\d+)/).slice(1)
        const lasts = ear.numbers(/"u":(\d+)/)
        return firsts.filter((first, i) => first !== (lasts[i] ?? 0) + 1).length
      }
      await expect.poll(gaps, { timeout: 8_000 }).toBeGreaterThan(0)
    }
  })

  it('makes ccxt begin its book at Binance again', async () => {
    const venue = await BinanceVenue.open({ faults: { gapShare: 0.3, gapMessages: 2 } })
    opened.push(venue)
    const client = await venue.client()
    let changes = 0
    const timer = setInterval(() => {
      changes += 1
      venue.scene.act((exchange, ts) => exchange.onDepth(0, true, middle - 100, 500 + changes, ts))
    }, 30)
    opened.push({ close: () => clearInterval(timer) })
    const watch = (): Promise<string> =>
      client.watchOrderBook('BTC/USDT').then(
        () => 'fits',
        (error: unknown) => (error instanceof Error ? error.constructor.name : ''),
      )
    await expect.poll(watch, { timeout: 8_000, interval: 0 }).toBe('ChecksumError')
    await expect.poll(watch, { timeout: 8_000, interval: 0 }).toBe('fits')
  })
})

describe('what a client says on its socket', () => {
  const pings = Array.from({ length: 20 }, (_, i) => `{"method":"ping","req_id":${i + 1}}`)

  it('gets lost with its answers, and login and subscriptions with it', async () => {
    const venue = await KrakenVenue.open(undefined, { dropShare: 0.3 })
    opened.push(venue)
    const subscribe = '{"method":"subscribe","params":{"channel":"instrument"},"req_id":99}'
    const ear = await Ear.open(venue.streamUrl, ...pings, ...Array(10).fill(subscribe))
    await expect.poll(() => ear.numbers(/"req_id":(99)/).length).toBeGreaterThan(0)
    const answered = ear.numbers(/"method":"pong","req_id":(\d+)/)
    expect(answered.length).toBeLessThan(pings.length)
    expect(answered.length).toBeGreaterThan(3)
    expect(ear.numbers(/"req_id":(99)/).length).toBeLessThan(10)
  })

  it('is heard by nobody in an outage', async () => {
    const faults = { outagesPerHour: 3_600_000, outageUs: 3_600_000_000 }
    const venue = await KrakenVenue.open(undefined, faults)
    opened.push(venue)
    await expect
      .poll(async () => (await fetch(restOf(venue))).text())
      .toContain('EService:Unavailable')
    const ear = await Ear.open(venue.streamUrl, ...pings)
    await fetch(restOf(venue))
    expect(ear.heard).toEqual([])
  })
})

function restOf({ streamUrl }: KrakenVenue): string {
  return `${streamUrl.replace('ws', 'http').replace('/v2', '')}/0/public/Time`
}
