import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { minuteUs } from '../../src/domain/index.ts'
import { Caller, codeOf, upgrade } from './page-caller.ts'

const caller = new Caller()
beforeAll(() => caller.start())
beforeEach(() => {
  // Far enough apart that one test's wrong codes do not lock the next one out.
  caller.wait(10 * minuteUs)
})
afterAll(() => caller.stop())

describe('programs that open lines and say nothing', () => {
  it('get no more than leave the desk files for its journal, and the page comes back', async () => {
    const held = new Set<Socket>()
    const opened = Array.from({ length: 400 }, () => {
      const line = connect(caller.server.port, '127.0.0.1')
      line.on('error', () => undefined)
      return new Promise<void>((resolve) => {
        line.on('close', () => resolve(void held.delete(line)))
        line.once('connect', () => resolve(void held.add(line)))
      })
    })
    await Promise.all(opened)
    await expect.poll(() => held.size, { timeout: 60_000 }).toBeLessThanOrEqual(256)
    for (const line of held) line.destroy()
    const asked = (): Promise<number> =>
      caller.ask('GET /', {}).then(
        ({ status }) => status,
        () => 0,
      )
    await expect.poll(asked, { timeout: 60_000 }).toBe(200)
  })
})

describe('hostile requests', () => {
  it.each(['evil.example', 'evil.example:80', '127.0.0.1.', '127.0.0.1:1', '[::ffff:127.0.0.1]'])(
    'with Host %s are refused even with a session',
    async (host) => {
      expect(
        (await caller.ask('GET /api/snapshot', { ...(await caller.session()), host })).status,
      ).toBe(403)
      expect((await caller.ask('GET /', { host })).status).toBe(403)
    },
  )

  it('under the IPv6 name of this machine are served', async () => {
    const headers = { ...(await caller.session()), host: `[::1]:${caller.server.port}` }
    expect((await caller.ask('GET /api/snapshot', headers)).status).toBe(200)
  })

  it.each(['null', 'http://evil.example', 'http://127.0.0.1.evil.example', 'http://127.0.0.1'])(
    'from Origin %s are refused',
    async (origin) => {
      const headers = { ...(await caller.session()), origin }
      expect((await caller.ask('GET /api/snapshot', headers)).status).toBe(403)
      expect((await caller.ask('GET /api/stream', { ...headers, ...upgrade })).status).toBe(403)
      expect(
        (await caller.ask('POST /api/session', { ...caller.json(), origin }, '{}')).status,
      ).toBe(403)
    },
  )

  it('for the stream need both an Origin and a session', async () => {
    const { origin } = caller.server
    const headers = await caller.session()
    expect((await caller.ask('GET /api/stream', { ...headers, ...upgrade })).status).toBe(403)
    expect((await caller.ask('GET /api/stream', { origin, ...upgrade })).status).toBe(401)
    expect((await caller.ask('GET /api/stream', { origin, ...headers, ...upgrade })).status).toBe(
      101,
    )
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'with a %s body are refused, which a form on another page could send',
    async (type) => {
      const code = codeOf(caller.server.newUrl())
      const headers = { ...caller.json(), 'content-type': type }
      const body = JSON.stringify({ code })
      expect((await caller.ask('POST /api/session', headers, body)).status).toBe(415)
      expect((await caller.exchange(code)).status).toBe(204)
    },
  )

  it('with a body that is large, deep or poisoned are refused', async () => {
    const post = async (body: string): Promise<number> =>
      (await caller.ask('POST /api/session', caller.json(), body)).status
    expect(await post(JSON.stringify({ code: 'x'.repeat(65_536) }))).toBe(413)
    expect(await post(`${'['.repeat(17)}${']'.repeat(17)}`)).toBe(400)
    expect(await post('{"__proto__":{"code":"x"}}')).toBe(400)
    expect(await post('{"constructor":{}}')).toBe(400)
    expect(await post('{')).toBe(400)
    for (const body of ['null', '[]', '{}', '{"code":7}', '"code"'])
      expect(await post(body)).toBe(401)
  })

  it.each([
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/..\\..\\x',
    '/.env',
    '//etc/passwd',
    '/index.html%00.js',
  ])('for the path %s find nothing', async (path) => {
    const line = await caller.askRaw(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${caller.server.port}\r\n\r\n`,
    )
    expect(line).toBe('HTTP/1.1 401 Unauthorized')
    expect((await caller.ask(`GET ${path}`, await caller.session())).status).toBe(404)
  })

  it('cannot change their method by a header', async () => {
    const headers = {
      ...(await caller.session()),
      ...caller.json(),
      'x-http-method-override': 'GET',
    }
    expect((await caller.ask('POST /api/snapshot?_method=GET', headers, '{}')).status).toBe(404)
  })

  it.each([
    ['an absolute URL', 'GET http://127.0.0.1/ HTTP/1.1', 'Host: 127.0.0.1'],
    ['an asterisk', 'OPTIONS * HTTP/1.1', 'Host: 127.0.0.1'],
    [
      'two lengths',
      'POST /api/session HTTP/1.1',
      'Host: 127.0.0.1\r\nContent-Length: 2\r\nContent-Length: 3',
    ],
    [
      'a length and chunks',
      'POST /api/session HTTP/1.1',
      'Host: 127.0.0.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked',
    ],
    ['a bare line feed in a header', 'GET / HTTP/1.1', 'Host: 127.0.0.1\r\nX: a\nSet-Cookie: b'],
    ['no Host', 'GET / HTTP/1.1', 'X: 1'],
  ])('with %s are malformed', async (_what, line, headers) => {
    expect(await caller.askRaw(`${line}\r\n${headers}\r\n\r\n`)).toBe('HTTP/1.1 400 Bad Request')
  })

  it('with two Hosts are refused', async () => {
    const hosts = `Host: 127.0.0.1:${caller.server.port}\r\nHost: evil.example`
    expect(await caller.askRaw(`GET / HTTP/1.1\r\n${hosts}\r\n\r\n`)).toBe('HTTP/1.1 403 Forbidden')
  })
})
