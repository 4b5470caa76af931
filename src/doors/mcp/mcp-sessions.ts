import {
  type McpServer,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server'
import { type Micros, minuteUs } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { freshToken } from '../http/fresh-token.ts'

/** Sessions at one time; the one that was silent longest makes room. */
const sessionsMax = 16
const silentUs = 30 * minuteUs

/** One request as it came, and who sent it. */
export type McpExchange = {
  readonly request: Request
  readonly body: unknown
  /** Tells one credential from another. */
  readonly key: string
  /** Once nothing more is said. */
  readonly closed: Promise<void>
}

type Session = {
  readonly transport: WebStandardStreamableHTTPServerTransport
  readonly key: string
  seen: Micros
  /** Requests and streams that are open. */
  open: number
}

export type McpSessionsOptions = {
  readonly clock: Clock
  /** Whether that credential still is one. */
  readonly isGood: (key: string) => boolean
}

/**
 * Sessions of clients that speak a protocol of 2025. Each belongs to the token that opened it, and
 * ends when it was silent for thirty minutes or its token is none any more.
 */
export class McpSessions {
  readonly #options: McpSessionsOptions
  readonly #sessions = new Map<string, Session>()
  /** Places taken by who is still beginning. */
  #beginning = 0

  constructor(options: McpSessionsOptions) {
    this.#options = options
  }

  /** @param make - A server for one more session. */
  async serve(exchange: McpExchange, make: () => McpServer): Promise<Response> {
    const { request, body, key, closed } = exchange
    const id = request.headers.get('mcp-session-id')
    if (id === null) return this.#open(exchange, make)
    const session = this.#sessions.get(id)
    // To others it is not there.
    if (session === undefined || session.key !== key) return notFound()
    session.open += 1
    session.seen = this.#options.clock.now()
    void this.#leave(session, closed)
    return session.transport.handleRequest(request, { parsedBody: body })
  }

  /** Ends what is silent too long or may not be any more. To be called now and then. */
  sweep(): void {
    const now = this.#options.clock.now()
    for (const [id, { key, open, seen }] of this.#sessions) {
      const isSilent = open === 0 && now - seen > silentUs
      if (isSilent || !this.#options.isGood(key)) this.#end(id)
    }
  }

  close(): void {
    for (const id of this.#sessions.keys()) this.#end(id)
  }

  async #open({ request, body, key }: McpExchange, make: () => McpServer): Promise<Response> {
    if (!this.#hasRoom()) return refused(503, 'Too many sessions are open; close one.')
    this.#beginning += 1
    let isKept = false
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: freshToken,
      onsessioninitialized: (id) => {
        isKept = true
        this.#beginning -= 1
        this.#sessions.set(id, { transport, key, open: 0, seen: this.#options.clock.now() })
      },
      onsessionclosed: (id) => {
        this.#sessions.delete(id)
      },
    })
    try {
      await make().connect(transport)
      return await transport.handleRequest(request, { parsedBody: body })
    } finally {
      if (!isKept) {
        this.#beginning -= 1
        await transport.close()
      }
    }
  }

  async #leave(session: Session, closed: Promise<void>): Promise<void> {
    await closed
    session.open -= 1
    session.seen = this.#options.clock.now()
  }

  #hasRoom(): boolean {
    if (this.#sessions.size + this.#beginning < sessionsMax) return true
    const idle = [...this.#sessions].filter(([, { open }]) => open === 0)
    const [oldest] = idle.sort(([, a], [, b]) => a.seen - b.seen)
    if (oldest === undefined) return false
    this.#end(oldest[0])
    return true
  }

  #end(id: string): void {
    const session = this.#sessions.get(id)
    this.#sessions.delete(id)
    // Whatever its client waits for ends with it.
    void session?.transport.close()
  }
}

function notFound(): Response {
  return refused(404, 'There is no such session; begin one.')
}

function refused(status: number, message: string): Response {
  return Response.json({ jsonrpc: '2.0', id: null, error: { code: -32_000, message } }, { status })
}
