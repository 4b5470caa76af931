import { Secret, UserError } from '../base/index.ts'
import type { Micros } from '../domain/index.ts'
import {
  badVaultPassphrase,
  FileKeyBackend,
  type KeyChoice,
  type KeyEar,
  type KeyUse,
  type PassphraseChoice,
  rotationDue,
  vaultKeySource,
  type VenueKeys,
} from '../venue/index.ts'
import { readPassphrase } from './backup/read-passphrase.ts'
import { readKeyFile } from './read-key-file.ts'
import { drawBytes } from './vault-chance.ts'
import { vaultStorage } from './vault-storage.ts'

/** What `coinswarm exchange` lets everybody in with who is on the same machine. */
const demo = 'demo'

/**
 * The key that was chosen, read where it lies. Only the venue process does so.
 *
 * @param venue - ccxt's name of it: a key of another one is declined.
 * @throws UserError `rehearsal-keys`, `vault-…`, `no-vault`.
 */
export async function openKey(
  choice: KeyChoice,
  venue: string,
  { onUse, onNote, now }: { onUse: KeyEar['onUse']; onNote: KeyEar['onNotice']; now: () => Micros },
): Promise<VenueKeys> {
  if (choice.kind === 'demo') return demoKeys(venue)
  if (choice.kind === 'file') return readKeyFile(choice.file, venue)
  const backend = vaultBackend(choice.folder, passphraseOf(choice.passphrase), now, onUse)
  const record = (await backend.records()).find(({ name }) => name === choice.name)
  if (record !== undefined && record.venue !== venue)
    throw new UserError(
      'vault-key',
      `The key ${record.name} is one of ${record.venue}, and this desk trades at ${venue}.`,
    )
  const due = record === undefined ? undefined : rotationDue(record, now())
  if (due !== undefined) onNote(`${due}.`)
  return backend.use(choice.name, 'line')
}

/** The vault of a desk's folder, opened by a passphrase whenever it is asked. */
export function vaultBackend(
  folder: string,
  passphrase: Secret,
  now: () => Micros,
  onUse: (use: KeyUse) => void,
): FileKeyBackend {
  const source = vaultKeySource(passphrase)
  return new FileKeyBackend({ storage: vaultStorage(folder), source, draw: drawBytes, now, onUse })
}

/** @throws UserError `vault-passphrase`. */
export function passphraseOf(choice: PassphraseChoice): Secret {
  if (choice.kind === 'typed') return choice.text
  return new Secret(readPassphrase(choice.file, badVaultPassphrase))
}

/** Kraken's secrets are base64. */
function demoKeys(venue: string): VenueKeys {
  const secret = venue === 'kraken' ? Buffer.from(demo).toString('base64') : demo
  return { key: new Secret(demo), secret: new Secret(secret) }
}
