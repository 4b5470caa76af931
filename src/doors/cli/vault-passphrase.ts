import { passphraseMin, passphraseOf } from '../../app/index.ts'
import { Secret } from '../../base/index.ts'
import { badVaultPassphrase, type KeyChoice, type PassphraseChoice } from '../../venue/index.ts'
import { askPassphrase, ownTerminal, type Terminal } from './ask-passphrase.ts'
import type { UpOptions } from './up-options.ts'

const missing =
  'The vault is shut; name the file of its passphrase with --passphrase-file, mode 0600, or type it ' +
  'on a terminal.'

/** How a vault that is there is opened: by a file, or by what is typed. Never an argument. */
export async function chosenPassphrase(file: string | undefined): Promise<PassphraseChoice> {
  if (file !== undefined) return { kind: 'file', file }
  const text = await askPassphrase(terminal(), 'Passphrase of the vault: ')
  return { kind: 'typed', text: new Secret(text) }
}

/** The passphrase of a vault that is made, typed twice. @throws UserError `vault-passphrase`. */
export async function newPassphrase(file: string | undefined): Promise<Secret> {
  const passphrase = file === undefined ? await typedTwice() : passphraseOf({ kind: 'file', file })
  if (passphrase.reveal().length >= passphraseMin) return passphrase
  throw badVaultPassphrase(
    `The passphrase must have ${passphraseMin} characters or more; several random words are best.`,
  )
}

async function typedTwice(): Promise<Secret> {
  const first = await askPassphrase(terminal(), 'Passphrase of the new vault: ')
  const second = await askPassphrase(terminal(), 'The same again: ')
  if (first === second) return new Secret(first)
  throw badVaultPassphrase('The two passphrases differ; nothing was done.')
}

function terminal(): Terminal {
  const own = ownTerminal()
  if (own === undefined) throw badVaultPassphrase(missing)
  return own
}

/** Which key a desk is to trade with. @param folder - The desk's. @throws as above. */
export async function chooseKey(
  { key, rehearsalKeys, passphraseFile }: UpOptions,
  folder: string,
): Promise<KeyChoice> {
  if (key !== undefined)
    return { kind: 'vault', folder, name: key, passphrase: await chosenPassphrase(passphraseFile) }
  return rehearsalKeys === undefined ? { kind: 'demo' } : { kind: 'file', file: rehearsalKeys }
}
