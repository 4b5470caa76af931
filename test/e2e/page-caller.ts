import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type Micros, micros } from '../../src/domain/index.ts'
import { type DeskServer, type DeskServerOptions, serveDesk } from '../../src/doors/index.ts'
import { SampleDesk } from './page-sample-desk.ts'
import { pageSecret } from '../house/canaries.ts'
import { madeSecret, produced } from '../house/produced.ts'

/** What came back for one request. 101 stands for an upgrade that was granted. */
export type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

type Headers = Readonly<Record<string, string>>

/** The headers of a request for a WebSocket. */
export const upgrade: Headers = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
}

/** The one-time code in a printed link. */
export function codeOf(url: string): string {
  return url.slice(url.indexOf('#code=') + 6)
}

/** A server with a page of one line, and a caller that can say anything to it. */
export class Caller {
  readonly options: DeskServerOptions
  readonly desk: SampleDesk = new SampleDesk(3, 0)
  readonly #folder: string = mkdtempSync(join(tmpdir(), 'page-'))
  #now: Micros = micros(0)
  #server: DeskServer | undefined

  /**
   * @param control - What the page may do to the desk; nothing when left out.
   * @param memory - What the desk remembers; nothing is told of it when left out.
   * @param api - What the versioned API is served from; there is none when left out.
   */
  constructor(
    control?: DeskServerOptions['control'],
    memory?: DeskServerOptions['memory'],
    api?: DeskServerOptions['api'],
  ) {
    writeFileSync(join(this.#folder, 'index.html'), '<!doctype html><title>desk</title>')
    this.options = {
      feed: this.desk,
      control,
      memory,
      api,
      clock: { now: () => this.#now, after: () => () => undefined },
      port: 0,
      host: '127.0.0.1',
      pageFolder: this.#folder,
      secret: pageSecret(),
    }
  }

  get server(): DeskServer {
    if (this.#server === undefined) throw new Error('start the caller first')
    return this.#server
  }

  async start(): Promise<void> {
    this.#server = await serveDesk(this.options)
  }

  async stop(): Promise<void> {
    await this.#server?.close()
    rmSync(this.#folder, { recursive: true })
  }

  /** Time passes for the server. */
  wait(us: number): void {
    this.#now = micros(this.#now + us)
  }

  /** @param route - As in `GET /api/health`. */
  ask(route: string, headers: Headers = {}, body?: string): Promise<Answer> {
    const [method = 'GET', path = '/'] = route.split(' ')
    const { port } = this.server
    return new Promise((resolve, reject) => {
      const call = request({ host: '127.0.0.1', port, method, path, headers, agent: false })
      call.on('error', reject)
      call.on('upgrade', (_answer, socket) => {
        socket.destroy()
        resolve({ status: 101, headers: {}, body: '' })
      })
      call.on('response', (answer) => {
        const { statusCode: status = 0, headers: answered } = answer
        text(answer).then((read) => {
          produced(read)
          return resolve({ status, headers: answered, body: read })
        }, reject)
      })
      call.end(body)
    })
  }

  /** One request, byte for byte. @returns The status line. */
  askRaw(bytes: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.server.port, '127.0.0.1', () => socket.write(bytes))
      socket.on('error', reject)
      socket.once('data', (data) => {
        resolve(data.toString('latin1').split('\r\n')[0] ?? '')
        socket.destroy()
      })
    })
  }

  /** What the page itself sends with a POST. */
  json(): Headers {
    return { origin: this.server.origin, 'content-type': 'application/json' }
  }

  exchange(code: string): Promise<Answer> {
    return this.ask('POST /api/session', this.json(), JSON.stringify({ code }))
  }

  /** A fresh session, as the header that carries it. */
  async session(): Promise<{ readonly cookie: string }> {
    const answer = await this.exchange(codeOf(this.server.newUrl()))
    const cookie = cookiesIn(answer)[0]?.split(';')[0] ?? ''
    // What proves it; the times in it stand elsewhere too.
    madeSecret(cookie.slice(cookie.lastIndexOf('.') + 1))
    return { cookie }
  }
}

export function cookiesIn(answer: Answer): readonly string[] {
  return (answer.headers['set-cookie'] ?? []) as readonly string[]
}
