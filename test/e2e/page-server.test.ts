import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { minuteUs } from '../../src/domain/index.ts'
import { serveDesk } from '../../src/doors/index.ts'
import { Caller, codeOf, cookiesIn } from './page-caller.ts'

const caller = new Caller()
beforeAll(() => caller.start())
beforeEach(() => {
  // Far enough apart that one test's wrong codes do not lock the next one out.
  caller.wait(10 * minuteUs)
})
afterAll(() => caller.stop())

describe('routes', () => {
  it('are exactly these', () => {
    expect(caller.server.routes.toSorted((a, b) => a.localeCompare(b))).toEqual([
      'GET /',
      'GET /api/health',
      'GET /api/snapshot',
      'GET /api/stream',
      'POST /api/session',
    ])
  })

  it('are open only for the page shell and the exchange of a code', () => {
    expect(caller.server.openRoutes).toEqual(['GET /', 'POST /api/session'])
  })

  it('want a session unless they are open, known or not', async () => {
    const closed = caller.server.routes.filter((route) => !caller.server.openRoutes.includes(route))
    for (const route of [...closed, 'GET /api/unknown', 'GET /index.html', 'HEAD /api/health'])
      expect([route, (await caller.ask(route)).status]).toEqual([route, 401])
    expect((await caller.ask('POST /api/orders', caller.json(), '{}')).status).toBe(401)
  })

  it('answer a session', async () => {
    const headers = await caller.session()
    expect(JSON.parse((await caller.ask('GET /api/snapshot', headers)).body)).toEqual(
      caller.desk.snapshot(),
    )
    expect(JSON.parse((await caller.ask('GET /api/health', headers)).body)).toMatchObject({
      ok: true,
    })
    expect((await caller.ask('GET /api/unknown', headers)).status).toBe(404)
    expect((await caller.ask('GET /api/stream', headers)).status).toBe(404)
  })

  it('carry the security headers, refused or not', async () => {
    for (const path of ['/', '/api/snapshot', '/nowhere', '/%zz']) {
      const { headers } = await caller.ask(`GET ${path}`)
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
    expect(caller.server.newUrl()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#code=[\w-]{43}$/)
  })

  it('is exchanged once for a cookie that scripts and other sites cannot use', async () => {
    const code = codeOf(caller.server.newUrl())
    const answer = await caller.exchange(code)
    expect(answer.status).toBe(204)
    const [cookie = ''] = cookiesIn(answer)
    expect(cookie).toMatch(/; HttpOnly/)
    expect(cookie).toMatch(/; SameSite=Strict/)
    expect((await caller.exchange(code)).status).toBe(401)
  })

  it('gives way to a second link, and the first cookie stays good', async () => {
    const first = await caller.session()
    const second = await caller.session()
    expect(second.cookie).not.toBe(first.cookie)
    expect((await caller.ask('GET /api/health', first)).status).toBe(200)
  })

  it('is too old after a quarter of an hour', async () => {
    const code = codeOf(caller.server.newUrl())
    caller.wait(15 * minuteUs)
    expect((await caller.exchange(code)).status).toBe(401)
  })

  it('has guessers wait a minute after ten wrong codes, and lets its owner in', async () => {
    for (let i = 0; i < 10; i += 1) expect((await caller.exchange('wrong')).status).toBe(401)
    const locked = await caller.exchange('wrong')
    expect([locked.status, locked.headers['retry-after']]).toEqual([429, '60'])
    expect((await caller.exchange(codeOf(caller.server.newUrl()))).status).toBe(204)
  })

  it('leaves a cookie that outlives a restart with the same secret, and no other', async () => {
    const { cookie } = await caller.session()
    const [, token = ''] = cookie.split('=')
    const statusAt = async (secret: Uint8Array): Promise<number> => {
      const other = await serveDesk({ ...caller.options, secret })
      const answer = await fetch(`${other.origin}/api/health`, {
        headers: { cookie: `coinswarm-${other.port}=${token}` },
      })
      await other.close()
      return answer.status
    }
    expect(await statusAt(caller.options.secret)).toBe(200)
    expect(await statusAt(new Uint8Array(32).fill(2))).toBe(401)
  })
})

const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
)

describe('serveDesk', () => {
  it.skipIf(!hasIpv6)('serves the IPv6 loopback under its own name', async () => {
    const other = await serveDesk({ ...caller.options, host: '::1' })
    expect(other.newUrl()).toMatch(/^http:\/\/\[::1\]:\d+\/#code=/)
    const shell = await fetch(other.origin)
    const closed = await fetch(`${other.origin}/api/health`)
    await other.close()
    expect([shell.status, closed.status]).toEqual([200, 401])
  })

  it('says which port is taken and how to choose another', async () => {
    const { port } = caller.server
    await expect(serveDesk({ ...caller.options, port })).rejects.toMatchObject({
      code: 'port-busy',
      exitCode: 3,
      message: expect.stringMatching(new RegExp(`${port}.*--port`)),
    })
  })

  it('refuses a short secret and an address that others can reach', async () => {
    const secret = new Uint8Array(31)
    await expect(serveDesk({ ...caller.options, secret })).rejects.toMatchObject({
      code: 'secret-too-short',
    })
    const host = '0.0.0.0' as '127.0.0.1'
    await expect(serveDesk({ ...caller.options, host })).rejects.toMatchObject({
      code: 'host-not-loopback',
    })
  })
})
