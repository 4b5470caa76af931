import type { FastifyReply, FastifyRequest } from 'fastify'
import { type ControlRequest, type DeskControl, parseControlRequest } from '../../../app/index.ts'
import type { ApiName } from '../../api/index.ts'
import { type ControlBody, controlActs, statusOfRefusal } from '../control-acts.ts'
import { csrfToken } from '../csrf-token.ts'
import { decline } from '../decline.ts'
import { freshToken } from '../fresh-token.ts'
import { RequestBudget } from '../request-budget.ts'
import type { ApiCaller } from './api-caller.ts'
import { forged, isForged } from './api-forgery.ts'
import type { AddRoute, ApiRoutesOptions } from './api-routes.ts'
import { StepUp } from './step-up.ts'

/** Every act by its name in the API. */
const acts: readonly (readonly [ApiName, (body: ControlBody) => object])[] = [
  ['kill', controlActs['/api/kill']],
  ['mode', controlActs['/api/mode']],
  ['changeLimit', controlActs['/api/limits']],
  ['wake', controlActs['/api/wake']],
]

type Needs = ApiRoutesOptions & { readonly control: DeskControl }

/** Adds the routes by which programs and pages command a desk, and prove that they may. */
export function addApiActs(add: AddRoute, options: Needs): void {
  const { control, clock, secret, door } = options
  const proofs = new StepUp(secret)
  const budget = new RequestBudget()
  const callerOf = (request: FastifyRequest): ApiCaller => door.callerOf(request.raw)
  const isOf = (request: FastifyRequest): boolean => isForged(options, request)
  const now = (): ReturnType<typeof clock.now> => clock.now()
  add('csrf', async (request) => ({ token: csrfToken(secret, callerOf(request).key) }))
  add('control', async (request) => {
    const caller = callerOf(request)
    const isFresh = proofs.isFresh(caller, now())
    return { state: control.state, isFresh, scopes: caller.scopes }
  })
  add('stepUp', async (request, reply, { body }) => {
    if (isOf(request)) return forged(reply)
    const until = proofs.prove(callerOf(request), String(body['code']), now())
    if (until === 'locked')
      return decline(reply.header('retry-after', 60), 429, 'too-many', 'Wait a minute.')
    if (until === 'refused')
      return decline(reply, 403, 'bad-code', 'This code is wrong, too old or used.')
    return { freshUntil: Math.floor(until / 1_000) }
  })
  for (const [name, requestOf] of acts)
    add(name, async (request, reply, { body }) => {
      if (isOf(request)) return forged(reply)
      const parsed = parseControlRequest(requestOf(body))
      if (!parsed.ok) return decline(reply, 400, 'bad-request', `Declined: ${parsed.error}.`)
      const caller = callerOf(request)
      if (parsed.value.kind !== 'kill') {
        if (!proofs.isFresh(caller, now()))
          return decline(reply, 403, 'step-up-missing', 'Send a code of now to /step-up first.')
        if (!budget.spend(now()))
          return decline(reply.header('retry-after', 60), 429, 'too-many', 'Wait a minute.')
      }
      return ask(control, reply, caller, parsed.value)
    })
}

function ask(
  control: DeskControl,
  reply: FastifyReply,
  { kind, name: actor }: ApiCaller,
  request: ControlRequest,
): unknown {
  const door = kind === 'session' ? 'page' : 'program'
  const said = control.ask(request, { door, actor, nonce: freshToken() })
  if (!said.ok) return decline(reply, statusOfRefusal[said.code], said.code, said.message)
  const { did, state, audit } = said
  return { did, state, audit }
}
