import { createMcpHandler, isLegacyRequest, type McpServer } from '@modelcontextprotocol/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { repeatEvery, type TokenBook, type TokenRow } from '../../app/index.ts'
import { minuteUs } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { decline } from '../http/decline.ts'
import { addressOf } from '../http/guard-request.ts'
import { listen, quietServer } from '../http/quiet-server.ts'
import { RequestBudget } from '../http/request-budget.ts'
import { securityHeaders } from '../http/security-headers.ts'
import { type ApiCaller, TokenDoor } from '../http/v1/api-caller.ts'
import { ActCalls, type McpActor } from './act-calls.ts'
import type { ActOptions } from './act-options.ts'
import { ToolCalls } from './call-tool.ts'
import { createMcpServer } from './create-mcp-server.ts'
import { McpSessions } from './mcp-sessions.ts'

const path = '/mcp'
const host = '127.0.0.1'
/** Requests a minute, of all clients. */
const requestsMax = 600
const subscriptionsMax = 8

export type McpHttpOptions = {
  /** The desk's folder. */
  readonly desk: string
  readonly version: string
  /** 0 takes any free port. */
  readonly port: number
  readonly acts: ActOptions
  readonly note: (line: string) => void
}

export type McpHttpServer = {
  /** Where a client is sent: `http://127.0.0.1:8788/mcp`. */
  readonly url: string
  close(): Promise<void>
}

/**
 * Speaks MCP over streamable HTTP on loopback, to programs whose token has the scope `read`.
 * Research is run by those that have `control` too.
 *
 * @throws UserError `port-busy`
 */
export async function serveMcpHttp(options: McpHttpOptions): Promise<McpHttpServer> {
  const { desk, version, note, acts } = options
  const { tokens, clock, allowed, budget } = acts
  const app = quietServer()
  const door = new TokenDoor(tokens)
  const address = { port: options.port }
  addGuard(app, door, { clock, address })
  const calls = new ToolCalls(desk, [])
  const offered = { allowed, calls: new ActCalls({ folder: desk, clock, budget }) }
  const makeFor = (key: string): McpServer => {
    const actor = actorOf(tokens, key, clock)
    // As at the versioned API: what counts against the desk's evidence is more than reading.
    const isResearcher = actor.may('control')
    return createMcpServer(calls, version, { acts: { ...offered, actor }, isResearcher })
  }
  const isGood = (key: string): boolean => tokens.good(key, clock.now()) !== undefined
  const sessions = new McpSessions({ clock, isGood })
  const modern = createMcpHandler(({ authInfo }) => makeFor(authInfo?.clientId ?? ''), {
    legacy: 'reject',
    maxSubscriptions: subscriptionsMax,
    onerror: (error) => note(`mcp: ${error.message}`),
  })
  app.route({
    method: ['GET', 'POST', 'DELETE'],
    url: path,
    handler: async (incoming, reply) => {
      const { key } = door.callerOf(incoming.raw)
      const { request, closed } = exchangeOf(incoming, reply, address.port)
      const body = incoming.body ?? undefined
      const answer = (await isLegacyRequest(request, body))
        ? await sessions.serve({ request, body, key, closed }, () => makeFor(key))
        : await modern.fetch(request, { parsedBody: body, authInfo: authOf(key) })
      return reply.send(answer)
    },
  })
  address.port = await listen(app, { port: options.port, host })
  const stopSweeping = repeatEvery(clock, minuteUs, () => sessions.sweep())
  return {
    url: `http://${host}:${address.port}${path}`,
    close: async () => {
      stopSweeping()
      sessions.close()
      await modern.close()
      await app.close()
    },
  }
}

type Around = { readonly clock: Clock; readonly address: { readonly port: number } }

/** Looks at every request before a byte of its body is read. */
function addGuard(app: FastifyInstance, door: TokenDoor, { clock, address }: Around): void {
  const budget = new RequestBudget(requestsMax)
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders)
    const known = addressOf(address.port)
    const hosts = request.raw.headersDistinct['host'] ?? []
    const { origin, authorization = '' } = request.headers
    if (hosts.length !== 1 || !known.hosts.has(hosts[0] ?? ''))
      return decline(reply, 403, 'foreign-host', 'This desk answers only to its loopback address.')
    // A program sends none; a browser cannot leave it out.
    if (origin !== undefined && !known.origins.has(origin))
      return decline(reply, 403, 'foreign-origin', 'Requests from another page are refused.')
    const said = door.knock(request.raw, authorization, clock.now())
    if (said === 'locked')
      return decline(reply.header('retry-after', 60), 429, 'too-many', 'Wait a minute.')
    if (said === 'refused')
      return decline(
        reply.header('www-authenticate', 'Bearer'),
        401,
        'no-session',
        'Send a token of coinswarm token create.',
      )
    if (!mayRead(door.callerOf(request.raw)))
      return decline(reply, 403, 'scope-missing', 'This needs the scope read.')
    if (!budget.spend(clock.now()))
      return decline(reply.header('retry-after', 60), 429, 'too-many', 'Wait a minute.')
    return undefined
  })
}

function mayRead({ scopes }: ApiCaller): boolean {
  return scopes.includes('read')
}

/** The token itself goes no further. */
function authOf(key: string): { token: string; clientId: string; scopes: string[] } {
  return { token: '', clientId: key, scopes: [] }
}

function actorOf(tokens: TokenBook, key: string, clock: Clock): McpActor {
  const found = (): TokenRow | undefined => tokens.good(key, clock.now())
  const name = `token ${found()?.name ?? ''}`
  return { key, name, may: (scope) => found()?.scopes.includes(scope) === true }
}

/** A request in the words of the platform; its signal aborts when the client is gone. */
function exchangeOf(
  incoming: FastifyRequest,
  reply: FastifyReply,
  port: number,
): { readonly request: Request; readonly closed: Promise<void> } {
  const gone = new AbortController()
  const closed = new Promise<void>((resolve) => {
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) gone.abort()
      resolve()
    })
  })
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers))
    for (const each of [value ?? []].flat()) headers.append(name, each)
  const { method, url } = incoming
  const whole = new URL(url, `http://${host}:${port}`)
  return { request: new Request(whole, { method, headers, signal: gone.signal }), closed }
}
