import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { DeskControl, DeskFeed, MemoryFeed } from '../../app/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { apiPrefix } from '../api/index.ts'
import { addControlRoutes } from './control-routes.ts'
import { decline } from './decline.ts'
import type { DeskStream } from './desk-stream.ts'
import { freshToken } from './fresh-token.ts'
import { addressOf, guardRequest, type Knock } from './guard-request.ts'
import type { OneTimeCodes } from './one-time-codes.ts'
import type { PageFile } from './read-page.ts'
import { addRunPage } from './run-page.ts'
import { securityHeaders } from './security-headers.ts'
import { sessionInCookies, setSessionCookie } from './session-cookie.ts'
import { isSession, mintSession, sessionName } from './session-token.ts'
import { addApi, type ApiOptions } from './v1/add-api.ts'
import { type ApiCaller, TokenDoor } from './v1/api-caller.ts'
import type { ApiStream } from './v1/api-stream.ts'

export type DeskRoutesOptions = {
  readonly feed: DeskFeed
  readonly control?: DeskControl | undefined
  readonly memory?: MemoryFeed | undefined
  readonly clock: Clock
  readonly secret: Uint8Array
  readonly codes: OneTimeCodes
  readonly stream: DeskStream
  /** The port is known once the server listens, which is before the first request. */
  readonly address: { readonly port: number }
  readonly page: readonly PageFile[]
  /** The versioned API; none is served when left out. */
  readonly api?: (ApiOptions & { readonly stream: ApiStream }) | undefined
}

/** Adds every route behind one guard; returns those that need no session. */
export function addDeskRoutes(app: FastifyInstance, options: DeskRoutesOptions): readonly string[] {
  const openRoutes = [...options.page.map((file) => `GET ${file.path}`), 'POST /api/session']
  const door = options.api === undefined ? undefined : new TokenDoor(options.api.tokens)
  addGuard(app, options, new Set(openRoutes), door)
  for (const file of options.page) addPageFile(app, file)
  addSessionRoute(app, options)
  addReadRoutes(app, options)
  if (options.memory !== undefined) addMemoryRoute(app, options.memory)
  const { control, clock, secret, address } = options
  const sessionOf = (request: FastifyRequest): string => sessionIn(request, address.port)
  if (control !== undefined) addControlRoutes(app, { control, clock, secret, sessionOf })
  if (options.api !== undefined && door !== undefined) {
    addRunPage(app, options.api.records)
    addApi(app, { ...options, ...options.api, door }, options.api.stream)
  }
  return openRoutes
}

/** Runs before routing is acted on, for unknown paths too: who may not enter learns nothing. */
function addGuard(
  app: FastifyInstance,
  { address, secret, clock }: DeskRoutesOptions,
  openRoutes: ReadonlySet<string>,
  door: TokenDoor | undefined,
): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders)
    const session = sessionIn(request, address.port)
    const said = tokenIn(request, door, clock)
    // A request that brings a token is judged by it alone.
    const hasSession = said === undefined && isSession(secret, session, clock.now())
    if (hasSession) door?.seat(request.raw, pageCaller(session))
    const knock = {
      ...knockOf(request, openRoutes, hasSession || said === 'accepted'),
      isLocked: said === 'locked',
    }
    const refusal = guardRequest(knock, addressOf(address.port))
    if (refusal === undefined) return
    const { status, code, message } = refusal
    // The socket of a refused upgrade is destroyed: say so, or a client would use it again.
    if (request.ws) reply.header('connection', 'close')
    return decline(reply, status, code, message)
  })
}

function knockOf(
  request: FastifyRequest,
  openRoutes: ReadonlySet<string>,
  hasSession: boolean,
): Knock {
  return {
    method: request.method,
    url: request.raw.url ?? '',
    hosts: request.raw.headersDistinct['host'] ?? [],
    origin: request.headers.origin,
    isUpgrade: request.headers.upgrade !== undefined,
    isOpen: openRoutes.has(`${request.method} ${request.routeOptions.url ?? ''}`),
    hasSession,
  }
}

/** What comes of a token, which opens nothing but the versioned API; `undefined` for none. */
function tokenIn(
  request: FastifyRequest,
  door: TokenDoor | undefined,
  clock: Clock,
): ReturnType<TokenDoor['knock']> | undefined {
  const { authorization } = request.headers
  if (authorization === undefined) return undefined
  const isOfApi = request.routeOptions.url?.startsWith(`${apiPrefix}/`) === true
  if (door === undefined || !isOfApi) return 'refused'
  return door.knock(request.raw, authorization, clock.now())
}

/** Who opened the printed link: a person at this machine, who may look and command. */
function pageCaller(session: string): ApiCaller {
  const scopes = ['read', 'control'] as const
  return { kind: 'session', name: sessionName(session), subject: 'page', key: session, scopes }
}

function addPageFile(app: FastifyInstance, file: PageFile): void {
  app.get(file.path, (_request, reply) =>
    reply
      .header('cache-control', file.cacheControl)
      .header('content-type', file.contentType)
      .send(file.body),
  )
}

/** Exchanges a one-time code for the session cookie. */
function addSessionRoute(
  app: FastifyInstance,
  { codes, clock, secret, address }: DeskRoutesOptions,
): void {
  app.post('/api/session', (request, reply) => {
    const now = clock.now()
    const verdict = codes.redeem(codeIn(request.body), now)
    if (verdict === 'locked')
      return fail(reply.header('retry-after', 60), 429, 'Too many wrong codes; wait a minute.')
    if (verdict === 'refused') return fail(reply, 401, 'This link was used before or is too old.')
    const session = mintSession(secret, freshToken(), now)
    return reply.header('set-cookie', setSessionCookie(address.port, session)).code(204).send()
  })
}

function addReadRoutes(app: FastifyInstance, { feed, stream }: DeskRoutesOptions): void {
  app.get('/api/snapshot', () => feed.snapshot())
  app.get('/api/health', () => {
    const { desk, status } = feed.snapshot()
    const { marketTime, receivedAt, isStale, isFinished, mode, bars } = status
    return {
      ok: !isStale && mode === 'normal',
      name: desk.name,
      version: desk.version,
      source: desk.source,
      readers: stream.readers,
      ...{ marketTime, receivedAt, isStale, isFinished, mode, bars },
    }
  })
  app.get('/api/stream', { websocket: true }, (socket) => stream.join(socket))
}

/** Made beside the desk, as text: what is left to do here is to send it. */
function addMemoryRoute(app: FastifyInstance, memory: MemoryFeed): void {
  app.get('/api/memory', async (_request, reply) => {
    const said = await memory.look()
    if (said.isDone) return reply.type('application/json; charset=utf-8').send(said.json)
    return decline(reply, 503, 'no-memory', said.why)
  })
}

function sessionIn(request: FastifyRequest, port: number): string {
  return sessionInCookies(request.headers.cookie, port)
}

function codeIn(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('code' in body)) return ''
  return typeof body.code === 'string' ? body.code : ''
}

function fail(reply: FastifyReply, status: 401 | 429, message: string): FastifyReply {
  return decline(reply, status, 'no-session', message)
}
