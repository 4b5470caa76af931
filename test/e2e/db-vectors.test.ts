// @module-tag long
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgres, type PostgresSql } from '../../src/journal/index.ts'
import {
  hasPgvector,
  hasPostgres,
  type PostgresServer,
  startPostgres,
} from '../servers/postgres-server.ts'
import { runGeneratedDesk } from './generated-desk.ts'
import { type Ended, ended, startCli } from './start-cli.ts'

describe.skipIf(!hasPgvector || !hasPostgres)(
  'memory of which the vectors are in PostgreSQL',
  () => {
    let folder = ''
    let server: PostgresServer
    let sql: PostgresSql
    beforeAll(async () => {
      folder = mkdtempSync(`${tmpdir()}/coinswarm-db-vectors-`)
      await runGeneratedDesk(folder, { from: 'trend', parameters: {} }, 20_000)
      server = await startPostgres({ hasVectors: true })
      sql = await openPostgres(server.place)
      writeFileSync(`${folder}/password`, `${server.password}\n`, { mode: 0o600 })
    }, 240_000)
    afterAll(async () => {
      await sql?.close()
      await server?.end()
      rmSync(folder, { recursive: true })
    })

    const run = (
      words: readonly string[],
      more: Readonly<Record<string, string>> = { COINSWARM_MEMORY_VECTORS: 'pgvector' },
      url = server.url,
    ): Promise<Ended> =>
      ended(
        startCli([...words, '--desk', folder, '--json'], [], {
          COINSWARM_DATABASE_URL: url,
          COINSWARM_DATABASE_KEY_FILE: `${folder}/password`,
          ...more,
        }),
      )
    const codeOf = ({ code, json }: Ended): unknown => [
      code,
      (json['error'] as { readonly code?: unknown } | undefined)?.code,
    ]
    const questions = [
      ['memory', 'search', '--by', 'trend', '--since', '2020-01-01', '--most', '40'],
      ['memory', 'search', '--like', '3', '--regime', 'calm', '--most', '3'],
    ]

    it('finds there what is found here, once it was asked for, made and filled', async () => {
      const { json: before } = await run(['db', 'status'])
      expect(before).toMatchObject({ vectors: { present: null, isReady: false, held: 0 } })
      expect(before['pending']).toContainEqual(expect.stringContaining('extension vector'))
      expect(codeOf(await run(['db', 'follow', '--once']))).toEqual([2, 'database-unmigrated'])
      expect((await run(['db', 'migrate'], {})).json['steps']).toHaveLength(2)
      expect(codeOf(await run(['memory', 'search']))).toEqual([2, 'database-unmigrated'])
      expect((await run(['db', 'migrate'])).json['steps']).toHaveLength(2)
      expect((await run(['db', 'migrate'])).json['steps']).toEqual([])
      expect(codeOf(await run(['memory', 'search']))).toEqual([2, 'pgvector-behind'])
      expect(codeOf(await run(['db', 'follow', '--once']))).toEqual([0, undefined])
      const { json: status } = await run(['db', 'status'])
      const { json: here } = await run(['memory', 'stats'], {})
      expect(here['episodes']).toBeGreaterThan(10)
      const held = here['episodes']
      expect(status).toMatchObject({ pending: [], vectors: { isReady: true, held } })
      for (const words of questions) {
        const there = await run(words)
        expect(there).toEqual(await run(words, {}))
        expect(there.json['found']).not.toEqual([])
      }
    }, 240_000)

    it('does not answer by vectors that are not all there, or are of another history', async () => {
      const last = 'id = (SELECT max(id) FROM coinswarm.vectors)'
      await sql.query(`DELETE FROM coinswarm.vectors WHERE ${last}`)
      expect(codeOf(await run(['memory', 'search']))).toEqual([2, 'pgvector-behind'])
      await sql.query(
        `UPDATE coinswarm.vectors SET numbers = set_byte(numbers, 40, 7) WHERE ${last}`,
      )
      expect(codeOf(await run(['memory', 'search']))).toEqual([2, 'database-differs'])
      expect(codeOf(await run(['db', 'follow', '--once']))).toEqual([2, 'database-differs'])
      expect(codeOf(await run(['db', 'follow', '--once', '--again']))).toEqual([0, undefined])
      expect(codeOf(await run(['memory', 'search']))).toEqual([0, undefined])
    }, 240_000)

    it('declines where the extension is missing, and needs it for nothing else', async () => {
      const plain = await startPostgres()
      try {
        const asked = { COINSWARM_MEMORY_VECTORS: 'pgvector' }
        const { json } = await run(['db', 'status'], asked, plain.url)
        const { offered } = json['vectors'] as { readonly offered: string | null }
        // Only Debian 13 and later have it as a package.
        expect(codeOf(await run(['db', 'migrate'], {}, plain.url))).toEqual([0, undefined])
        for (const words of [
          ['db', 'migrate'],
          ['memory', 'search'],
          ['db', 'follow', '--once'],
        ])
          if (offered === null)
            expect(codeOf(await run(words, asked, plain.url))).toEqual([2, 'pgvector-missing'])
        expect(codeOf(await run(['db', 'follow', '--once'], {}, plain.url))).toEqual([0, undefined])
      } finally {
        await plain.end()
      }
    }, 240_000)
  },
)
