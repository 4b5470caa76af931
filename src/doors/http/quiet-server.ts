import fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { parseBoundedJson } from './parse-bounded-json.ts'
import { portBusy } from './require-free-port.ts'
import { securityHeaders } from './security-headers.ts'

const bodyMaxBytes = 64 * 1024
/** Lines at one time: each is a file of the process, of which a desk needs some for its journal. */
const linesMax = 256
/** Whoever opens a line says all of its request in this time, or is let go. Unit: ms. */
const patienceMs = 10_000

/** Fastify with everything off that this door does not use: one kind of body, no HEAD, no log. */
export function quietServer(): FastifyInstance {
  const app = fastify({
    bodyLimit: bodyMaxBytes,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    requestTimeout: patienceMs,
    http: { headersTimeout: patienceMs, connectionsCheckingInterval: patienceMs / 2 },
    frameworkErrors: (_error, _request, reply) => {
      const answer = (reply as FastifyReply).headers(securityHeaders).code(400)
      answer.send({ error: { code: 'bad-url', message: 'This URL is malformed.' } })
    },
  })
  app.server.maxConnections = linesMax
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    const parsed = parseBoundedJson(String(body))
    if (parsed.ok) done(null, parsed.value)
    else done(Object.assign(new Error(parsed.error), { statusCode: 400, code: 'bad-body' }))
  })
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, _request, reply) => {
    const status = error.statusCode ?? 500
    const message = status < 500 ? error.message : 'The desk could not answer.'
    return reply.code(status).send({ error: { code: error.code ?? 'failed', message } })
  })
  return app
}

/**
 * Listens, or closes and says who is in the way.
 *
 * @returns The port. @throws UserError `port-busy`
 */
export async function listen(
  app: FastifyInstance,
  options: { readonly port: number; readonly host: string },
): Promise<number> {
  try {
    await app.listen({ port: options.port, host: options.host })
  } catch (error) {
    await app.close()
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw portBusy(options.port, options.host)
  }
  const bound = app.server.address()
  return typeof bound === 'object' && bound !== null ? bound.port : options.port
}
