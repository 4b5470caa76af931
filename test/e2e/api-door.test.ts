import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { minuteUs } from '../../src/domain/index.ts'
import { apiRoutes } from '../../src/doors/index.ts'
import { ApiStage } from './api-stage.ts'
import { upgrade } from './page-caller.ts'

const stage = new ApiStage()
const { caller } = stage
beforeAll(() => stage.start())
// Far enough apart that one test's requests do not use up another's.
beforeEach(() => stage.wait(10 * minuteUs))
afterAll(() => stage.stop())

const v1 = '/api/v1'
const post = (path: string, headers: Readonly<Record<string, string>>, body: object) =>
  caller.ask(`POST ${v1}${path}`, headers, JSON.stringify(body))
const why = (answer: { readonly body: string }): string => JSON.parse(answer.body).error.code

describe('the router', () => {
  it('serves every route of the table and the stream, and lets nobody in without a credential', async () => {
    const table = Object.values(apiRoutes).map(({ method, path }) => `${method} ${v1}${path}`)
    const served = caller.server.routes.filter((route) => route.includes(v1))
    expect(new Set(served)).toEqual(new Set([...table, `GET ${v1}/stream`]))
    expect(caller.server.openRoutes).toEqual(['GET /', 'POST /api/session'])
    const closed = caller.server.routes.filter((route) => !caller.server.openRoutes.includes(route))
    expect(closed.length).toBeGreaterThan(30)
    for (const route of [...closed, `GET ${v1}/unknown`, `DELETE ${v1}/status`])
      expect([route, (await caller.ask(route, caller.json(), undefined)).status]).toEqual([
        route,
        401,
      ])
  })

  it('opens nothing but the versioned API to a token', async () => {
    const { as } = stage.token('narrow', 'read', 'control', 'trade')
    const others = caller.server.routes.filter(
      (route) => !route.includes(v1) && !caller.server.openRoutes.includes(route),
    )
    expect(others).toContain('POST /api/mode')
    for (const route of others)
      expect([route, (await caller.ask(route, as)).status]).toEqual([route, 401])
  })
})

describe('a token', () => {
  it('reads every view', async () => {
    const { as } = stage.token('reader', 'read')
    for (const { method, path, scope } of Object.values(apiRoutes)) {
      if (method !== 'GET' || scope !== 'read' || path.includes(':')) continue
      const query = path === '/bars' ? '?instrument=BTC-USD.SIM' : ''
      const answer = await caller.ask(`GET ${v1}${path}${query}`, as)
      expect([path, answer.status]).toEqual([path, 200])
    }
  })

  it('does only what its scopes say, and each may kill without a proof', async () => {
    const read = stage.token('only-read', 'read').as
    const trade = stage.token('only-trade', 'trade').as
    const act = { to: 'pause', reason: 'a test' }
    expect(why(await post('/mode', read, act))).toBe('scope-missing')
    expect(why(await post('/mode', trade, act))).toBe('scope-missing')
    expect((await caller.ask(`GET ${v1}/status`, trade)).status).toBe(403)
    for (const as of [read, trade]) {
      const killed = await post('/kill', as, { reason: 5, more: 'is passed over' })
      expect([killed.status, JSON.parse(killed.body).state.mode]).toEqual([200, 'emergency'])
    }
  })

  it('commands once a code of now has come, for five minutes; a code is good once', async () => {
    const { id, as } = stage.token('pilot', 'control')
    const act = { to: 'pause', reason: 'a test' }
    stage.commanded.show('quiet')
    expect(why(await post('/mode', as, act))).toBe('step-up-missing')
    expect(why(await post('/step-up', as, { code: stage.code('page') }))).toBe('bad-code')
    const code = stage.code(id)
    expect((await post('/step-up', as, { code })).status).toBe(200)
    expect(why(await post('/step-up', as, { code }))).toBe('bad-code')
    const done = await post('/mode', as, act)
    expect([done.status, JSON.parse(done.body).state.mode]).toEqual([200, 'pause'])
    stage.wait(5 * minuteUs)
    expect(why(await post('/mode', as, { ...act, to: 'reduce' }))).toBe('step-up-missing')
    for (let i = 0; i < 5; i += 1) await post('/step-up', as, { code: '000000' })
    expect((await post('/step-up', as, { code: stage.code(id) })).status).toBe(429)
  })

  it('never takes a desk back from safety, however proved: that is a person at the page', async () => {
    const { id, as } = stage.token('back', 'control')
    stage.commanded.show('emergency')
    await post('/step-up', as, { code: stage.code(id) })
    const answer = await post('/mode', as, { to: 'normal', reason: 'a test' })
    expect([answer.status, why(answer)]).toEqual([409, 'mode-refused'])
  })

  it('is none from the moment it is revoked or too old, and guessers wait', async () => {
    const { as } = stage.token('gone', 'read')
    const old = stage.token('old', 'read').as
    expect((await caller.ask(`GET ${v1}/status`, as)).status).toBe(200)
    stage.tokens.revoke('gone')
    expect((await caller.ask(`GET ${v1}/status`, as)).status).toBe(401)
    stage.wait(24 * 60 * minuteUs)
    const statuses: number[] = []
    for (let i = 0; i < 12; i += 1)
      statuses.push((await caller.ask(`GET ${v1}/status`, old)).status)
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429])
    const right = stage.token('right', 'read').as
    expect((await caller.ask(`GET ${v1}/status`, right)).status).toBe(200)
  })

  it('asks six hundred times a minute, and kills beyond that', async () => {
    const { as } = stage.token('busy', 'read')
    let last = 200
    for (let i = 0; i < 601; i += 1) last = (await caller.ask(`GET ${v1}/csrf`, as)).status
    expect(last).toBe(429)
    expect((await post('/kill', as, {})).status).toBe(200)
  })

  it('does not make up for a wrong one by a cookie', async () => {
    const { cookie } = await caller.session()
    const headers = { cookie, authorization: 'Bearer csw_00000000_nothing' }
    expect((await caller.ask(`GET ${v1}/status`, headers)).status).toBe(401)
    expect((await caller.ask('GET /api/health', headers)).status).toBe(401)
  })
})

describe('a session of the page', () => {
  it('needs the token of its session for every change, and a code of the page', async () => {
    const headers = { ...caller.json(), ...(await caller.session()) }
    stage.commanded.show('quiet')
    for (const { method, path } of Object.values(apiRoutes)) {
      if (method !== 'POST') continue
      const bodies: Readonly<Record<string, object>> = {
        '/mode': { to: 'pause', reason: 'x' },
        '/limits': { key: 'grossMax', value: 1, reason: 'x' },
        '/wake': { scope: 'strategy', subject: 0, reason: 'x' },
        '/step-up': { code: '123456' },
        '/jobs': { kind: 'backtest', options: {} },
      }
      const asked = path.replace(':id', '0123456789abcdef')
      const said = why(await post(asked, headers, bodies[path] ?? {}))
      expect([path, said]).toEqual([path, 'bad-csrf'])
    }
    const { token } = JSON.parse((await caller.ask(`GET ${v1}/csrf`, headers)).body)
    const signed = { ...headers, 'x-coinswarm-csrf': token }
    expect(why(await post('/mode', signed, { to: 'pause', reason: 'x' }))).toBe('step-up-missing')
    expect((await post('/step-up', signed, { code: stage.code('page') })).status).toBe(200)
    expect((await post('/mode', signed, { to: 'pause', reason: 'x' })).status).toBe(200)
  })
})

describe('hostile requests', () => {
  it.each(['evil.example', '127.0.0.1.', '127.0.0.1:1', '[::ffff:127.0.0.1]'])(
    'with Host %s are refused with a good token',
    async (host) => {
      const { as } = stage.token(`h${host.length}`, 'read')
      for (const route of caller.server.routes.filter((each) => each.includes(v1)))
        expect((await caller.ask(route, { ...as, host })).status).toBe(403)
    },
  )

  it.each(['null', 'http://evil.example', 'http://127.0.0.1.evil.example', 'http://127.0.0.1'])(
    'from Origin %s are refused with a good token or session, streams too',
    async (origin) => {
      const { as } = stage.token(`o${origin.length}`, 'read', 'control')
      const { cookie } = await caller.session()
      for (const headers of [
        { ...as, origin },
        { cookie, origin },
      ]) {
        const stream = { ...headers, ...upgrade }
        expect((await caller.ask(`GET ${v1}/stream`, stream)).status).toBe(403)
        expect((await caller.ask(`GET ${v1}/status`, headers)).status).toBe(403)
        expect((await post('/kill', headers, {})).status).toBe(403)
      }
    },
  )

  it('without an Origin change and stream nothing', async () => {
    const { origin: _none, ...as } = stage.token('no-origin', 'read', 'control').as
    expect((await post('/kill', as, {})).status).toBe(403)
    expect((await caller.ask(`GET ${v1}/stream`, { ...as, ...upgrade })).status).toBe(403)
    expect((await caller.ask(`GET ${v1}/status`, as)).status).toBe(200)
  })

  it('that are large, deep, poisoned, malformed or of another type are declined', async () => {
    const { as } = stage.token('rude', 'read', 'control')
    const ask = async (body: string, type = 'application/json'): Promise<number> =>
      (await caller.ask(`POST ${v1}/mode`, { ...as, 'content-type': type }, body)).status
    expect(await ask(JSON.stringify({ to: 'pause', reason: 'x'.repeat(65_536) }))).toBe(413)
    expect(await ask(`${'['.repeat(17)}${']'.repeat(17)}`)).toBe(400)
    expect(await ask('{"__proto__":{"to":"pause"}}')).toBe(400)
    expect(await ask('{"constructor":{}}')).toBe(400)
    expect(await ask('{"to":"pause","reason":"x","more":1}')).toBe(400)
    for (const body of ['{', '', 'null', '[]', '7', '{"to":"live","reason":"x"}'])
      expect([body, await ask(body)]).toEqual([body, 400])
    for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
      expect(await ask('{"to":"pause","reason":"x"}', type)).toBe(415)
  })

  it('cannot change their method, leave their path or split an answer', async () => {
    const { as } = stage.token('sly', 'read')
    const override = { ...as, 'x-http-method-override': 'POST' }
    expect((await caller.ask(`GET ${v1}/kill?_method=POST`, override)).status).toBe(401)
    for (const path of ['/..%2f..%2fpackage.json', '/status/../../x', '/%2e%2e/tokens.json'])
      expect([401, 404]).toContain((await caller.ask(`GET ${v1}${path}`, as)).status)
    const split = await caller.ask(`GET ${v1}/bars?instrument=a%0d%0aset-cookie:%20x`, as)
    expect(split.headers['set-cookie']).toBeUndefined()
  })

  it('are told no secret, whatever they ask', async () => {
    const { id, as } = stage.token('curious', 'read', 'control')
    const said: string[] = []
    for (const { method, path } of Object.values(apiRoutes))
      if (method === 'GET') said.push((await caller.ask(`GET ${v1}${path}`, as)).body)
    const all = said.join('\n')
    const secret = Buffer.from(caller.options.secret)
    for (const each of [secret.toString('hex'), secret.toString('base64')])
      expect(all).not.toContain(each)
    // Six digits stand by chance within longer numbers.
    expect(all).not.toMatch(new RegExp(`(?<![0-9a-f.])${stage.code(id)}(?![0-9a-f.])`))
    expect(all).not.toContain(as['authorization']?.slice(-43))
  })
})
