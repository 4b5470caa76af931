import type { Micros } from '../domain/index.ts'
import {
  badKeyName,
  daysOld,
  type KeyBackend,
  type KeyRecord,
  openCcxtAccount,
  rotationDue,
  vaultRecords,
  type VenueKeys,
  venueCapabilities,
} from '../venue/index.ts'
import { broken, type DoctorQuestion, doubtful, type Finding, fine } from './doctor-question.ts'
import { rehearsalAnswerMs } from './rehearsal.ts'
import { vaultStorage } from './vault-storage.ts'

/** A key as a person is told of it: nothing of its secret, and how old that is. */
export type KeyRow = Omit<KeyRecord, 'used'> & {
  readonly used: Micros | undefined
  readonly days: number
  /** Why it should be replaced; `undefined` while it need not be. */
  readonly due: string | undefined
}

/** Whether a desk's folder has a vault. @throws UserError `vault-open`. */
export function hasVault(folder: string): boolean {
  return vaultStorage(folder).read() !== undefined
}

/**
 * What stands in the open in the vault of a folder; nothing of it is proved without the passphrase.
 *
 * @throws UserError `no-vault`, `vault-…`.
 */
export function listVault(folder: string, now: Micros): readonly KeyRow[] {
  return keyRows(vaultRecords(vaultStorage(folder)), now)
}

function keyRows(records: readonly KeyRecord[], now: Micros): readonly KeyRow[] {
  return records.map((record) => ({
    ...record,
    used: record.used === 0 ? undefined : record.used,
    days: daysOld(record, now),
    due: rotationDue(record, now),
  }))
}

/**
 * Asks a venue what a key may do, and changes nothing there. A key that may withdraw, transfer or
 * act for sub-accounts is refused, and so is one of which that cannot be read.
 *
 * @param url - Another server that speaks the venue's dialect; the venue itself when left out.
 * @throws UserError as `openCcxtAccount` does.
 */
export async function proveVenueKey(
  venue: string,
  keys: VenueKeys,
  url: string | undefined,
): Promise<void> {
  const timeoutMs = rehearsalAnswerMs(url)
  const { exchange } = await openCcxtAccount({ venue, keys, instruments: [], url, timeoutMs })
  await exchange.close()
}

/** Whether there is a way to ask a venue what a key may do. @throws UserError `unknown-venue`. */
export async function canProveKeys(venue: string): Promise<boolean> {
  return (await venueCapabilities(venue)).provesKeys
}

/**
 * Opens and proves every record of a vault, and tells of them.
 *
 * @param name - Tells of this one only.
 * @throws UserError `vault-…`.
 */
export async function checkVault(
  backend: KeyBackend,
  now: Micros,
  name: string | undefined,
): Promise<readonly KeyRow[]> {
  const rows = keyRows(await backend.records(), now)
  if (name === undefined) return rows
  const wanted = rows.filter((row) => row.name === name)
  if (wanted.length > 0) return wanted
  throw badKeyName('There is no key of that name in the vault; see coinswarm vault list.')
}

/** Whether keys are due for rotation; asks nothing where there is no vault. */
export function vaultChecks(folder: string, now: () => Micros): readonly DoctorQuestion[] {
  const ask = (): Finding => {
    const rows = listVault(folder, now())
    const [due] = rows.flatMap((row) => (row.due === undefined ? [] : [row.due]))
    if (due !== undefined) return doubtful(due)
    return fine(`${rows.length} ${rows.length === 1 ? 'key' : 'keys'}, none older than 30 days`)
  }
  try {
    return hasVault(folder) ? [{ name: 'vault', ask }] : []
  } catch (error) {
    return [{ name: 'vault', ask: () => broken(error instanceof Error ? error.message : 'shut') }]
  }
}
