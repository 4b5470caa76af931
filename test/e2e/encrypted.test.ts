// @module-tag long
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Authority, hasOpenssl, makeAuthority } from '../servers/authority.ts'
import { hasNats, startNats } from '../servers/nats-server.ts'
import { hasPostgres, startPostgres } from '../servers/postgres-server.ts'
import { until } from '../servers/start-server.ts'
import { type Ended, ended, startCli } from './start-cli.ts'

describe.skipIf(!hasOpenssl || !hasNats || !hasPostgres)('settings of who is trusted', () => {
  let folder = ''
  let authority: Authority
  const ends: (() => Promise<void>)[] = []
  beforeEach(() => {
    folder = mkdtempSync(`${tmpdir()}/coinswarm-trust-`)
    authority = makeAuthority('ours')
    writeFileSync(`${folder}/ca.pem`, authority.certificate)
    writeFileSync(`${folder}/other.pem`, makeAuthority('ours').certificate)
    writeFileSync(`${folder}/empty.pem`, '')
  })
  afterEach(async () => {
    for (const end of ends.splice(0)) await end()
    rmSync(folder, { recursive: true })
  })
  const errorOf = ({ code, json }: Ended): unknown => [
    code,
    (json['error'] as { readonly code?: unknown } | undefined)?.code,
  ]

  it('lead db to the database that is vouched for, and to no other', async () => {
    const server = await startPostgres({ certified: authority.certify('IP:127.0.0.1') })
    ends.push(() => server.end())
    writeFileSync(`${folder}/password`, server.password, { mode: 0o600 })
    const status = (authorities: string): Promise<Ended> =>
      ended(
        startCli(['db', 'status', '--desk', folder, '--json'], [], {
          COINSWARM_DATABASE_URL: `${server.url}?sslmode=require`,
          COINSWARM_DATABASE_KEY_FILE: `${folder}/password`,
          COINSWARM_DATABASE_CA_FILE: authorities,
        }),
      )
    expect(errorOf(await status(`${folder}/ca.pem`))).toEqual([0, undefined])
    expect(errorOf(await status(`${folder}/other.pem`))).toEqual([2, 'database-refused'])
    expect(errorOf(await status(''))).toEqual([2, 'database-refused'])
    expect(errorOf(await status(`${folder}/empty.pem`))).toEqual([2, 'ca-file'])
  }, 60_000)

  it('lead a manager to the bus that is vouched for, and end it at any other', async () => {
    await ended(startCli(['node', '--make-keys', '--keys', folder, '--json']))
    const { certificate, key } = authority.certify('IP:127.0.0.1')
    writeFileSync(`${folder}/server.pem`, certificate)
    writeFileSync(`${folder}/server.key`, key)
    const files = `cert_file: "${folder}/server.pem", key_file: "${folder}/server.key"`
    const nats = await startNats({ settings: [`tls { ${files} }`] })
    ends.push(() => nats.end())
    const manager = (authorities: string): ReturnType<typeof startCli> =>
      startCli(
        [
          'node',
          '--role',
          'memory-manager',
          '--manager',
          '0',
          '--keys',
          folder,
          '--desk',
          folder,
        ].concat('--json'),
        [],
        { COINSWARM_BUS_URL: nats.url, COINSWARM_BUS_CA_FILE: authorities },
      )
    const right = manager(`${folder}/ca.pem`)
    await until(() => right.said.includes('a line to NATS'), 'a line')
    right.child.kill('SIGTERM')
    expect(errorOf(await ended(right))).toEqual([0, undefined])
    expect(errorOf(await ended(manager(`${folder}/other.pem`)))).toEqual([3, 'bus-untrusted'])
    expect(errorOf(await ended(manager(`${folder}/none.pem`)))).toEqual([2, 'ca-file'])
  }, 60_000)
})
