// @module-tag long
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Secret } from '../../src/base/index.ts'
import { NatsBus, type NatsOptions, openPostgres } from '../../src/journal/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import { type Authority, type Certified, hasOpenssl, makeAuthority } from '../servers/authority.ts'
import { hasNats, type NatsServer, startNats } from '../servers/nats-server.ts'
import { hasPostgres, type PostgresServer, startPostgres } from '../servers/postgres-server.ts'
import { until } from '../servers/start-server.ts'
import { bytesOf, heard } from './bus-stage.ts'

const here = 'IP:127.0.0.1,DNS:localhost'

describe.skipIf(!hasOpenssl || !hasNats || !hasPostgres)('an encrypted line', () => {
  let folder = ''
  let authority: Authority
  let stranger: Authority
  const open: { readonly end: () => Promise<void> | void }[] = []
  beforeAll(() => {
    folder = mkdtempSync(`${tmpdir()}/coinswarm-encrypted-`)
    authority = makeAuthority('ours')
    // Of the same name, so that only the key tells them apart.
    stranger = makeAuthority('ours')
  })
  afterEach(async () => {
    for (const each of open.splice(0).toReversed()) await each.end()
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  describe('to NATS', () => {
    const token = new Secret('0123456789-not-for-anybody')

    async function encrypting({ certificate, key }: Certified): Promise<NatsServer> {
      writeFileSync(`${folder}/certificate.pem`, certificate)
      writeFileSync(`${folder}/key.pem`, key)
      const files = `cert_file: "${folder}/certificate.pem", key_file: "${folder}/key.pem"`
      const settings = [`tls { ${files} }`, `authorization { token: "${token.reveal()}" }`]
      const started = await startNats({ settings })
      open.push(started)
      return started
    }

    function bus(url: string, authorities?: string, more: Partial<NatsOptions> = {}): Seen {
      const whys: string[] = []
      const onState = (_: string, why: string): void => void whys.push(why)
      const made = new NatsBus({
        ...{ url, token, name: 'test', clock: liveClock, onState },
        ...(authorities !== undefined && { authorities }),
        ...more,
      })
      open.push({ end: () => made.close() })
      return { bus: made, whys }
    }
    type Seen = { readonly bus: NatsBus; readonly whys: readonly string[] }

    it('stands with the right authority, by address and by name, and says and hears', async () => {
      const { port } = await encrypting(authority.certify(here))
      const urls = ['nats://127.0.0.1', 'tls://127.0.0.1', 'tls://localhost', 'localhost']
      for (const url of urls.map((each) => `${each}:${port}`)) {
        const { bus: one, whys } = bus(url, authority.certificate)
        await until(() => one.state === 'up', `a line to ${url}: ${whys.join()}`)
        const { all } = heard(one, 'x.y')
        one.publish('x.y', bytesOf('hello'))
        await until(() => all.length === 1, 'an echo')
      }
    })

    it('is not opened to who cannot prove that it is the one', async () => {
      const cases: readonly [Certified, string | undefined, RegExp][] = [
        [authority.certify(here), stranger.certificate, /signature|certificate/],
        [authority.certify(here), undefined, /certificate/],
        [authority.certify('DNS:elsewhere.example'), authority.certificate, /does not match/],
        // The library by itself takes a certificate of localhost for one of any address.
        [authority.certify('DNS:localhost'), authority.certificate, /does not match/],
        [authority.certify(here, -1), authority.certificate, /expired/],
      ]
      for (const [certified, authorities, why] of cases) {
        const server = await encrypting(certified)
        const { bus: one, whys } = bus(server.url, authorities)
        await until(() => one.state === 'untrusted', `a refusal for ${why}`)
        expect(whys.at(-1)).toMatch(why)
        one.publish('x.y', bytesOf('nobody hears this'))
        expect(one.counts).toMatchObject({ taken: 0, lines: 0 })
        await server.kill()
      }
    })

    it('is not opened to who does not encrypt, and that one is not told the token', async () => {
      const plain = await startNats()
      open.push(plain)
      const said: string[] = []
      // Somebody in between, who leaves out that the server encrypts.
      const between = net.createServer((socket) => {
        socket.write('INFO {"server_id":"x","proto":1,"max_payload":1048576}\r\n')
        socket.on('data', (bytes) => said.push(bytes.toString()))
        socket.on('error', () => undefined)
      })
      await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve))
      open.push({ end: () => void between.close() })
      const address = between.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      for (const [url, authorities] of [
        [`tls://127.0.0.1:${plain.port}`, undefined],
        [plain.url, authority.certificate],
        [`tls://127.0.0.1:${port}`, undefined],
        [`nats://127.0.0.1:${port}`, authority.certificate],
      ] as const) {
        const { bus: one } = bus(url, authorities)
        await until(() => one.state === 'untrusted', `a refusal of ${url}`)
        await one.close()
      }
      await sleep(50)
      expect(said.join()).not.toContain(token.reveal())
    })

    it('comes back to a server that was killed, and not to another in its place', async () => {
      const first = await encrypting(authority.certify(here))
      const { bus: one } = bus(first.url, authority.certificate)
      await until(() => one.state === 'up', 'a line')
      await first.kill()
      await first.start()
      await until(() => one.counts.lines === 2, 'a second line')
      await first.kill()
      const { certificate, key } = stranger.certify(here)
      writeFileSync(`${folder}/certificate.pem`, certificate)
      writeFileSync(`${folder}/key.pem`, key)
      await first.start()
      await until(() => one.state === 'untrusted', 'a refusal')
      expect(one.counts.lines).toBe(2)
    })
  })

  describe('to PostgreSQL', () => {
    async function encrypting(certified: Certified): Promise<PostgresServer> {
      const started = await startPostgres({ certified })
      open.push(started)
      return started
    }

    it('stands with the right authority, by address and by name', async () => {
      const { place } = await encrypting(authority.certify(here))
      for (const host of ['127.0.0.1', 'localhost']) {
        const trusted = { ...place, host, isEncrypted: true, authorities: authority.certificate }
        const sql = await openPostgres(trusted)
        const rows = await sql.query('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()')
        expect(rows).toEqual([{ ssl: true }])
        await sql.close()
      }
    })

    it('is not opened to who cannot prove that it is the one', async () => {
      const cases: readonly [Certified, string | undefined, RegExp][] = [
        [authority.certify(here), stranger.certificate, /signature|certificate/],
        [authority.certify(here), undefined, /certificate/],
        [authority.certify('DNS:elsewhere.example'), authority.certificate, /does not match/],
        [authority.certify('DNS:localhost'), authority.certificate, /does not match/],
        [authority.certify(here, -1), authority.certificate, /expired/],
      ]
      for (const [certified, authorities, why] of cases) {
        const server = await encrypting(certified)
        const wrong = { ...server.place, isEncrypted: true, authorities }
        const refusal = await openPostgres(wrong).catch((error: unknown) => error)
        expect(refusal).toMatchObject({ code: 'database-refused' })
        expect(String(refusal)).toMatch(why)
        await server.end()
      }
    })
  })
})
