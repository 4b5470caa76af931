import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  type ControlAnswer,
  type ControlRequest,
  type DeskControl,
  parseControlRequest,
} from '../../app/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { type ControlBody, controlActs, statusOfRefusal } from './control-acts.ts'
import { csrfHeader, csrfToken, isCsrfToken } from './csrf-token.ts'
import { decline } from './decline.ts'
import { freshToken } from './fresh-token.ts'
import { RequestBudget } from './request-budget.ts'
import { sessionName } from './session-token.ts'

export type ControlRoutesOptions = {
  readonly control: DeskControl
  readonly clock: Clock
  readonly secret: Uint8Array
  /** What the request brought as its session; the guard has seen that it is good. */
  readonly sessionOf: (request: FastifyRequest) => string
}

/** Adds the routes by which a page commands a desk. Host, Origin and session are the guard's. */
export function addControlRoutes(app: FastifyInstance, options: ControlRoutesOptions): void {
  const { control, secret, clock, sessionOf } = options
  const budget = new RequestBudget()
  app.get('/api/csrf', (request) => ({ token: csrfToken(secret, sessionOf(request)) }))
  app.get('/api/control', () => ({ state: control.state, alerts: control.alerts.recent }))
  for (const [path, requestOf] of Object.entries(controlActs))
    app.post(path, (request, reply) => {
      const session = sessionOf(request)
      if (!isCsrfToken(secret, session, request.headers[csrfHeader]))
        return decline(reply, 403, 'bad-csrf', `Send ${csrfHeader}, as GET /api/csrf tells it.`)
      const parsed = parseControlRequest(requestOf(bodyOf(request.body)))
      if (!parsed.ok) return decline(reply, 400, 'bad-request', `Declined: ${parsed.error}.`)
      if (!isKill(parsed.value) && !budget.spend(clock.now()))
        return decline(reply.header('retry-after', 60), 429, 'too-many', 'Wait a minute.')
      const asker = { door: 'page', actor: sessionName(session), nonce: freshToken() } as const
      return answer(reply, control.ask(parsed.value, asker))
    })
}

/** A kill is never made to wait. */
function isKill({ kind }: ControlRequest): boolean {
  return kind === 'kill'
}

function bodyOf(body: unknown): ControlBody {
  return typeof body === 'object' && body !== null ? { ...body } : {}
}

function answer(reply: FastifyReply, given: ControlAnswer): FastifyReply {
  if (!given.ok) return decline(reply, statusOfRefusal[given.code], given.code, given.message)
  const { did, state, audit } = given
  return reply.send({ did, state, audit })
}
