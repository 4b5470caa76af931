import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { DeskControl } from '../../../app/index.ts'
import { UserError } from '../../../base/index.ts'
import type { Clock } from '../../../kernel/index.ts'
import { apiPrefix, type ApiName, type ApiRoute, apiRoutes } from '../../api/index.ts'
import { decline } from '../decline.ts'
import { RequestBudget } from '../request-budget.ts'
import type { TokenDoor } from './api-caller.ts'
import { apiViews, NotThere, type ViewQuery, type ViewSources } from './api-views.ts'

/** Requests a minute that one credential may make; a kill is none of them. */
const requestsMax = 600
const budgetsMax = 256

export type ApiRoutesOptions = ViewSources & {
  readonly control?: DeskControl | undefined
  readonly clock: Clock
  readonly secret: Uint8Array
  readonly door: TokenDoor
}

type Words = Record<string, unknown>
type Given = { readonly params: Words; readonly query: Words; readonly body: Words }

/** What answers one route; its query and body have passed their schemas. */
export type Handler = (
  request: FastifyRequest,
  reply: FastifyReply,
  input: Given,
) => Promise<unknown>

/** Adds one route: who may, how often, what goes in, what comes out. */
export type AddRoute = (name: ApiName, handler: Handler) => void

/** A way to add routes behind the same checks. Host, Origin and credential are the guard's. */
export function routeAdder(app: FastifyInstance, { door, clock }: ApiRoutesOptions): AddRoute {
  const budgets = new Map<string, RequestBudget>()
  return (name, handler) => {
    const route: ApiRoute = apiRoutes[name]
    const { method, path, scope } = route
    app.route({
      method,
      url: `${apiPrefix}${path}`,
      handler: async (request, reply) => {
        const caller = door.callerOf(request.raw)
        // A kill may come at any time: no budget stands before it.
        if (!door.may(name, caller))
          return decline(reply, 403, 'scope-missing', `This needs the scope ${scope}.`)
        if (name !== 'kill' && !budgetOf(budgets, caller.key).spend(clock.now()))
          return decline(reply.header('retry-after', 60), 429, 'too-many', 'Wait a minute.')
        const params = checked(route.params, request.params)
        if (params === undefined) return decline(reply, 400, 'bad-request', badText(route))
        const query = checked(route.query, request.query)
        if (query === undefined) return decline(reply, 400, 'bad-request', badText(route))
        const body = checked(route.body, bodyOf(name, request.body))
        if (body === undefined) return decline(reply, 400, 'bad-request', badText(route))
        const said = await handler(request, reply, { params, query, body })
        return reply.sent ? reply : answer(reply, route, request.headers['if-none-match'], said)
      },
    })
  }
}

/** Adds every view. */
export function addApiViews(add: AddRoute, sources: ViewSources): void {
  for (const [name, view] of apiViews)
    add(name, async (_request, reply, { query }) => {
      try {
        return await view(sources, query as ViewQuery)
      } catch (error) {
        // What a record of the desk cannot tell is told with the way out, as at the command line.
        if (!(error instanceof NotThere) && !(error instanceof UserError)) throw error
        return decline(reply, 503, error.code, error.message)
      }
    })
}

/** A kill is never declined for what it brings: what is no record is an empty one. */
function bodyOf(name: ApiName, body: unknown): unknown {
  if (name !== 'kill') return body
  const given = new Map(Object.entries(body instanceof Object ? body : {}))
  const reason = given.get('reason')
  return {
    hold: given.get('hold') === true,
    reason: typeof reason === 'string' ? reason : '',
  }
}

function checked(schema: z.ZodType | undefined, given: unknown): Words | undefined {
  if (schema === undefined) return {}
  const parsed = schema.safeParse(given)
  if (!parsed.success || !(parsed.data instanceof Object)) return undefined
  return Object.fromEntries(Object.entries(parsed.data))
}

function badText({ path }: ApiRoute): string {
  return `What was sent is not what ${path} takes; ${apiPrefix}/openapi.json tells it.`
}

/** Nothing leaves that the schema does not name. */
function answer(
  reply: FastifyReply,
  route: ApiRoute,
  known: string | undefined,
  said: unknown,
): FastifyReply {
  const text = JSON.stringify(route.answer.parse(said))
  if (route.method === 'POST') return reply.type('application/json; charset=utf-8').send(text)
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  const tagged = reply.header('etag', tag)
  if (known === tag) return tagged.code(304).send()
  return tagged.type('application/json; charset=utf-8').send(text)
}

function budgetOf(budgets: Map<string, RequestBudget>, key: string): RequestBudget {
  const known = budgets.get(key) ?? new RequestBudget(requestsMax)
  budgets.set(key, known)
  const [oldest] = budgets.keys()
  if (budgets.size > budgetsMax && oldest !== undefined) budgets.delete(oldest)
  return known
}
