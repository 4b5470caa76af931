// @module-tag long
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasPostgres, type PostgresServer, startPostgres } from '../servers/postgres-server.ts'
import { until } from '../servers/start-server.ts'
import { runGeneratedDesk } from './generated-desk.ts'
import { type Ended, ended, startCli } from './start-cli.ts'

describe.skipIf(!hasPostgres)('coinswarm db', () => {
  let folder = ''
  let server: PostgresServer
  beforeAll(async () => {
    folder = mkdtempSync(`${tmpdir()}/coinswarm-db-`)
    const seat = { from: 'random', parameters: { entry: 0.1, exit: 0.1, exposure: 0.2 } }
    await runGeneratedDesk(folder, seat, 3_000)
    server = await startPostgres()
    writeFileSync(`${folder}/password`, `${server.password}\n`, { mode: 0o600 })
  })
  afterAll(async () => {
    await server?.end()
    rmSync(folder, { recursive: true })
  })

  const variables = (): Readonly<Record<string, string>> => ({
    COINSWARM_DATABASE_URL: server.url,
    COINSWARM_DATABASE_KEY_FILE: `${folder}/password`,
  })
  const db = (...words: readonly string[]): Promise<Ended> =>
    ended(startCli(['db', ...words, '--desk', folder, '--json'], [], variables()))
  const codeOf = ({ code, json }: Ended): unknown => [
    code,
    (json['error'] as { readonly code?: unknown } | undefined)?.code,
  ]

  it('migrates, copies a desk, and finds in the database what is in the journal', async () => {
    expect(await db('status')).toMatchObject({
      code: 0,
      json: { pending: [/^record 1/, /^tables/].map((each) => expect.stringMatching(each)) },
    })
    expect(codeOf(await db('follow', '--once'))).toEqual([2, 'database-unmigrated'])
    expect((await db('migrate', '--dry-run')).json).toMatchObject({ isDone: false })
    expect((await db('migrate')).json['steps']).toHaveLength(2)
    expect((await db('migrate')).json['steps']).toEqual([])
    const { json: copied } = await db('follow', '--once')
    expect(Number(copied['copied'])).toBeGreaterThan(3_000)
    const { code, json, said } = await db('status', '--compare')
    expect([code, said]).toEqual([0, ''])
    const events = copied['copied']
    expect(json).toMatchObject({
      pending: [],
      journal: { events, copied: events },
      comparison: { events, faults: [] },
    })
    expect(JSON.stringify(json)).not.toContain(server.password)
  })

  it('follows until it is told to end, over the death of the server', async () => {
    await db('migrate')
    const cli = startCli(['db', 'follow', '--again', '--desk', folder, '--json'], [], variables())
    await until(() => cli.said.includes('events are in the database'), 'all events', 60_000)
    await server.kill()
    await until(() => cli.said.includes('The database is away'), 'the death to be noticed')
    await server.start()
    await until(() => cli.said.includes('The database is back'), 'the return to be noticed')
    cli.child.kill('SIGTERM')
    expect(await ended(cli)).toMatchObject({ code: 0, json: { command: 'db follow' } })
    expect(cli.said + cli.out).not.toContain(server.password)
  })

  it('is declined with a wrong password and without a server, and says how to go on', async () => {
    writeFileSync(`${folder}/wrong`, 'guess\n', { mode: 0o600 })
    const ask = async (more: Readonly<Record<string, string>>): Promise<unknown> =>
      codeOf(
        await ended(
          startCli(['db', 'status', '--desk', folder, '--json'], [], { ...variables(), ...more }),
        ),
      )
    const wrong = { COINSWARM_DATABASE_KEY_FILE: `${folder}/wrong` }
    expect(await ask(wrong)).toEqual([2, 'database-refused'])
    const away = { COINSWARM_DATABASE_URL: 'postgres://desk@127.0.0.1:1/postgres' }
    expect(await ask(away)).toEqual([3, 'database-away'])
  })
})
