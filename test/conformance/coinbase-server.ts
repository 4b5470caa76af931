import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Coinbase's REST as far as a client needs it to know one market; every POST gets `reply`. */
export class CoinbaseServer {
  reply: { readonly status: number; readonly body: string } = { status: 200, body: '{}' }
  /** What was asked with POST. */
  readonly posted: string[] = []
  readonly #server: Server

  constructor() {
    this.#server = createServer((request, response) => this.#answer(request, response))
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

  #answer({ method, url = '' }: IncomingMessage, response: ServerResponse): void {
    if (method !== 'POST') return void response.end(JSON.stringify(known(url)))
    this.posted.push(url)
    response.writeHead(this.reply.status).end(this.reply.body)
  }
}

function known(url: string): object {
  if (url.includes('product_type=')) return { products: [] }
  if (url.includes('/market/products')) return { products: [product] }
  if (url.includes('/transaction_summary'))
    return { fee_tier: { taker_fee_rate: '0.006', maker_fee_rate: '0.004' } }
  return { data: [] }
}

const product = {
  product_id: 'BTC-USD',
  product_type: 'SPOT',
  status: 'online',
  price: '30000',
  base_currency_id: 'BTC',
  base_increment: '0.00000001',
  base_min_size: '0.00000001',
  base_max_size: '3400',
  quote_currency_id: 'USD',
  quote_increment: '0.01',
  quote_min_size: '1',
  quote_max_size: '150000000',
  price_increment: '0.01',
}
