import type { ModelAnswer, ModelServer } from './model-post.ts'
import type { Carry } from './open-provider.ts'

/** What became of a question on the wire, whatever a library makes of it. */
export type Seen =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'fault'; readonly fault: 'unreachable' | 'late' | 'too-large' }
  | { readonly kind: 'status'; readonly status: number }

/** A way to ask one question, and what it last saw. */
export type SeeingFetch = {
  readonly carry: Carry
  readonly last: () => Seen
}

/** Statuses that a `Response` may not have with a body, or not at all. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304])

/**
 * Lets a library of a provider speak through the port, and remembers what was answered: its errors
 * differ from provider to provider, a status does not.
 */
export function seeingFetch(server: ModelServer, timeoutUs: number): SeeingFetch {
  let seen: Seen = { kind: 'nothing' }
  return {
    last: () => seen,
    carry: async (input, init) => {
      const url = input instanceof Request ? input.url : String(input)
      const headers = Object.fromEntries(new Headers(init?.headers))
      const body = typeof init?.body === 'string' ? init.body : ''
      const answer = await server.post({ url, headers, body, timeoutUs })
      if (!answer.ok) {
        seen = { kind: 'fault', fault: answer.error }
        throw new Error('The server gave no answer.')
      }
      seen = { kind: 'status', status: answer.value.status }
      return responseOf(answer.value)
    },
  }
}

function responseOf({ status, type, body }: ModelAnswer): Response {
  if (status < 200 || status > 599) throw new Error('The status is none that ends a question.')
  const given = bodiless.has(status) ? null : body
  return new Response(given, { status, headers: { 'content-type': type } })
}
