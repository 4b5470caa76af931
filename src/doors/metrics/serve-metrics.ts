import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { DeskMetrics, TokenBook } from '../../app/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { portBusy } from '../http/require-free-port.ts'
import { TokenDoor } from '../http/v1/api-caller.ts'

const clientsMax = 32
const requestMs = 10_000

export type MetricsServerOptions = {
  readonly metrics: Pick<DeskMetrics, 'text' | 'contentType'>
  /** Who has a token with the scope `read` is told. */
  readonly tokens: TokenBook
  readonly clock: Clock
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
}

/** A running server. */
export type MetricsServer = {
  readonly port: number
  /** `http://127.0.0.1:9464/metrics`. */
  readonly url: string
  close(): Promise<void>
}

type Refusal = { readonly status: number; readonly code: string; readonly message: string }

/**
 * Serves `GET /metrics` and nothing else, to whoever brings a token.
 *
 * @throws UserError `port-busy` (exit 3)
 */
export async function serveMetrics(options: MetricsServerOptions): Promise<MetricsServer> {
  const door = new TokenDoor(options.tokens)
  const server = createServer({ requestTimeout: requestMs }, (request, reply) => {
    void answer(options, door, request, reply)
  })
  server.maxConnections = clientsMax
  await listen(server, options)
  const bound = server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : options.port
  const host = options.host.includes(':') ? `[${options.host}]` : options.host
  return {
    port,
    url: `http://${host}:${port}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(
  { metrics, clock }: MetricsServerOptions,
  door: TokenDoor,
  request: IncomingMessage,
  reply: ServerResponse,
): Promise<void> {
  reply.setHeader('cache-control', 'no-store')
  reply.setHeader('x-content-type-options', 'nosniff')
  try {
    const refusal = refusalOf(request, door, clock)
    if (refusal !== undefined) return decline(reply, refusal)
    const text = await metrics.text()
    reply.setHeader('content-type', metrics.contentType)
    reply.end(text)
  } catch {
    // As of a file of tokens that is damaged: what went wrong is nobody's business here.
    decline(reply, { status: 500, code: 'failed', message: 'The desk could not answer.' })
  }
}

/** Who may not enter learns nothing, not even which path there is. */
function refusalOf(request: IncomingMessage, door: TokenDoor, clock: Clock): Refusal | undefined {
  const { authorization = '' } = request.headers
  const said = door.knock(request, authorization, clock.now())
  if (said === 'locked')
    return { status: 429, code: 'too-many', message: 'Too many wrong tokens; wait a minute.' }
  if (said === 'refused')
    return {
      status: 401,
      code: 'token-wanted',
      message: 'Bring a token: coinswarm token create NAME --scope read.',
    }
  if (!door.callerOf(request).scopes.includes('read'))
    return { status: 403, code: 'scope-missing', message: 'This token may not read.' }
  const [path] = (request.url ?? '').split('?')
  if (path !== '/metrics')
    return { status: 404, code: 'not-found', message: 'There is /metrics, and nothing else.' }
  if (request.method === 'GET') return undefined
  return { status: 405, code: 'not-allowed', message: 'Metrics are read by GET alone.' }
}

function decline(reply: ServerResponse, { status, code, message }: Refusal): void {
  reply.statusCode = status
  if (status === 401) reply.setHeader('www-authenticate', 'Bearer')
  reply.setHeader('content-type', 'application/json; charset=utf-8')
  reply.end(JSON.stringify({ error: { code, message } }))
}

function listen(server: Server, { port, host }: MetricsServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const isBusy = 'code' in error && error.code === 'EADDRINUSE'
      reject(isBusy ? portBusy(port, host, 'metrics.port') : error)
    })
    server.listen(port, host, () => resolve())
  })
}
