import type { VenueKeys } from '../ccxt/index.ts'

/** Shorter ones are words: `demo` stands in many sentences. */
const lengthMin = 8

/**
 * Blots out keys in what leaves the process, however they got into it: as they are, as in JSON, as
 * in an address, in base64 or in hexadecimal digits.
 */
export function blotSecrets(keys: VenueKeys): (text: string) => string {
  const words = [keys.key, keys.secret, keys.passphrase]
    .map((word) => word?.reveal() ?? '')
    .filter((word) => word.length >= lengthMin)
  const forms = [...new Set(words.flatMap(formsOf))]
  return (text) => {
    let blotted = text
    for (const form of forms) if (blotted.includes(form)) blotted = blotted.replaceAll(form, '***')
    return blotted
  }
}

function formsOf(word: string): readonly string[] {
  const bytes = Buffer.from(word)
  const base64 = bytes.toString('base64').replace(/=+$/, '')
  return [
    word,
    JSON.stringify(word).slice(1, -1),
    encodeURIComponent(word),
    base64,
    base64.replaceAll('+', '-').replaceAll('/', '_'),
    bytes.toString('hex'),
  ]
}
