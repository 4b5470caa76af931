import { UserError } from '../../base/index.ts'
import type { PostgresPlace } from '../../journal/index.ts'
import type { ConfigurationValues } from '../configuration-values.ts'
import { readAuthorities } from '../read-authorities.ts'
import { readOwnSecret } from '../read-own-secret.ts'

/**
 * Where the database is that the settings name. Beyond this machine, and where somebody is named
 * who vouches for it, the line is encrypted and the server has to prove its name, unless the
 * address ends in `?sslmode=disable`.
 *
 * @throws UserError `config-invalid`, `key-file`, `ca-file`
 */
export function databasePlace({
  url,
  keyFile,
  caFile,
}: ConfigurationValues['database']): PostgresPlace {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined || parsed.hostname === '')
    throw new UserError('config-invalid', `'database.url' is no address of a database: ${url}.`)
  const { hostname, port, username, pathname, searchParams } = parsed
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const isHere = ['localhost', '127.0.0.1', '::1'].includes(host)
  const authorities = readAuthorities(caFile)
  const mode = searchParams.get('sslmode')
  return {
    host,
    port: port === '' ? 5_432 : Number(port),
    ...(username !== '' && { user: decodeURIComponent(username) }),
    database: decodeURIComponent(pathname.slice(1)),
    ...{ password: readOwnSecret(keyFile), authorities },
    isEncrypted: mode === null ? !isHere || authorities !== undefined : mode !== 'disable',
  }
}

/** The database in words that hold no secret: `desk@127.0.0.1:5432/coinswarm`. */
export function databaseText({ user, host, port, database }: PostgresPlace): string {
  return `${user === undefined ? '' : `${user}@`}${host}:${port}/${database}`
}
