import { readKeyFile } from '../../app/index.ts'
import { Secret } from '../../base/index.ts'
import { badKeyName, secretFault, type VenueKeys } from '../../venue/index.ts'
import { askPassphrase, ownTerminal } from './ask-passphrase.ts'

/** A key from a file, or typed without being shown. Never an argument, never a variable. */
export async function givenKeys(file: string | undefined, venue: string): Promise<VenueKeys> {
  if (file !== undefined) return readKeyFile(file, venue, true)
  const terminal = ownTerminal()
  if (terminal === undefined)
    throw badKeyName(
      'There is no terminal to type a key on; name a file of it with --key-file, mode 0600.',
    )
  const key = (await askPassphrase(terminal, 'Key: ')).trim()
  const secret = (await askPassphrase(terminal, 'Secret: ')).trim()
  const third = await askPassphrase(terminal, 'Passphrase of the key, if the venue has one: ')
  if (key === '' || secret === '') throw badKeyName('A key and its secret are needed.')
  const fault = secretFault(secret, venue)
  if (fault !== undefined) throw badKeyName(`What was typed ${fault}.`)
  const words = { key: new Secret(key), secret: new Secret(secret) }
  return third === '' ? words : { ...words, passphrase: new Secret(third) }
}
