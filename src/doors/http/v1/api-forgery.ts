import type { FastifyReply, FastifyRequest } from 'fastify'
import { csrfHeader, isCsrfToken } from '../csrf-token.ts'
import { decline } from '../decline.ts'
import type { TokenDoor } from './api-caller.ts'

type Needs = { readonly door: TokenDoor; readonly secret: Uint8Array }

/**
 * Whether a change by a session lacks what only our own page can read. A token needs no such
 * proof: it stands in a header that no other site can have a browser send.
 */
export function isForged({ door, secret }: Needs, request: FastifyRequest): boolean {
  const { kind, key } = door.callerOf(request.raw)
  return kind === 'session' && !isCsrfToken(secret, key, request.headers[csrfHeader])
}

/** What such a request is told. */
export function forged(reply: FastifyReply): FastifyReply {
  return decline(reply, 403, 'bad-csrf', `Send ${csrfHeader}, as GET /api/v1/csrf tells it.`)
}
