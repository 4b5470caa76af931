import { Secret } from '../../base/index.ts'
import { isText, partsOf } from './parse-part.ts'

/**
 * Which key a venue process is to take, by name. Whoever chooses sees nothing of it: the process
 * reads it where it lies. `demo` is what a simulated exchange lets everybody in with.
 */
export type KeyChoice =
  | { readonly kind: 'demo' }
  | { readonly kind: 'file'; readonly file: string }
  | {
      readonly kind: 'vault'
      /** The desk's folder. */
      readonly folder: string
      readonly name: string
      readonly passphrase: PassphraseChoice
    }

/** A passphrase by the file it is in, or as it was typed; a desk keeps the latter for restarts. */
export type PassphraseChoice =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'typed'; readonly text: Secret }

const pathMax = 4_096

/** A choice as it goes into the process: the only message that may have a secret in it. */
export function tellChoice(choice: KeyChoice): object {
  if (choice.kind !== 'vault' || choice.passphrase.kind === 'file') return choice
  return { ...choice, passphrase: { kind: 'typed', text: choice.passphrase.text.reveal() } }
}

/** The inverse; `undefined` when any of it makes no sense. */
export function parseChoice(value: unknown): KeyChoice | undefined {
  const { kind, file, folder, name, passphrase } = partsOf(value)
  if (kind === 'demo') return { kind }
  if (kind === 'file') return isText(file, pathMax) ? { kind, file } : undefined
  if (kind !== 'vault' || !isText(folder, pathMax) || !isText(name, pathMax)) return undefined
  const how = parsePassphrase(passphrase)
  return how === undefined ? undefined : { kind, folder, name, passphrase: how }
}

function parsePassphrase(value: unknown): PassphraseChoice | undefined {
  const { kind, file, text } = partsOf(value)
  if (kind === 'file') return isText(file, pathMax) ? { kind, file } : undefined
  return kind === 'typed' && isText(text, pathMax) ? { kind, text: new Secret(text) } : undefined
}
