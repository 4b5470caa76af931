import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DeskFeed, DeskSnapshot } from '../../app/index.ts'
import { type Micros, micros, minuteUs } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { createDeskServer, type DeskServer } from './create-desk-server.ts'
import { codeLifeUs } from './one-time-codes.ts'

const snapshot: DeskSnapshot = {
  desk: {
    name: 'test desk',
    version: '0.1.0',
    trading: 'paper',
    currency: 'USD',
    startEquity: 1_000,
    startedAt: 0,
    instruments: [],
    agents: [],
    source: { kind: 'generated', label: 'generated market, seed 1', speed: 60 },
  },
  status: {
    marketTime: 0,
    receivedAt: 0,
    isStale: false,
    isFinished: false,
    mode: 'normal',
    modeReason: '',
    equity: 1_000,
    cash: 1_000,
    realisedPnl: 0,
    unrealisedPnl: 0,
    fees: 0,
    drawdown: 0,
    exposure: 0,
    trades: 0,
    bars: 0,
    journalSequence: 0,
  },
  equity: [],
  bars: {},
  fills: [],
  positions: [],
  orders: [],
  decisions: [],
  journal: [],
}
const feed: DeskFeed = { snapshot: () => snapshot, subscribe: () => () => undefined }

let now: Micros = micros(0)
const clock: Clock = { now: () => now, after: () => () => undefined }
const pageFolder = mkdtempSync(join(tmpdir(), 'page-'))
writeFileSync(join(pageFolder, 'index.html'), '<!doctype html><title>desk</title>')
const options = {
  feed,
  clock,
  port: 0,
  host: '127.0.0.1',
  pageFolder,
  secret: new Uint8Array(32).fill(1),
} as const

let server: DeskServer
beforeAll(async () => {
  server = await createDeskServer(options)
})
beforeEach(() => {
  // Far enough apart that one test's wrong codes do not lock the next one out.
  now = micros(now + 10 * minuteUs)
})
afterAll(async () => {
  await server.close()
  rmSync(pageFolder, { recursive: true })
})

type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

function ask(
  route: string,
  headers: Readonly<Record<string, string>> = {},
  body?: string,
): Promise<Answer> {
  const [method = 'GET', path = '/'] = route.split(' ')
  return new Promise((resolve, reject) => {
    const call = request({
      host: '127.0.0.1',
      port: server.port,
      method,
      path,
      headers,
      agent: false,
    })
    call.on('error', reject)
    call.on('upgrade', (_answer, socket) => {
      socket.destroy()
      resolve({ status: 101, headers: {}, body: '' })
    })
    call.on('response', async (answer) => {
      resolve({
        status: answer.statusCode ?? 0,
        headers: answer.headers,
        body: await text(answer),
      })
    })
    call.end(body)
  })
}

/** One raw request, byte for byte; gives the status line. */
function askRaw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes))
    socket.on('error', reject)
    socket.once('data', (data) => {
      resolve(data.toString('latin1').split('\r\n')[0] ?? '')
      socket.destroy()
    })
  })
}

const codeOf = (url: string): string => url.slice(url.indexOf('#code=') + 6)
const json = (): Record<string, string> => ({
  origin: server.origin,
  'content-type': 'application/json',
})
const exchange = (code: string): Promise<Answer> =>
  ask('POST /api/session', json(), JSON.stringify({ code }))

async function session(): Promise<{ readonly cookie: string }> {
  const answer = await exchange(codeOf(server.newUrl()))
  const [setCookie = ''] = answer.headers['set-cookie'] as readonly string[]
  return { cookie: setCookie.split(';')[0] ?? '' }
}

const upgrade = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
}

describe('routes', () => {
  it('are exactly these', () => {
    expect([...server.routes].sort()).toEqual([
      'GET /',
      'GET /api/health',
      'GET /api/snapshot',
      'GET /api/stream',
      'POST /api/session',
    ])
  })

  it('are open only for the page shell and the exchange of a code', () => {
    expect(server.openRoutes).toEqual(['GET /', 'POST /api/session'])
  })

  it('want a session unless they are open, known or not', async () => {
    const closed = server.routes.filter((route) => !server.openRoutes.includes(route))
    for (const route of [...closed, 'GET /api/unknown', 'GET /index.html', 'HEAD /api/health'])
      expect([route, (await ask(route)).status]).toEqual([route, 401])
    expect((await ask('POST /api/orders', json(), '{}')).status).toBe(401)
  })

  it('answer a session', async () => {
    const headers = await session()
    expect(JSON.parse((await ask('GET /api/snapshot', headers)).body)).toEqual(snapshot)
    expect(JSON.parse((await ask('GET /api/health', headers)).body)).toMatchObject({ ok: true })
    expect((await ask('GET /api/unknown', headers)).status).toBe(404)
    expect((await ask('GET /api/stream', headers)).status).toBe(404)
  })

  it('carry the security headers, refused or not', async () => {
    for (const path of ['/', '/api/snapshot', '/nowhere', '/%zz']) {
      const { headers } = await ask(`GET ${path}`)
      expect(headers['content-security-policy']).toContain("default-src 'self'")
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['access-control-allow-origin']).toBeUndefined()
    }
  })
})

describe('one-time link', () => {
  it('carries its code in the fragment, which browsers never send', () => {
    expect(server.newUrl()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#code=[\w-]{43}$/)
  })

  it('is exchanged once for a cookie that scripts and other sites cannot use', async () => {
    const code = codeOf(server.newUrl())
    const answer = await exchange(code)
    expect(answer.status).toBe(204)
    const [cookie = ''] = answer.headers['set-cookie'] as readonly string[]
    expect(cookie).toMatch(/; HttpOnly/)
    expect(cookie).toMatch(/; SameSite=Strict/)
    expect((await exchange(code)).status).toBe(401)
  })

  it('gives way to a second link, and the first cookie stays good', async () => {
    const first = await session()
    const second = await session()
    expect(second.cookie).not.toBe(first.cookie)
    expect((await ask('GET /api/health', first)).status).toBe(200)
  })

  it('is too old after a quarter of an hour', async () => {
    const code = codeOf(server.newUrl())
    now = micros(now + codeLifeUs)
    expect((await exchange(code)).status).toBe(401)
  })

  it('locks everyone out for a minute after ten wrong codes', async () => {
    for (let i = 0; i < 10; i += 1) expect((await exchange('wrong')).status).toBe(401)
    const locked = await exchange(codeOf(server.newUrl()))
    expect([locked.status, locked.headers['retry-after']]).toEqual([429, '60'])
  })

  it('leaves a cookie that outlives a restart with the same secret, and no other', async () => {
    const { cookie } = await session()
    const [, token = ''] = cookie.split('=')
    const statusAt = async (secret: Uint8Array): Promise<number> => {
      const other = await createDeskServer({ ...options, secret })
      const answer = await fetch(`${other.origin}/api/health`, {
        headers: { cookie: `coinswarm-${other.port}=${token}` },
      })
      await other.close()
      return answer.status
    }
    expect(await statusAt(options.secret)).toBe(200)
    expect(await statusAt(new Uint8Array(32).fill(2))).toBe(401)
  })
})

describe('hostile requests', () => {
  it.each(['evil.example', 'evil.example:80', '127.0.0.1.', '127.0.0.1:1', '[::ffff:127.0.0.1]'])(
    'with Host %s are refused even with a session',
    async (host) => {
      expect((await ask('GET /api/snapshot', { ...(await session()), host })).status).toBe(403)
      expect((await ask('GET /', { host })).status).toBe(403)
    },
  )

  it('under the IPv6 name of this machine are served', async () => {
    const headers = { ...(await session()), host: `[::1]:${server.port}` }
    expect((await ask('GET /api/snapshot', headers)).status).toBe(200)
  })

  it.each(['null', 'http://evil.example', 'http://127.0.0.1.evil.example', 'http://127.0.0.1'])(
    'from Origin %s are refused',
    async (origin) => {
      const headers = { ...(await session()), origin }
      expect((await ask('GET /api/snapshot', headers)).status).toBe(403)
      expect((await ask('GET /api/stream', { ...headers, ...upgrade })).status).toBe(403)
      expect((await ask('POST /api/session', { ...json(), origin }, '{}')).status).toBe(403)
    },
  )

  it('for the stream need both an Origin and a session', async () => {
    const { origin } = server
    const headers = await session()
    expect((await ask('GET /api/stream', { ...headers, ...upgrade })).status).toBe(403)
    expect((await ask('GET /api/stream', { origin, ...upgrade })).status).toBe(401)
    expect((await ask('GET /api/stream', { origin, ...headers, ...upgrade })).status).toBe(101)
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'with a %s body are refused, which a form on another page could send',
    async (type) => {
      const code = codeOf(server.newUrl())
      const headers = { ...json(), 'content-type': type }
      const body = JSON.stringify({ code })
      expect((await ask('POST /api/session', headers, body)).status).toBe(415)
      expect((await exchange(code)).status).toBe(204)
    },
  )

  it('with a body that is large, deep or poisoned are refused', async () => {
    const post = async (body: string): Promise<number> =>
      (await ask('POST /api/session', json(), body)).status
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
    const line = await askRaw(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n\r\n`)
    expect(line).toBe('HTTP/1.1 401 Unauthorized')
    expect((await ask(`GET ${path}`, await session())).status).toBe(404)
  })

  it('cannot change their method by a header', async () => {
    const headers = { ...(await session()), ...json(), 'x-http-method-override': 'GET' }
    expect((await ask('POST /api/snapshot?_method=GET', headers, '{}')).status).toBe(404)
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
    expect(await askRaw(`${line}\r\n${headers}\r\n\r\n`)).toBe('HTTP/1.1 400 Bad Request')
  })

  it('with two Hosts are refused', async () => {
    const hosts = `Host: 127.0.0.1:${server.port}\r\nHost: evil.example`
    expect(await askRaw(`GET / HTTP/1.1\r\n${hosts}\r\n\r\n`)).toBe('HTTP/1.1 403 Forbidden')
  })
})

describe('createDeskServer', () => {
  it('says which port is taken and how to choose another', async () => {
    const { port } = server
    await expect(createDeskServer({ ...options, port })).rejects.toMatchObject({
      code: 'port-busy',
      exitCode: 3,
      message: expect.stringMatching(new RegExp(`${port}.*--port`)),
    })
  })

  it('refuses a short secret and an address that others can reach', async () => {
    const secret = new Uint8Array(31)
    await expect(createDeskServer({ ...options, secret })).rejects.toMatchObject({
      code: 'secret-too-short',
    })
    const host = '0.0.0.0' as '127.0.0.1'
    await expect(createDeskServer({ ...options, host })).rejects.toMatchObject({
      code: 'host-not-loopback',
    })
  })
})
