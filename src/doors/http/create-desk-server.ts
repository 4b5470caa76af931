import websocket from '@fastify/websocket'
import type { FastifyInstance } from 'fastify'
import type { DeskControl, DeskFeed, LogSink, MemoryFeed } from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { addDeskRoutes } from './desk-routes.ts'
import { DeskStream } from './desk-stream.ts'
import { freshToken } from './fresh-token.ts'
import { OneTimeCodes } from './one-time-codes.ts'
import { listen, quietServer } from './quiet-server.ts'
import { readPage } from './read-page.ts'
import type { ApiOptions } from './v1/add-api.ts'
import { ApiStream } from './v1/api-stream.ts'

const secretMinBytes = 32

export type DeskServerOptions = {
  readonly feed: DeskFeed
  /** What the page may do to the desk; nothing when left out. */
  readonly control?: DeskControl | undefined
  /** What the desk remembers; nothing is told of it when left out. */
  readonly memory?: MemoryFeed | undefined
  /** What the versioned API is served from; there is none when left out. */
  readonly api?: ApiOptions | undefined
  /** Told of every answer: with its route, never with its address. */
  readonly log?: LogSink | undefined
  readonly clock: Clock
  /** 0 takes any free port. */
  readonly port: number
  readonly host: '127.0.0.1' | '::1'
  /** Where the built page lies: `index.html` and `assets/`. */
  readonly pageFolder: string
  /** At least 32 random bytes, kept in the desk folder: with it, sessions outlive a restart. */
  readonly secret: Uint8Array
}

/** A running server. */
export type DeskServer = {
  readonly port: number
  /** `http://127.0.0.1:4717`, without a slash at the end. */
  readonly origin: string
  /** Every route served, as `GET /api/health`. */
  readonly routes: readonly string[]
  /** The routes that need no session: the page's own files and the exchange of a code. */
  readonly openRoutes: readonly string[]
  /** A link that opens the page once, within fifteen minutes. Older links stay good. */
  newUrl(): string
  close(): Promise<void>
}

/**
 * Serves the live page and its stream on loopback, and takes the commands of its people.
 *
 * @throws UserError `port-busy`, `page-missing` (exit 3), `host-not-loopback`, `secret-too-short`.
 */
export async function createDeskServer(options: DeskServerOptions): Promise<DeskServer> {
  checkOptions(options)
  const app = quietServer()
  const routes: string[] = []
  app.addHook('onRoute', (route) => {
    routes.push(`${String(route.method)} ${route.url}`)
  })
  const { feed, control, memory, clock, secret, log } = options
  if (log !== undefined) logAnswers(app, log)
  const codes = new OneTimeCodes()
  const stream = new DeskStream(feed, clock)
  const address = { port: options.port }
  const page = readPage(options.pageFolder)
  await app.register(websocket, { options: { maxPayload: 1_024, perMessageDeflate: false } })
  const told = new ApiStream(feed, clock, freshToken())
  const api = options.api === undefined ? undefined : { ...options.api, stream: told }
  const around = { feed, control, memory, clock, secret, codes, stream, address, page, api }
  const openRoutes = addDeskRoutes(app, around)
  address.port = await listen(app, options)
  const origin = `http://${options.host === '::1' ? '[::1]' : options.host}:${address.port}`
  return {
    port: address.port,
    origin,
    routes,
    openRoutes,
    newUrl: () => {
      const code = freshToken()
      codes.add(code, clock.now())
      return `${origin}/#code=${code}`
    },
    close: async () => {
      stream.close()
      told.close()
      await memory?.stop()
      await api?.past.stop()
      await api?.records.stop()
      api?.latency?.stop()
      await api?.jobs.stop()
      await app.close()
    },
  }
}

function checkOptions(options: DeskServerOptions): void {
  if (options.host !== '127.0.0.1' && options.host !== '::1')
    throw new UserError(
      'host-not-loopback',
      `The page is served on 127.0.0.1 or ::1 only, not on '${String(options.host)}'.`,
    )
  if (options.secret.length < secretMinBytes)
    throw new UserError(
      'secret-too-short',
      `The desk's secret has ${options.secret.length} bytes and needs ${secretMinBytes}; delete it and start again to have a new one made.`,
    )
}

function logAnswers(app: FastifyInstance, log: LogSink): void {
  app.addHook('onResponse', async ({ id, method, routeOptions }, { statusCode }) => {
    const level = statusCode < 400 ? 'debug' : statusCode < 500 ? 'info' : 'error'
    const message = `${method} ${routeOptions.url ?? 'no such path'}: ${statusCode}`
    log({ level, room: 'http', message, id: `request-${id}` })
  })
}
