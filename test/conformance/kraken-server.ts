import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How the server treats the next requests for bars. */
export type Mood = 'ok' | 'error-500' | 'silent' | 'garbage' | 'venue-error' | 'empty' | 'off-grid'

/** Kraken's public REST, as far as bars need it, with moods. Bars run up to `now`. */
export class KrakenServer {
  mood: Mood = 'ok'
  /** Seconds since 1970. */
  now = 1_700_000_105
  /** Questions for its markets that are yet to fail. */
  marketFailures = 0
  /** Pairs that answer with an error whatever the mood. */
  readonly failing: Set<string> = new Set()
  /** Opens (in seconds) of minutes without a bar. */
  readonly missing: Set<number> = new Set()
  readonly #server: Server

  constructor() {
    this.#server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://kraken')
      this.#answer(url, response)
    })
  }

  listen(): Promise<void> {
    return new Promise((resolve) => void this.#server.listen(0, '127.0.0.1', resolve))
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  #answer(url: URL, response: ServerResponse): void {
    const path = url.pathname.replace('/0/public/', '')
    if (path === 'OHLC') return this.#bars(url, response)
    if (this.mood === 'silent') return
    if (path === 'AssetPairs' && this.marketFailures > 0) {
      this.marketFailures -= 1
      return void response.writeHead(500).end('Internal error')
    }
    const results: Readonly<Record<string, unknown>> = {
      Time: { unixtime: this.now, rfc1123: '' },
      Assets: { XXBT: asset('XBT'), XETH: asset('ETH'), ZUSD: asset('USD') },
      AssetPairs: { XXBTZUSD: pair('XBT', 1), XETHZUSD: pair('ETH', 2) },
    }
    json(response, { error: [], result: results[path] ?? {} })
  }

  #bars(url: URL, response: ServerResponse): void {
    const name = url.searchParams.get('pair') ?? ''
    const mood = this.failing.has(name) ? 'error-500' : this.mood
    if (mood === 'silent') return
    if (mood === 'error-500') return void response.writeHead(500).end('Internal error')
    if (mood === 'garbage') return void response.end('<html>maintenance</html>')
    if (mood === 'venue-error') return json(response, { error: ['EService:Unavailable'] })
    const since = Number(url.searchParams.get('since') ?? 0)
    const rows = mood === 'empty' ? [] : this.#rows(since, mood === 'off-grid' ? '0.001' : '0')
    json(response, { error: [], result: { [name]: rows, last: this.now } })
  }

  /** Minutes later than `since`, at most 720, the running one last. */
  #rows(since: number, excess: string): unknown[] {
    const running = Math.floor(this.now / 60) * 60
    const first = Math.max(since + 60, running - 719 * 60)
    const rows: unknown[] = []
    for (let open = Math.ceil(first / 60) * 60; open <= running; open += 60) {
      if (this.missing.has(open)) continue
      const price = (60_000 + ((open / 60) % 100) + Number(excess)).toFixed(3).replace(/0+$/, '0')
      rows.push([open, price, price, price, price, price, '1.50000000', 3])
    }
    return rows
  }
}

function json(response: ServerResponse, document: object): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(document))
}

const asset = (altname: string): object => ({
  aclass: 'currency',
  altname,
  decimals: 10,
  display_decimals: 5,
  status: 'enabled',
})

const pair = (base: string, decimals: number): object => ({
  altname: `${base}USD`,
  wsname: `${base}/USD`,
  base: `X${base}`,
  quote: 'ZUSD',
  pair_decimals: decimals,
  lot_decimals: 8,
  status: 'online',
})
