import { readOwnFile } from '../read-own-file.ts'
import { badPassphrase } from './backup-error.ts'

/** Characters of a passphrase that something new is given, at least. */
export const passphraseMin = 12
const bytesMax = 4_096

/**
 * The one line of a passphrase's file, which nobody but its owner may read or write.
 *
 * @param decline - Makes an error of a reason; that of backups when left out.
 * @throws UserError `backup-passphrase`, or what `decline` makes.
 */
export function readPassphrase(
  file: string,
  decline: (why: string) => Error = badPassphrase,
): string {
  const bytes = readOwnFile(file, { bytesMax, what: 'passphrase', decline })
  if (bytes === undefined)
    throw decline(`the passphrase cannot be read (there is no ${file}); check the path`)
  const text = new TextDecoder().decode(bytes)
  const lines = text.replace(/\r?\n$/, '').split('\n')
  const [passphrase = ''] = lines
  if (passphrase === '' || lines.length > 1)
    throw decline(`${file} must hold the passphrase on one line and nothing else`)
  return passphrase
}
