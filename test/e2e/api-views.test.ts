import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { NightLine } from '../../src/app/index.ts'
import { minuteUs } from '../../src/domain/index.ts'
import { apiClient, openapiDocument, streamFrame } from '../../src/doors/index.ts'
import { ApiStage } from './api-stage.ts'
import { Caller } from './page-caller.ts'
import { seededFolder } from './page-seeded-folder.ts'

const stage = new ApiStage()
const { caller } = stage
beforeAll(() => stage.start())
beforeEach(() => stage.wait(10 * minuteUs))
afterAll(() => stage.stop())

const bearer = (as: Readonly<Record<string, string>>): string =>
  (as['authorization'] ?? '').slice(7)
const clientAs = (name: string): ReturnType<typeof apiClient> =>
  apiClient({
    origin: caller.server.origin,
    token: bearer(stage.token(name, 'read').as),
    send: (url, init) => fetch(url, init),
  })

it('holds docs/openapi.json to the schemas', () => {
  const kept = readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8')
  expect(JSON.parse(kept)).toEqual(JSON.parse(JSON.stringify(openapiDocument())))
})

it('pages through every fill of the desk, typed by the schemas', async () => {
  const ask = clientAs('pages')
  const seen: unknown[] = []
  let page = await ask('fills', { limit: 7 })
  for (;;) {
    seen.push(...page.rows)
    if (page.next === null) break
    page = await ask('fills', { limit: 7, cursor: page.next })
  }
  const { fills } = caller.desk.snapshot()
  expect(fills.length).toBeGreaterThan(10)
  expect(seen).toEqual([...fills].sort((a, b) => b.t - a.t))
})

it('puts trades together that come to what their fills come to', async () => {
  const { rows } = await clientAs('trades')('trades', { limit: 500 })
  expect(rows.length).toBeGreaterThan(0)
  for (const trade of rows) {
    const fills = caller.desk.snapshot().fills.filter(({ t, instrument }) => {
      return instrument === trade.instrument && t >= trade.opened && t <= trade.t
    })
    expect(fills.length).toBeGreaterThanOrEqual(trade.fills)
    expect(trade.fills).toBeGreaterThanOrEqual(2)
  }
})

it('says 304 to who has it already, and the whole once it is another', async () => {
  const { as } = stage.token('etag', 'read')
  const first = await caller.ask('GET /api/v1/status', as)
  const known = { ...as, 'if-none-match': String(first.headers['etag']) }
  const same = await caller.ask('GET /api/v1/status', known)
  expect([same.status, same.body]).toEqual([304, ''])
  caller.desk.step()
  expect((await caller.ask('GET /api/v1/status', known)).status).toBe(200)
})

it('tells settings with where each came from, and says why there is no past', async () => {
  const ask = clientAs('records')
  const { rows } = await ask('configuration', {})
  const port = { key: 'http.port', value: 8_787, origin: 'default', fallback: 8_787 }
  expect(rows).toContainEqual({ ...port, meaning: expect.stringContaining('ort') })
  await expect(ask('status', { at: 5 })).rejects.toMatchObject({ status: 503, code: 'no-past' })
})

it('streams over a real socket what happens, in order', async () => {
  const { as } = stage.token('ears', 'read')
  const { port, origin } = caller.server
  const options = { headers: { authorization: as['authorization'] ?? '', origin } }
  const url = `ws://127.0.0.1:${port}/api/v1/stream?topics=status,journal`
  const socket = new WebSocket(url, options)
  const frames: unknown[] = []
  socket.addEventListener('message', ({ data }) => frames.push(streamFrame.parse(JSON.parse(data))))
  const heard = async (count: number): Promise<void> => {
    while (frames.length < count) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await heard(1)
  caller.desk.step()
  caller.desk.step()
  await heard(3)
  expect(frames.slice(0, 2)).toMatchObject([
    { kind: 'hello', topics: ['status', 'journal'] },
    { kind: 'event', sequence: 1, topic: 'status' },
  ])
  socket.close()
})

it('tells versions with what was asked of them, nights, and what models said', async () => {
  const seeded = await seededFolder()
  const other = new Caller(undefined, undefined, seeded.api)
  await other.start()
  try {
    const cookie = await other.session()
    const told = async (path: string): Promise<Record<string, unknown>> =>
      JSON.parse((await other.ask(`GET /api/v1${path}`, cookie)).body)
    const [night] = (await told('/nights?limit=2'))['rows'] as readonly NightLine[]
    expect(night).toMatchObject({ night: 5, outcome: 'nothing-passed' })
    const version = night?.candidates[0]?.version ?? ''
    const { strategy } = await told(`/strategy?id=${version}`)
    expect(strategy).toMatchObject({
      ...{ id: version, state: 'declined', why: 'not passed: deflated Sharpe ratio' },
      checks: expect.arrayContaining([expect.objectContaining({ step: 'gate', isPassed: false })]),
    })
    expect(await told('/strategy?id=none')).toEqual({ strategy: null })
    const [thought] = (await told('/thoughts'))['rows'] as readonly { readonly id: string }[]
    expect(thought).toMatchObject({ id: 'night-4:3', outcome: 'timeout' })
    expect(await told('/thought?id=night-4:1')).toMatchObject({
      thought: { reply: expect.stringContaining('its exits come late') },
    })
    const record = `${seeded.folder}/strategies/registry.record`
    const bytes = readFileSync(record)
    bytes[200] = (bytes[200] ?? 0) ^ 1
    writeFileSync(record, bytes)
    const damaged = await other.ask('GET /api/v1/strategies', cookie)
    expect([damaged.status, JSON.parse(damaged.body).error.code]).toEqual([
      503,
      'strategies-damaged',
    ])
  } finally {
    await other.stop()
    seeded.end()
  }
})

it('shows the page of a run to a session, without its script and unable to reach anything', async () => {
  const seeded = await seededFolder(1)
  const other = new Caller(undefined, undefined, seeded.api)
  await other.start()
  try {
    const cookie = await other.session()
    const { body: list } = await other.ask('GET /api/v1/runs', cookie)
    const [run] = JSON.parse(list).rows as readonly { readonly id: string }[]
    const page = await other.ask(`GET /api/run-page?id=${run?.id ?? ''}`, cookie)
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(page.body).toContain('It made less than holding would have.')
    expect(page.body).not.toContain('<script')
    const policy = String(page.headers['content-security-policy'])
    expect(policy).toMatch(/^sandbox allow-downloads; default-src 'none';/)
    expect(policy).not.toContain('script-src')
    for (const id of ['', 'none', '../runs', '..%2f..%2ftrials', '0'.repeat(16)])
      expect((await other.ask(`GET /api/run-page?id=${id}`, cookie)).status).toBe(404)
    expect((await other.ask(`GET /api/run-page?id=${run?.id ?? ''}`)).status).toBe(401)
  } finally {
    await other.stop()
    seeded.end()
  }
})

it('says of lateness, sources and books what is known, and why where nothing is', async () => {
  const ask = clientAs('market')
  expect(await ask('latency', {})).toEqual({ isMeasured: false, caughtUp: 0, rows: [] })
  expect(await ask('sources', {})).toMatchObject({ isGiven: false, rows: [] })
  const { desk } = caller.desk.snapshot()
  const instrument = desk.instruments[0]?.id ?? ''
  expect(await ask('depth', { instrument })).toEqual({
    book: null,
    why: `It trades on bars alone: ${desk.source.label} has no book.`,
  })
  const { why } = await ask('depth', { instrument: '../../trials' })
  expect(why).toBe('The desk does not trade this instrument.')
})
