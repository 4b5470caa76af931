import { declined, ok, type Result, type Secret } from '../../base/index.ts'
import { dayUs, secondUs } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { faultOfStatus, type SourceFault } from '../live/source-port.ts'
import type { HttpAnswer, HttpPort } from './http-port.ts'

export type GithubOptions = {
  readonly http: HttpPort
  readonly clock: Clock
  /** Without a slash at its end, as `https://api.github.com`. */
  readonly url: string
  /** Without one GitHub answers 60 questions an hour. */
  readonly token?: Secret | undefined
}

/** What was parsed of a page, and where the next one is. */
export type Page<T> = { readonly value: T; readonly next: string | undefined }

const redirectsMax = 3
const pagesKept = 500

/**
 * Asks GitHub's REST API, once for what has not changed: an answer is kept with its tag, and asked
 * for again with it. When the limit of questions is used up nothing is asked before it is set anew,
 * whoever asks. The token goes to the server it is for and to no other.
 */
export class GithubClient {
  readonly #options: GithubOptions
  readonly #kept = new Map<string, { readonly tag: string; readonly page: Page<unknown> }>()
  #notBefore = 0

  constructor(options: GithubOptions) {
    this.#options = options
  }

  get now(): ReturnType<Clock['now']> {
    return this.#options.clock.now()
  }

  /**
   * One page. @param path - Begins with a slash. Or the whole address of a next page.
   *
   * @param parse - Gives `undefined` for what is not what was asked for.
   */
  async get<T>(
    path: string,
    parse: (json: unknown) => T | undefined,
  ): Promise<Result<Page<T>, SourceFault>> {
    const { url } = this.#options
    const address = path.startsWith('/') ? `${url}${path}` : path
    if (this.now < this.#notBefore) return declined(this.#usedUp())
    const kept = this.#kept.get(address)
    const answer = await this.#asked(address, kept?.tag)
    if (!answer.ok) return answer
    this.#heed(answer.value)
    // What was kept under an address came of the same `parse`.
    if (answer.value.status === 304 && kept !== undefined) return ok(kept.page as Page<T>)
    if (answer.value.status !== 200) return declined(this.#fault(answer.value))
    const value = parse(jsonOf(answer.value.body))
    if (value === undefined) return declined(nonsense)
    const page = { value, next: this.#nextOf(answer.value.header('link')) }
    this.#keep(address, answer.value.header('etag'), page)
    return ok(page)
  }

  async #asked(
    address: string,
    tag: string | undefined,
    redirects = 0,
  ): Promise<Result<HttpAnswer, SourceFault>> {
    const { http, token } = this.#options
    const answer = await http.get(address, {
      accept: 'application/vnd.github+json',
      'x-github-api-version': '2022-11-28',
      'user-agent': 'coinswarm',
      ...(tag === undefined ? {} : { 'if-none-match': tag }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token.reveal()}` }),
    })
    if (!answer.ok || ![301, 302, 307, 308].includes(answer.value.status)) return answer
    const to = answer.value.header('location')
    if (to === undefined || !this.#isOurs(to) || redirects === redirectsMax) return declined(astray)
    return this.#asked(to, tag, redirects + 1)
  }

  /** Whether an address is of the server that the token is for. */
  #isOurs(address: string): boolean {
    return address.startsWith(`${this.#options.url}/`)
  }

  #nextOf(link: string | undefined): string | undefined {
    const next = /<([^<>]{1,2000})>; rel="next"/.exec(link ?? '')?.[1]
    return next !== undefined && this.#isOurs(next) ? next : undefined
  }

  #keep(address: string, tag: string | undefined, page: Page<unknown>): void {
    if (tag === undefined) return
    const [oldest] = this.#kept.keys()
    if (this.#kept.size >= pagesKept && oldest !== undefined) this.#kept.delete(oldest)
    this.#kept.set(address, { tag, page })
  }

  /** Remembers when the limit is set anew, once it is used up. */
  #heed({ header }: HttpAnswer): void {
    if (header('x-ratelimit-remaining') !== '0') return
    const reset = header('x-ratelimit-reset') ?? ''
    if (!/^\d{9,11}$/.test(reset)) return
    this.#notBefore = Math.min(Number(reset) * secondUs, this.now + dayUs)
  }

  #fault({ status, header, body }: HttpAnswer): SourceFault {
    const isThrottled =
      status === 403 &&
      (header('x-ratelimit-remaining') === '0' ||
        header('retry-after') !== undefined ||
        /rate limit/i.test(body.slice(0, 10_000)))
    if (isThrottled && this.#notBefore > this.now) return this.#usedUp()
    const retryAfter = header('retry-after')
    return faultOfStatus('GitHub', { status, retryAfter, isThrottled, now: this.now })
  }

  #usedUp(): SourceFault {
    const at = new Date(this.#notBefore / 1_000).toISOString()
    const more = this.#options.token === undefined ? ', or give a token' : ''
    return {
      kind: 'passing',
      sentence: `GitHub answers no more questions before ${at}; wait${more}.`,
      retryUs: this.#notBefore - this.now,
    }
  }
}

const nonsense: SourceFault = {
  kind: 'passing',
  sentence: 'GitHub answered what is not what was asked for; it is asked again later.',
}
const astray: SourceFault = {
  kind: 'refused',
  sentence: 'GitHub sends us to another server; check the name of the repository.',
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body) as unknown
  } catch {
    return undefined
  }
}
