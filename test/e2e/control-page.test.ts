import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listAudit, loadConfiguration, PaperDesk, setupOf } from '../../src/app/index.ts'
import { minuteUs } from '../../src/domain/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import { type Answer, Caller } from './page-caller.ts'

/** The routes that change a desk, each with a body that does. No other may. */
const mutating: Readonly<Record<string, object>> = {
  'POST /api/kill': { hold: true },
  'POST /api/mode': { to: 'pause', reason: 'a look' },
  'POST /api/limits': { key: 'grossMax', value: 0.5, reason: 'a look' },
  'POST /api/wake': { scope: 'instrument', subject: 0, reason: 'a look' },
}

let folder: string
let desk: PaperDesk
let caller: Caller
let headers: Record<string, string>

beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'control-page-'))
  const { values } = loadConfiguration({ folder, variables: {}, flags: [] })
  desk = await PaperDesk.open({
    folder,
    choice: { market: ['generated'], instruments: [], speed: 600, seed: 4, clock: liveClock },
    seats: [{ from: 'hold', parameters: {} }],
    setup: (agents) => setupOf(values, agents),
    segmentBytes: 1 << 20,
    snapshotEvery: 5_000,
    clock: liveClock,
    version: 'test',
    onNote: () => {},
  })
  caller = new Caller(desk.control)
  await caller.start()
  const session = { ...caller.json(), ...(await caller.session()) }
  const { body } = await caller.ask('GET /api/csrf', session)
  headers = { ...session, 'x-coinswarm-csrf': String(JSON.parse(body).token) }
})
afterEach(async () => {
  await caller.stop()
  desk.stop()
  fs.rmSync(folder, { recursive: true })
})

function post(
  route: string,
  given = headers,
  body: object = mutating[route] ?? {},
): Promise<Answer> {
  return caller.ask(route, given, JSON.stringify(body))
}

const acts = (): readonly string[] =>
  listAudit(folder).map(({ entry }) => `${entry.door} ${entry.act} ${entry.stage}`)

describe('the routes that change a desk', () => {
  it('are exactly these, and the exchange of a code', () => {
    const { routes } = caller.server
    const others = routes.filter((route) => !route.startsWith('GET '))
    expect(others.toSorted()).toEqual([...Object.keys(mutating), 'POST /api/session'].toSorted())
    expect(caller.server.openRoutes).toEqual(['GET /', 'POST /api/session'])
  })

  it.each(Object.keys(mutating))('%s needs session, token, Host and Origin', async (route) => {
    const { cookie: _cookie, ...noSession } = headers
    const { origin: _origin, ...noOrigin } = headers
    const { 'x-coinswarm-csrf': _token, ...noToken } = headers
    const other = { ...headers, ...(await caller.session()) }
    const statuses = await Promise.all(
      [
        noSession,
        noOrigin,
        noToken,
        { ...headers, origin: 'http://evil.example' },
        { ...headers, origin: 'null' },
        { ...headers, host: 'evil.example' },
        { ...headers, 'x-coinswarm-csrf': 'x'.repeat(43) },
        other,
        { ...headers, 'content-type': 'text/plain' },
      ].map(async (given) => (await post(route, given)).status),
    )
    expect(statuses).toEqual([401, 403, 403, 403, 403, 403, 403, 403, 415])
    const [method, url] = route.split(' ')
    expect((await caller.ask(`GET ${url}`, headers)).status).toBe(404)
    expect((await caller.ask(`PUT ${url}`, headers, '{}')).status).toBe(404)
    expect([method, desk.control.state.mode, acts()]).toEqual(['POST', 'normal', []])
  })

  it('move the desk, with who and why in the audit', async () => {
    const pause = await post('POST /api/mode')
    expect([pause.status, JSON.parse(pause.body)]).toEqual([
      200,
      expect.objectContaining({ did: 'normal to pause', audit: expect.anything() }),
    ])
    expect((await post('POST /api/mode')).status).toBe(409)
    const kill = await post('POST /api/kill', headers, {})
    expect([kill.status, desk.control.state.mode]).toEqual([200, 'emergency'])
    const [first] = listAudit(folder)
    expect(first?.entry).toMatchObject({ door: 'page', reason: 'a look', what: 'to pause' })
    expect(first?.entry.actor).toMatch(/^session [0-9a-f]{8}$/)
    expect(headers['cookie']).not.toContain(first?.entry.actor.slice(8) ?? '')
    expect((await caller.ask('GET /api/control', headers)).body).toContain('"mode":"emergency"')
  })

  it('want a reason for all but a kill, and a body that says what', async () => {
    for (const body of [{ to: 'pause' }, { to: 'pause', reason: ' ' }, { to: 'up', reason: 'x' }])
      expect((await post('POST /api/mode', headers, body)).status).toBe(400)
    for (const body of [
      { key: 'x', value: 'y', reason: 'z' },
      { key: '', value: 1, reason: 'z' },
    ])
      expect((await post('POST /api/limits', headers, body)).status).toBe(400)
    expect(acts()).toEqual([])
    expect((await post('POST /api/kill', headers, { hold: 'yes', reason: '' })).status).toBe(200)
  })

  it('are counted, but never a kill', async () => {
    const body = { to: 'normal', reason: 'again' }
    const statuses: number[] = []
    for (let i = 0; i < 21; i += 1)
      statuses.push((await post('POST /api/mode', headers, body)).status)
    expect([statuses.slice(0, 20).every((status) => status === 409), statuses[20]]).toEqual([
      true,
      429,
    ])
    for (let i = 0; i < 10; i += 1) await caller.exchange('wrong')
    expect((await post('POST /api/kill')).status).toBe(200)
    caller.wait(minuteUs)
    expect((await post('POST /api/mode', headers, { to: 'normal', reason: 'over' })).status).toBe(
      200,
    )
  })
})
