import type { Socket } from 'node:net'
import websocket from '@fastify/websocket'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Clock } from '../../kernel/index.ts'
import type { Dialect, WireExchange, WireReply } from '../../venue/index.ts'
import { listen } from '../http/quiet-server.ts'
import { type ClientSocket, clientSocket } from './client-socket.ts'

const bodyMaxBytes: number = 64 * 1024
const headerMaxBytes: number = 16 * 1024
const clientsMax = 1_000

export type WireServerOptions = {
  readonly served: { readonly house: WireExchange; readonly dialect: Dialect }
  readonly clock: Clock
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** Told of what must never happen; the exchange is then in a state nobody knows. */
  readonly onFault: (error: unknown) => void
}

/** A running server. */
export type WireServer = {
  readonly port: number
  close(): Promise<void>
}

/**
 * Serves an exchange over REST and WebSocket.
 *
 * @throws UserError `port-busy` (exit 3).
 */
export async function createWireServer(options: WireServerOptions): Promise<WireServer> {
  const app = boundedServer(options)
  await app.register(websocket, {
    options: { maxPayload: bodyMaxBytes, perMessageDeflate: false },
  })
  const answer = (request: FastifyRequest, reply: FastifyReply): void =>
    answerRequest(options, request, reply)
  app.route({
    method: 'GET',
    url: '/*',
    handler: answer,
    wsHandler: (client, request) => welcome(options, app, client, request),
  })
  app.route({ method: ['POST', 'PUT', 'DELETE', 'PATCH'], url: '/*', handler: answer })
  app.setNotFoundHandler(answer)
  const port = await listen(app, options)
  return { port, close: () => app.close() }
}

/** Fastify with everything off that this door does not use: a body is text, whatever it says. */
function boundedServer({ served, onFault }: WireServerOptions): FastifyInstance {
  const { dialect } = served
  const app = fastify({
    bodyLimit: bodyMaxBytes,
    http: { maxHeaderSize: headerMaxBytes },
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    requestTimeout: 10_000,
    routerOptions: { maxParamLength: headerMaxBytes },
    frameworkErrors: (_error, _request, reply) => {
      give(reply, dialect.refuse('malformed'))
    },
    clientErrorHandler: (error, socket) => {
      const isLong = 'code' in error && error.code === 'HPE_HEADER_OVERFLOW'
      const { status, body } = dialect.refuse(isLong ? 'too-large' : 'malformed')
      if (!socket.writable) return
      socket.end(
        `HTTP/1.1 ${status} Declined\r\nconnection: close\r\ncontent-type: application/json\r\n` +
          `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      )
    },
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body)
  })
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500) onFault(error)
    return give(reply, dialect.refuse(status === 413 ? 'too-large' : 'malformed'))
  })
  return app
}

function answerRequest(
  { served, clock }: WireServerOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const [path, query] = addressOf(request)
  const { method, headers, body, ip } = request
  const text = typeof body === 'string' ? body : ''
  const asked = { method, path, query, headers: joined(headers), body: text, address: ip }
  served.house.ask(asked, clock.now(), (answer) => {
    if (answer !== undefined) give(reply, answer)
    else {
      // Whoever asked is left without a word, as when a line breaks.
      reply.hijack()
      request.raw.socket.destroy()
    }
  })
}

function addressOf({ raw }: FastifyRequest): readonly [path: string, query: string] {
  const url = raw.url ?? '/'
  const at = url.indexOf('?')
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)]
}

function joined(headers: FastifyRequest['headers']): Readonly<Record<string, string | undefined>> {
  const texts: Record<string, string | undefined> = {}
  for (const [name, value] of Object.entries(headers))
    texts[name] = Array.isArray(value) ? value.join(',') : value
  return texts
}

function give(reply: FastifyReply, { status, headers, body }: WireReply): FastifyReply {
  return reply.code(status).headers(headers).send(body)
}

/** What a connection tells. */
type Talker = {
  on(event: 'message', task: (data: RawText, isBinary: boolean) => void): unknown
  on(event: 'close' | 'error', task: () => void): unknown
}
type RawText = Buffer | ArrayBuffer | Buffer[]

function welcome(
  { served, clock, onFault }: WireServerOptions,
  app: FastifyInstance,
  client: ClientSocket & Talker,
  request: FastifyRequest,
): void {
  const { house } = served
  if (app.websocketServer.clients.size > clientsMax) return client.close(1013, 'too many clients')
  const [path, query] = addressOf(request)
  const raw: Socket = request.raw.socket
  const socket = clientSocket(client, raw, request.ip)
  const session = house.open(path, query, socket, clock.now())
  if (session === undefined) return client.close(1008, 'no stream lives here')
  client.on('message', (data, isBinary) => {
    if (isBinary) return client.close(1003, 'text only')
    try {
      session.onText(textOf(data), clock.now())
    } catch (error) {
      onFault(error)
    }
  })
  client.on('close', () => session.close())
  client.on('error', () => client.terminate())
}

function textOf(data: RawText): string {
  if (Buffer.isBuffer(data)) return data.toString('utf8')
  return Array.isArray(data) ? Buffer.concat(data).toString('utf8') : Buffer.from(data).toString()
}
