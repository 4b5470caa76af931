import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Secret } from '../../src/base/index.ts'
import type { DeskEvent } from '../../src/domain/index.ts'
import {
  compareWithJournal,
  databaseFormats,
  type FollowState,
  followJournal,
  journalName,
  migrateDatabase,
  openPostgres,
  openProjection,
  pendingSteps,
  type PostgresSql,
  SegmentJournal,
} from '../../src/journal/index.ts'
import { liveClock, nodeDisk } from '../../src/kernel/index.ts'
import { hasPostgres, type PostgresServer, startPostgres } from '../servers/postgres-server.ts'
import { until } from '../servers/start-server.ts'
import { tradedEvents } from './traded-events.ts'

const tables = ['events', 'decisions', 'voices', 'orders', 'fills', 'instruments', 'agents']
const ordered: Readonly<Record<string, string>> = {
  orders: 'order_id',
  instruments: 'id',
  agents: 'position',
  trades: 'instrument, number',
  voices: 'sequence, rowid',
}

describe.skipIf(!hasPostgres)('PostgreSQL as the second home of the record', () => {
  let server: PostgresServer
  let sql: PostgresSql
  let folder = ''
  let place = { disk: nodeDisk, folder: '', anchor: '' }

  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server.end())
  beforeEach(async () => {
    folder = mkdtempSync(`${tmpdir()}/coinswarm-second-home-`)
    place = { disk: nodeDisk, folder: `${folder}/journal`, anchor: `${folder}/anchor` }
    sql = await openPostgres(server.place)
    await sql.query('DROP SCHEMA IF EXISTS coinswarm CASCADE')
  })
  afterEach(async () => {
    await sql.close().catch(() => undefined)
    rmSync(folder, { recursive: true })
  })

  const write = (events: readonly DeskEvent[], group = 7): void => {
    const journal = SegmentJournal.open({ ...place, segmentBytes: 65_536 })
    events.forEach((event, index) => {
      journal.append(event)
      if (index % group === 0) journal.commit()
    })
    journal.close()
  }
  const follow = (more: Partial<Parameters<typeof followJournal>[0]> = {}): Promise<number> =>
    followJournal({
      open: () => openPostgres(server.place),
      ...{ disk: nodeDisk, folder: place.folder, clock: liveClock, isOnce: true },
      ...more,
    })
  const nameOf = (): string => journalName(nodeDisk, place.folder) ?? ''
  const compared = (): ReturnType<typeof compareWithJournal> =>
    compareWithJournal(sql, { disk: nodeDisk, folder: place.folder, journal: nameOf() })

  const inSqlite = async (): Promise<Record<string, unknown[]>> => {
    const file = `${folder}/desk.sqlite`
    const projection = await openProjection({ path: file, folder: place.folder, disk: nodeDisk })
    while (projection.catchUp(1_000) === 1_000);
    projection.close()
    const database = new DatabaseSync(file, { readOnly: true })
    const all = Object.fromEntries(
      [...tables, 'trades'].map((table) => [
        table,
        database
          .prepare(`SELECT * FROM ${table} ORDER BY ${ordered[table] ?? 'sequence'}`)
          .all()
          .map((row) => rounded({ ...row })),
      ]),
    )
    database.close()
    return all
  }
  const inPostgres = async (): Promise<Record<string, unknown[]>> => {
    const all: Record<string, unknown[]> = {}
    for (const table of [...tables, 'trades']) {
      const order = ordered[table] ?? 'sequence'
      const collated = order
        .replace('rowid', 'seat')
        .replaceAll(/\b(id|instrument)\b/g, '$1 COLLATE "C"')
      const rows = await sql.query(
        `SELECT * FROM coinswarm.${table} WHERE journal = $1 ORDER BY ${collated}`,
        [nameOf()],
      )
      all[table] = rows.map(({ journal: _journal, seat: _seat, ...row }) => rounded(plainRow(row)))
    }
    return all
  }

  it('says what is to be done, does it once, and then has nothing to do', async () => {
    expect(pendingSteps(await databaseFormats(sql))).toHaveLength(2)
    write(tradedEvents(10))
    await expect(follow()).rejects.toMatchObject({ code: 'database-unmigrated' })
    const other = await openPostgres(server.place)
    const done = await Promise.all([migrateDatabase(sql), migrateDatabase(other)])
    await other.close()
    expect(done.map((steps) => steps.length).toSorted((a, b) => a - b)).toEqual([0, 2])
    expect(pendingSteps(await databaseFormats(sql))).toEqual([])
    await sql.query("UPDATE coinswarm.formats SET version = 99 WHERE part = 'record'")
    await expect(migrateDatabase(sql)).rejects.toMatchObject({ code: 'database-newer' })
  })

  it('holds row by row what SQLite holds', async () => {
    write(tradedEvents(2_000))
    await migrateDatabase(sql)
    expect(await follow()).toBe(2_000)
    const expected = await inSqlite()
    expect(expected['fills']?.length).toBeGreaterThan(100)
    expect(expected['trades']?.length).toBeGreaterThan(10)
    expect(await inPostgres()).toEqual(expected)
    expect(await compared()).toMatchObject({ events: 2_000, faults: [] })
  })

  it('comes to the same in pieces, by two at once, and made again after a new schema', async () => {
    const events = tradedEvents(1_200)
    await migrateDatabase(sql)
    for (const [from, to] of [
      [0, 1],
      [1, 400],
      [400, 401],
      [401, 1_200],
    ] as const) {
      write(events.slice(from, to), 13)
      await Promise.all([follow(), follow()])
    }
    const expected = await inSqlite()
    expect(await inPostgres()).toEqual(expected)
    await sql.query("UPDATE coinswarm.formats SET version = 1 WHERE part = 'projection'")
    await expect(follow()).rejects.toMatchObject({ code: 'database-unmigrated' })
    expect(await migrateDatabase(sql)).toHaveLength(1)
    expect(await follow()).toBe(1_200)
    expect(await inPostgres()).toEqual(expected)
    expect((await compared()).faults).toEqual([])
  })

  it('goes on when the server is killed under load, with every event exactly once', async () => {
    await migrateDatabase(sql)
    const events = tradedEvents(6_000)
    write(events.slice(0, 10))
    const stop = new AbortController()
    const states: FollowState[] = []
    const ended = follow({
      isOnce: false,
      signal: stop.signal,
      onState: (state) => states.push(state),
    })
    const journal = SegmentJournal.open({ ...place, segmentBytes: 65_536 })
    const copied = (): number =>
      states.findLast((state) => state.kind === 'following')?.sequence ?? 0
    for (let at = 10, kills = 0; at < events.length; at += 1) {
      const event = events[at]
      if (event !== undefined) journal.append(event)
      if (at % 5 !== 0) continue
      journal.commit()
      await new Promise((resolve) => setImmediate(resolve))
      if (at % 1_500 !== 0) continue
      kills += 1
      const before = copied()
      await server.kill()
      await until(() => states.at(-1)?.kind === 'away', `kill ${kills} to be noticed`)
      await server.start()
      await until(() => copied() > before, `copying after kill ${kills}`)
    }
    journal.close()
    await until(() => copied() === events.length, 'all events')
    stop.abort()
    expect(await ended).toBe(events.length)
    sql = await openPostgres(server.place)
    expect(await compared()).toMatchObject({ events: 6_000, faults: [] })
    expect(await inPostgres()).toEqual(await inSqlite())
  })

  it('finds a row that was changed in the database, and a record', async () => {
    write(tradedEvents(600))
    await migrateDatabase(sql)
    await follow()
    await sql.query('UPDATE coinswarm.fills SET fee_minor = fee_minor + 1 WHERE sequence < 50')
    expect((await compared()).faults.join()).toMatch(/fills\.fee_minor/)
    await follow({ isAgain: true })
    expect((await compared()).faults).toEqual([])
    await sql.query(
      'UPDATE coinswarm.records SET payload = set_byte(payload, 0, 255) WHERE sequence = 300',
    )
    expect((await compared()).faults).toEqual([
      'the records do not come to the hash of the journal',
    ])
  })

  it('does not go on upon another history, and is written anew when told to', async () => {
    write(tradedEvents(500))
    await migrateDatabase(sql)
    await follow()
    rmSync(place.folder, { recursive: true })
    rmSync(place.anchor, { recursive: true })
    // The same first block, and then another history.
    write([...tradedEvents(1), ...tradedEvents(300, 2).slice(1)])
    await expect(follow()).rejects.toMatchObject({ code: 'database-differs' })
    expect(await follow({ isAgain: true })).toBe(300)
    expect(await inPostgres()).toEqual(await inSqlite())
  })

  it('is declined without the password, with another, and on a line that it does not encrypt', async () => {
    const { password: _password, ...rest } = server.place
    for (const wrong of [
      rest,
      { ...rest, password: new Secret('guess-the-Passw0rd') },
      { ...server.place, isEncrypted: true },
      { ...server.place, database: 'elsewhere' },
    ]) {
      const refusal = await openPostgres(wrong).catch((error: unknown) => error)
      expect(refusal).toMatchObject({ code: 'database-refused' })
      expect(String(refusal)).not.toMatch(/Passw0rd/)
    }
  })
})

/** Whole numbers come as text, and here are small enough for a number. */
function plainRow(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isText = new Set(['tick', 'lot', 'json', 'reason', 'time', 'closed', 'opened', 'updated'])
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'string' && !isText.has(name) && /^-?\d+$/.test(value)
        ? Number(value)
        : value,
    ]),
  )
}

/** What PostgreSQL's text cannot hold is replaced there. */
function visible(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '\u{fffd}') : value
}

/** A view sums doubles in an order of its own; a table has what was computed before. */
function rounded(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isView = 'net_pnl' in row
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      isView && typeof value === 'number' ? Number(value.toFixed(6)) : visible(value),
    ]),
  )
}
