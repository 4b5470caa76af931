import type { IncomingMessage } from 'node:http'
import type { TokenBook, TokenScope } from '../../../app/index.ts'
import { type Micros, minuteUs } from '../../../domain/index.ts'
import { type ApiName, apiRoutes } from '../../api/index.ts'

/** Who asks, as the guard has made out. */
export type ApiCaller = {
  readonly kind: 'token' | 'session'
  /** For the audit; nobody gets in with it. */
  readonly name: string
  /** What a step-up is kept and proved for: the id of a token, or `page`. */
  readonly subject: string
  /** Tells one credential from another. */
  readonly key: string
  readonly scopes: readonly TokenScope[]
}

const failuresMax = 10

/** Whoever brings ten wrong tokens a minute is told to wait; a right one always enters. */
export class TokenDoor {
  readonly #book: TokenBook
  readonly #callers = new WeakMap<IncomingMessage, ApiCaller>()
  #failures: readonly number[] = []

  constructor(book: TokenBook) {
    this.#book = book
  }

  /** Looks at an Authorization header. Never throws for what stands in it. */
  knock(request: IncomingMessage, header: string, now: Micros): 'accepted' | 'refused' | 'locked' {
    const [, token] = /^Bearer (csw_[0-9a-f]{8}_[\w-]{43})$/.exec(header) ?? []
    const row = token === undefined ? undefined : this.#book.find(token, now)
    if (row === undefined) return this.#refuse(now)
    const { id, name, scopes } = row
    const caller = { kind: 'token', name: `token ${name}`, subject: id, key: id, scopes } as const
    this.#callers.set(request, caller)
    return 'accepted'
  }

  /** Remembers who a request with a session is. */
  seat(request: IncomingMessage, caller: ApiCaller): void {
    this.#callers.set(request, caller)
  }

  /** @throws Error for a request that passed no guard, which cannot be. */
  callerOf(request: IncomingMessage): ApiCaller {
    const caller = this.#callers.get(request)
    if (caller === undefined) throw new Error('nobody asked')
    return caller
  }

  /** Whether a caller may use a route. Any credential may kill. */
  may(name: ApiName, { scopes }: ApiCaller): boolean {
    return name === 'kill' || scopes.includes(apiRoutes[name].scope)
  }

  #refuse(now: Micros): 'refused' | 'locked' {
    const recent = this.#failures.filter((at) => at > now - minuteUs)
    if (recent.length >= failuresMax) return 'locked'
    this.#failures = [...recent, now]
    return 'refused'
  }
}
