import { type KeySource, passphraseKey, passphraseMin, readPassphrase } from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import { askPassphrase, ownTerminal } from './ask-passphrase.ts'

/** Where a passphrase may come from: a file, or a terminal. Never an argument, never a variable. */
export type PassphraseOptions = {
  readonly passphraseFile?: string
  readonly unencrypted?: boolean
}

/**
 * The key for a new archive; `undefined` when it was said that it needs none.
 *
 * @throws UserError `backup-passphrase`, `usage`
 */
export async function keyForNew(options: PassphraseOptions): Promise<KeySource> {
  const { passphraseFile, unencrypted } = options
  if (unencrypted === true && passphraseFile !== undefined)
    throw new UserError('usage', '--unencrypted and --passphrase-file exclude each other.')
  if (unencrypted === true) return undefined
  const passphrase =
    passphraseFile === undefined ? await typedTwice() : readPassphrase(passphraseFile)
  if (passphrase.length < passphraseMin)
    throw new UserError(
      'backup-passphrase',
      `The passphrase must have ${passphraseMin} characters or more; several random words are best`,
    )
  return passphraseKey(passphrase)
}

/**
 * The key of an archive that is there. A passphrase that is given is used, and declined by an
 * archive that is not encrypted.
 *
 * @throws UserError `backup-passphrase`
 */
export async function keyForKnown(
  { passphraseFile }: PassphraseOptions,
  isEncrypted: boolean,
): Promise<KeySource> {
  if (passphraseFile !== undefined) return passphraseKey(readPassphrase(passphraseFile))
  if (!isEncrypted) return undefined
  const terminal = ownTerminal()
  if (terminal === undefined)
    throw new UserError(
      'backup-passphrase',
      'The backup is encrypted; name the file of its passphrase with --passphrase-file',
    )
  return passphraseKey(await askPassphrase(terminal, 'Passphrase: '))
}

async function typedTwice(): Promise<string> {
  const terminal = ownTerminal()
  if (terminal === undefined)
    throw new UserError(
      'backup-passphrase',
      'A backup is encrypted; name the file of a passphrase with --passphrase-file, or say ' +
        '--unencrypted',
    )
  const first = await askPassphrase(terminal, 'Passphrase: ')
  const second = await askPassphrase(terminal, 'The same again: ')
  if (first === second) return first
  throw new UserError('backup-passphrase', 'The two passphrases differ; nothing was done')
}
