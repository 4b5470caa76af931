import type { FastifyReply, FastifyRequest } from 'fastify'
import type { DeskControl } from '../../../app/index.ts'
import { csrfToken } from '../csrf-token.ts'
import { decline } from '../decline.ts'
import { ActDoor, type ActEnd, actNames } from './act-door.ts'
import type { ApiCaller } from './api-caller.ts'
import { forged, isForged } from './api-forgery.ts'
import type { AddRoute, ApiRoutesOptions } from './api-routes.ts'

type Needs = ApiRoutesOptions & { readonly control: DeskControl }

/** Adds the routes by which programs and pages command a desk, and prove that they may. */
export function addApiActs(add: AddRoute, options: Needs): void {
  const { control, secret, door } = options
  const acts = new ActDoor(options)
  const callerOf = (request: FastifyRequest): ApiCaller => door.callerOf(request.raw)
  const isOf = (request: FastifyRequest): boolean => isForged(options, request)
  add('csrf', async (request) => ({ token: csrfToken(secret, callerOf(request).key) }))
  add('control', async (request) => {
    const caller = callerOf(request)
    return { state: control.state, isFresh: acts.isFresh(caller), scopes: caller.scopes }
  })
  add('stepUp', async (request, reply, { body }) => {
    if (isOf(request)) return forged(reply)
    const proved = acts.prove(callerOf(request), String(body['code']))
    return 'freshUntil' in proved ? proved : declined(reply, proved)
  })
  for (const name of actNames)
    add(name, async (request, reply, { body }) => {
      if (isOf(request)) return forged(reply)
      const said = acts.act(name, callerOf(request), body)
      if (!said.ok) return declined(reply, said)
      const { did, state, audit } = said
      return { did, state, audit }
    })
}

function declined(reply: FastifyReply, end: Extract<ActEnd, { readonly ok: false }>): unknown {
  const { status, code, message, waitSeconds } = end
  const told = waitSeconds === undefined ? reply : reply.header('retry-after', waitSeconds)
  return decline(told, status, code, message)
}
