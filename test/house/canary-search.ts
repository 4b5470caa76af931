/** A secret to be looked for. */
export type Canary = { readonly name: string; readonly bytes: Buffer }

/** Where one was found, and in what form. */
export type Leak = { readonly name: string; readonly form: string; readonly at: number }

/** So much of a secret is as bad as all of it. */
const chunk = 12
/** Every chunk holds one piece of so many bytes at a place that is a multiple of the stride. */
const piece = 4
const stride = chunk - piece + 1
const slots = 1 << 18

/**
 * Looks for secrets in bytes: any 12 characters in a row of each secret as it is, backwards, in
 * base64 of either alphabet and all three alignments, in hex of either case and escaped as in an
 * address. Reads four bytes of every nine, which lie inside any 12, and looks closer where those
 * are known.
 */
export class CanarySearch {
  /** Chunks by their text, with the secret and the form they are of. */
  readonly #chunks = new Map<string, { readonly name: string; readonly form: string }>()
  readonly #pieces = new Uint8Array(slots)

  constructor(canaries: readonly Canary[]) {
    for (const { name, bytes } of canaries)
      for (const [form, text] of formsOf(bytes)) this.#learn(name, form, text)
  }

  get size(): number {
    return this.#chunks.size
  }

  /** The first place of every secret and form that stands in `bytes`. */
  find(bytes: Buffer): readonly Leak[] {
    const found = new Map<string, Leak>()
    for (let at = 0; at + piece <= bytes.length; at += stride) {
      if (this.#pieces[slotOf(bytes, at)] === 0) continue
      for (let from = Math.max(at - stride + 1, 0); from <= at; from += 1) {
        const known = this.#chunks.get(bytes.toString('latin1', from, from + chunk))
        if (known === undefined) continue
        const key = `${known.name} ${known.form}`
        if (!found.has(key)) found.set(key, { ...known, at: from })
      }
    }
    return [...found.values()]
  }

  #learn(name: string, form: string, text: string): void {
    const bytes = Buffer.from(text, 'latin1')
    for (let at = 0; at + piece <= bytes.length; at += 1) {
      this.#pieces[slotOf(bytes, at)] = 1
      const part = bytes.toString('latin1', at, at + chunk)
      if (part.length === chunk && !this.#chunks.has(part)) this.#chunks.set(part, { name, form })
    }
  }
}

function slotOf(bytes: Buffer, at: number): number {
  return Math.imul(bytes.readInt32LE(at), 0x9e3779b1) >>> 14
}

/** All forms of a secret as text of one byte a character. */
export function formsOf(bytes: Buffer): readonly (readonly [form: string, text: string])[] {
  const raw = bytes.toString('latin1')
  const hex = bytes.toString('hex')
  const escaped = hex.replace(/../g, '%$&')
  const forms: (readonly [string, string])[] = [
    ['as it is', raw],
    ['backwards', Buffer.from(bytes).reverse().toString('latin1')],
    ['hex', hex],
    ['hex', hex.toUpperCase()],
    ['address', encodeURIComponent(raw)],
    ['address', encodeURIComponent(raw).replace(/%../g, (code) => code.toLowerCase())],
    ['address', escaped],
    ['address', escaped.toUpperCase()],
  ]
  for (const before of [0, 1, 2]) {
    // What stands before a secret moves its bits; characters that hold foreign bits are left out.
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    const own = text.slice(Math.ceil((before * 8) / 6)).replace(/.?=*$/, '')
    forms.push(['base64', own], ['base64', own.replaceAll('+', '-').replaceAll('/', '_')])
  }
  return forms
}
