import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type ServedCommit = {
  readonly sha: string
  /** Milliseconds since 1970. */
  readonly ms: number
  readonly email: string
}

/** How a server misbehaves, if it does. */
export type Mood =
  | 'well'
  | 'bad key'
  | 'forbidden'
  | 'used up'
  | 'secondary limit'
  | 'down'
  | 'slow'
  | 'cut off'
  | 'no JSON'
  | 'hostile'
  | 'endless'
  | 'elsewhere'
  | 'huge'

/** A small server that speaks as much of GitHub's REST API as we ask for, over real sockets. */
export class GithubServer {
  readonly #server = createServer((request, response) => this.#answer(request, response))
  readonly commits: ServedCommit[] = []
  openIssues = 100
  mood: Mood = 'well'
  resetSeconds = 0
  /** Status and path of every answer. */
  readonly said: string[] = []
  /** The authorization of every question. */
  readonly keys: (string | undefined)[] = []
  url = ''

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => void this.#server.listen(0, '127.0.0.1', resolve))
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
    return this
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    this.keys.push(request.headers.authorization)
    const url = new URL(request.url ?? '/', this.url)
    const send = (status: number, body: string, headers: Record<string, string> = {}): void => {
      this.said.push(`${status} ${url.pathname}`)
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(body)
    }
    if (this.#misbehaves(response, send)) return
    if (url.pathname === '/repos/old/name/commits')
      return send(301, '{}', { location: `${this.url}/repos/owner/name/commits${url.search}` })
    if (url.pathname === '/repos/old/name')
      return send(301, '{}', { location: `${this.url}/repos/owner/name` })
    if (!url.pathname.startsWith('/repos/owner/name')) return send(404, '{"message":"Not Found"}')
    const body = url.pathname.endsWith('/commits') ? this.#page(url) : this.#repository()
    const tag = `"${Buffer.from(body.text).toString('base64').slice(-40)}-${body.text.length}"`
    const headers = { etag: tag, ...body.headers }
    if (request.headers['if-none-match'] === tag) return send(304, '', headers)
    send(200, body.text, headers)
  }

  #repository(): Body {
    const text = JSON.stringify({ full_name: 'owner/name', open_issues_count: this.openIssues })
    return { text, headers: {} }
  }

  #page(url: URL): Body {
    const since = Date.parse(url.searchParams.get('since') ?? '')
    const size = Number(url.searchParams.get('per_page'))
    const page = Number(url.searchParams.get('page') ?? 1)
    const known = this.commits.filter(({ ms }) => ms >= since)
    const part = known.slice((page - 1) * size, page * size)
    url.searchParams.set('page', String(page + 1))
    const isLast = page * size >= known.length && this.mood !== 'endless'
    const headers: Record<string, string> = isLast ? {} : { link: `<${url.href}>; rel="next"` }
    return { text: JSON.stringify(part.map(wireCommit)), headers }
  }

  #misbehaves(
    response: ServerResponse,
    send: (status: number, body: string, headers?: Record<string, string>) => void,
  ): boolean {
    const limited = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(this.resetSeconds) }
    const answers: Partial<Record<Mood, () => void>> = {
      'bad key': () => send(401, '{"message":"Bad credentials"}'),
      forbidden: () => send(403, '{"message":"Resource not accessible"}'),
      'used up': () => send(403, '{"message":"API rate limit exceeded"}', limited),
      'secondary limit': () => send(403, '{"message":"slow down"}', { 'retry-after': '77' }),
      down: () => send(502, '<html>Bad gateway</html>'),
      slow: () => {},
      'cut off': () => {
        response.writeHead(200, { 'content-length': '5000' })
        response.write('[{"sha":"abc')
        setTimeout(() => response.destroy(), 20)
      },
      'no JSON': () => send(200, '[{"sha": '),
      hostile: () => send(200, '[{"sha":"../../etc","commit":{"committer":{"date":9e99}}}]'),
      elsewhere: () => send(301, '{}', { location: 'http://127.0.0.2:9/steal' }),
      huge: () => send(200, `[${' '.repeat(9 << 20)}]`),
    }
    const answer = answers[this.mood]
    answer?.()
    return answer !== undefined
  }
}

type Body = { readonly text: string; readonly headers: Readonly<Record<string, string>> }

function wireCommit({ sha, ms, email }: ServedCommit): object {
  const date = `${new Date(ms).toISOString().slice(0, 19)}Z`
  const who = { name: 'Somebody', email, date }
  return { sha, commit: { author: who, committer: who, message: 'x' }, author: null }
}
