import type { ApiAnswer, ApiInput, ApiName } from './api-types.ts'
import { apiPrefix, type ApiRoute, apiRoutes } from './route-table.ts'

/** What a desk declined, with its code. */
export class ApiRefusal extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** A way to one desk. */
export type ApiClientOptions = {
  /** As it is printed: `http://127.0.0.1:8787`. */
  readonly origin: string
  /** As `coinswarm token create` has told it. */
  readonly token: string
  /** What carries a request: `fetch` of the platform. */
  readonly send: (url: string, init: RequestInit) => Promise<Response>
}

/** Asks a desk; what it answers is checked against the schema it was promised by. */
export type ApiClient = <N extends ApiName>(name: N, input: ApiInput<N>) => Promise<ApiAnswer<N>>

/** A client that carries its token in a header and says which desk it means. */
export function apiClient({ origin, token, send }: ApiClientOptions): ApiClient {
  return async (name, input) => {
    const route: ApiRoute<ApiAnswer<typeof name>> = apiRoutes[name]
    const isGet = route.method === 'GET'
    const { path, rest } = pathOf(route.path, input)
    const query = isGet ? queryOf(rest) : ''
    const answer = await send(`${origin}${apiPrefix}${path}${query}`, {
      method: route.method,
      headers: {
        authorization: `Bearer ${token}`,
        origin,
        ...(isGet ? {} : { 'content-type': 'application/json' }),
      },
      ...(isGet ? {} : { body: JSON.stringify(rest) }),
      redirect: 'error',
    })
    const said: unknown = await answer.json()
    if (!answer.ok) throw refusalIn(answer.status, said)
    return route.answer.parse(said)
  }
}

/** What the path names goes there, and nowhere else. */
function pathOf(path: string, input: object): { readonly path: string; readonly rest: object } {
  const given = new Map<string, unknown>(Object.entries(input))
  const whole = path.replaceAll(/:([a-z]+)/g, (_, name: string) => {
    const value = String(given.get(name))
    given.delete(name)
    return encodeURIComponent(value)
  })
  return { path: whole, rest: Object.fromEntries(given) }
}

function queryOf(input: object): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(input)) search.set(key, String(value))
  return search.size === 0 ? '' : `?${search.toString()}`
}

function refusalIn(status: number, said: unknown): ApiRefusal {
  const error = said instanceof Object && 'error' in said ? said.error : undefined
  const part = (key: string): string => {
    const value = new Map<string, unknown>(Object.entries(error ?? {})).get(key)
    return typeof value === 'string' ? value : 'unknown'
  }
  return new ApiRefusal(status, part('code'), part('message'))
}
