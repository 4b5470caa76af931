import type { Client } from 'pg'
import { type Secret, UserError } from '../../base/index.ts'

/** Where a database is, and by what right we come. */
export type PostgresPlace = {
  readonly host: string
  readonly port: number
  /** Without one it is whoever runs this, or PGUSER. */
  readonly user?: string
  readonly database: string
  /** Without one the library looks where PostgreSQL's own programs do: PGPASSWORD, `.pgpass`. */
  readonly password?: Secret | undefined
  /** Whether the line is encrypted, and the server has to prove who it is. */
  readonly isEncrypted: boolean
  /** Certificates, PEM, of who may vouch for it; those that this machine trusts when left out. */
  readonly authorities?: string | undefined
}

/** A row as it comes in: whole numbers as text, bytes as such. */
export type PostgresRow = Readonly<Record<string, unknown>>

/** One connection to a database. After `DatabaseAway` it is of no more use. */
export type PostgresSql = {
  /** @throws DatabaseAway; UserError for what trying again does not mend */
  readonly query: (text: string, values?: readonly unknown[]) => Promise<readonly PostgresRow[]>
  /** Does all of `task` or nothing. Whether it was done is unknown after `DatabaseAway`. */
  readonly transaction: <Result>(task: () => Promise<Result>) => Promise<Result>
  readonly close: () => Promise<void>
}

/** The server cannot be reached, is starting or ending, or has no room: it is asked again later. */
export class DatabaseAway extends Error {
  override readonly name = 'DatabaseAway'
}

const connectMs = 3_000
/** A batch takes milliseconds; a line that is cut gives no answer at all. */
const queryMs = 30_000

/**
 * Opens one connection; the library is loaded on first use.
 *
 * @throws DatabaseAway; UserError `database-refused`, `database-failed`
 */
export async function openPostgres(place: PostgresPlace): Promise<PostgresSql> {
  const { default: pg } = await import('pg')
  const { password, isEncrypted, authorities, ...where } = place
  const client = new pg.Client({
    ...where,
    ...(password !== undefined && { password: password.reveal() }),
    ssl: isEncrypted && authorities !== undefined ? { ca: authorities } : isEncrypted,
    application_name: 'coinswarm',
    connectionTimeoutMillis: connectMs,
    query_timeout: queryMs,
    keepAlive: true,
  })
  // A connection that ends while nothing is asked is found out by the next question.
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    void client.end()
    throw told(error)
  }
  return sqlOf(client)
}

function sqlOf(client: Client): PostgresSql {
  const query: PostgresSql['query'] = async (text, values = []) => {
    try {
      const { rows } = await client.query<PostgresRow>(text, [...values])
      return rows
    } catch (error) {
      throw told(error)
    }
  }
  return {
    query,
    transaction: async (task) => {
      await query('BEGIN')
      try {
        const result = await task()
        await query('COMMIT')
        return result
      } catch (error) {
        if (!(error instanceof DatabaseAway)) await query('ROLLBACK')
        throw error
      }
    },
    close: () => client.end(),
  }
}

/** SQLSTATEs after which the same may go well later: no line, no room, ending, conflict. */
const passing = /^(08|40|53|55|57|58)|^25006$/
const refused = /^(28|3D|42501)/
/** What the library says of a password that is missing and of a line that cannot be trusted. */
const refusedHere = /SASL|SSL|CERT|TLS|SIGNATURE|certificate|password/
/** A line that was lost, whatever was under way on it: `ECONNRESET`, `EPIPE`. */
const lost = /^E(?!PROTO)[A-Z]+$/

function told(error: unknown): Error {
  if (!(error instanceof Error)) return new DatabaseAway('it failed for no reason given')
  const code = 'code' in error ? String(error.code) : ''
  const isState = /^[\dA-Z]{5}$/.test(code)
  const isRefusedHere = !lost.test(code) && refusedHere.test(`${code} ${error.message}`)
  const isRefused = isState ? refused.test(code) : isRefusedHere
  if (!isRefused && (!isState || passing.test(code))) return new DatabaseAway(error.message)
  if (isRefused)
    return new UserError(
      'database-refused',
      `The database does not let us in (${error.message}); check database.url, the password in ` +
        'the file that database.keyFile names, and the certificates in that of database.caFile.',
    )
  return new UserError(
    'database-failed',
    `The database failed (${error.message}); see its own log, and coinswarm db status.`,
    3,
  )
}
