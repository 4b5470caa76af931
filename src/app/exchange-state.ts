import path from 'node:path'
import { type Json, UserError } from '../base/index.ts'
import { type Disk, nodeDisk, readText, replaceFile } from '../kernel/index.ts'
import { sha256 } from './sha256.ts'

/** Changes when what is written changes its meaning. */
const version = 1

/** What a served exchange must still know after a restart, and of which exchange it is. */
export type ExchangeState = {
  readonly dialect: string
  /** Names the market; a state is good for no other. */
  readonly market: string
  readonly state: Json
}

/**
 * Writes the state so that a reader finds either the old one or the new one whole.
 *
 * @throws DiskError
 */
export function writeExchangeState(
  file: string,
  { dialect, market, state }: ExchangeState,
  disk: Disk = nodeDisk,
): void {
  const text = JSON.stringify(state)
  const head = { kind, version, dialect, market, sha256: sha256(text) }
  const bytes = new TextEncoder().encode(`${JSON.stringify(head)}\n${text}\n`)
  const folder = path.dirname(path.resolve(file))
  disk.makeFolder(folder)
  replaceFile(disk, folder, path.basename(file), bytes)
}

const kind = 'coinswarm-exchange'

/**
 * What a file holds; `undefined` when there is none yet.
 *
 * @throws UserError `exchange-state-damaged`, `exchange-state-other`. @throws DiskError
 */
export function readExchangeState(
  file: string,
  wanted: Pick<ExchangeState, 'dialect' | 'market'>,
  disk: Disk = nodeDisk,
): Json | undefined {
  const written = readText(disk, file)
  if (written === undefined) return undefined
  const [first = '', text = '', ...rest] = written.split('\n')
  const head = parse(first)
  const fields = new Map<string, unknown>(
    typeof head === 'object' && head !== null ? Object.entries(head) : [],
  )
  const isWhole = rest.length === 1 && rest[0] === '' && fields.get('sha256') === sha256(text)
  if (fields.get('kind') !== kind || fields.get('version') !== version || !isWhole)
    throw damagedState(file)
  if (fields.get('dialect') !== wanted.dialect || fields.get('market') !== wanted.market)
    throw new UserError(
      'exchange-state-other',
      `${file} holds the state of another exchange (${String(fields.get('dialect'))}, ${String(fields.get('market'))}); give another file with --state.`,
    )
  return parse(text)
}

/** What is said of a state that cannot be used. */
export function damagedState(file: string): UserError {
  return new UserError(
    'exchange-state-damaged',
    `${file} is damaged or no state of an exchange; move it away to begin anew, or give another file with --state.`,
  )
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}
