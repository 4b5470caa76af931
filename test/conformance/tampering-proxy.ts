import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'

/** An answer on its way from a venue. */
export type WireAnswer = {
  readonly status: number
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

/** What becomes of the answer to a call, `POST /api/v3/order`; `undefined` leaves it as it is. */
export type Tamper = (call: string, answer: WireAnswer) => WireAnswer | 'cut' | undefined

/** Stands between a client and a venue, and changes what the venue answered. No streams. */
export class TamperingProxy {
  readonly #server: Server
  tamper: Tamper = () => undefined

  private constructor(venue: string) {
    this.#server = createServer((request, response) => {
      const call = `${request.method ?? ''} ${(request.url ?? '').split('?', 1)[0] ?? ''}`
      void forward(venue, request).then((answer) => {
        if (answer === 'cut') return response.destroy()
        const told = this.tamper(call, answer) ?? answer
        if (told === 'cut') return response.destroy()
        response.writeHead(told.status, { 'content-type': 'application/json', ...told.headers })
        return response.end(told.body)
      })
    })
  }

  static async open(venue: string): Promise<TamperingProxy> {
    const proxy = new TamperingProxy(venue)
    proxy.#server.listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    return proxy
  }

  get url(): string {
    const address = this.#server.address()
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }
}

async function forward(venue: string, request: IncomingMessage): Promise<WireAnswer | 'cut'> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const { method = 'GET', url = '/', headers } = request
  const passed = ['x-mbx-apikey', 'api-key', 'api-sign', 'content-type'].flatMap((name) => {
    const value = headers[name]
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  // The venue may break off.
  const answer = await fetch(`${venue}${url}`, {
    method,
    headers: Object.fromEntries(passed),
    ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
  }).catch(() => undefined)
  if (answer === undefined) return 'cut'
  return { status: answer.status, body: await answer.text() }
}
