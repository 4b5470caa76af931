import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { jsonOf, UserError } from '../../base/index.ts'
import { dayUs, type Micros } from '../../domain/index.ts'
import { type Disk, makeFolder, nodeDisk, readText, replaceFile } from '../../kernel/index.ts'

/** What a token may do: look, command the desk, order. Each stands for itself. */
export type TokenScope = 'read' | 'control' | 'trade'
export const tokenScopes: readonly TokenScope[] = ['read', 'control', 'trade']

const fileName = 'tokens.json'
const daysMax = 366
const tokensMax = 64

const kept = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{8}$/),
  name: z.string(),
  scopes: z.array(z.enum(tokenScopes)),
  /** SHA-256 of the whole token, in hex: what it is stands nowhere. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  created: z.number().int(),
  expires: z.number().int(),
})
const file = z.strictObject({ tokens: z.array(kept) })
type Kept = TokenRow & { readonly hash: string }

/** A token as a person is told of it: nothing by which anybody gets in. Times in us. */
export type TokenRow = {
  readonly id: string
  readonly name: string
  readonly scopes: readonly TokenScope[]
  readonly created: number
  /** From then on it opens nothing. */
  readonly expires: number
}

export type NewToken = {
  readonly name: string
  readonly scopes: readonly string[]
  /** How long it is good for. Unit: days, 1 to 366. */
  readonly days: number
  readonly now: Micros
  /** Eight hex digits, by which it is found. */
  readonly id: string
  /** 256 random bits as 43 characters. */
  readonly secret: string
}

/** The tokens of a desk, in its folder. Read anew each time: what was revoked is none. */
export class TokenBook {
  readonly #folder: string
  readonly #disk: Disk

  constructor(folder: string, disk: Disk = nodeDisk) {
    this.#folder = folder
    this.#disk = disk
  }

  /** All that were made and not revoked, expired ones too. @throws UserError `tokens-damaged` */
  all(): readonly TokenRow[] {
    return this.#read().map(rowOf)
  }

  /**
   * Keeps the hash of a new token.
   *
   * @returns The token: it is told this once.
   * @throws UserError `token-refused`, `tokens-damaged`
   */
  create(wanted: NewToken): { readonly token: string; readonly row: TokenRow } {
    const known = this.#read()
    const scopes = checkedScopes(wanted.scopes)
    if (!/^[a-z0-9-]{1,32}$/.test(wanted.name))
      throw refused('a name is 1 to 32 small letters, digits and dashes')
    if (known.some(({ name }) => name === wanted.name))
      throw refused(`there is one called ${wanted.name}; revoke it first, or take another name`)
    if (!Number.isSafeInteger(wanted.days) || wanted.days < 1 || wanted.days > daysMax)
      throw refused(`it is good for 1 to ${daysMax} whole days`)
    if (known.length >= tokensMax) throw refused(`there are ${tokensMax}; revoke one first`)
    const token = `csw_${wanted.id}_${wanted.secret}`
    const { id, name, now, days } = wanted
    const made = { id, name, scopes, created: now, expires: now + days * dayUs }
    this.#write([...known, { ...made, hash: hashOf(token).toString('hex') }])
    return { token, row: made }
  }

  /** @param which - Name or id. @throws UserError `token-unknown`, `tokens-damaged` */
  revoke(which: string): TokenRow {
    const known = this.#read()
    const found = known.find(({ id, name }) => id === which || name === which)
    if (found === undefined)
      throw new UserError(
        'token-unknown',
        `There is no token called '${which}'; coinswarm token list shows those there are.`,
      )
    this.#write(known.filter((each) => each !== found))
    return rowOf(found)
  }

  /** Whose token that is; `undefined` for one that was never made, is revoked or is too old. */
  find(token: string, now: Micros): TokenRow | undefined {
    const hash = hashOf(token)
    // Every hash is compared, so the time taken does not tell which one matched.
    const isMatch = this.#read().map(
      (each) => [each, timingSafeEqual(Buffer.from(each.hash, 'hex'), hash)] as const,
    )
    const found = isMatch.find(([, isIt]) => isIt)?.[0]
    return found === undefined || now >= found.expires ? undefined : rowOf(found)
  }

  /** The token of that id; `undefined` for one that is revoked or too old. */
  good(id: string, now: Micros): TokenRow | undefined {
    return this.all().find((each) => each.id === id && now < each.expires)
  }

  #read(): readonly Kept[] {
    const text = readText(this.#disk, `${this.#folder}/${fileName}`)
    if (text === undefined) return []
    const parsed = file.safeParse(jsonOf(text))
    if (parsed.success) return parsed.data.tokens
    throw new UserError(
      'tokens-damaged',
      `${fileName} in the desk's folder cannot be read; delete it and make the tokens again.`,
    )
  }

  #write(tokens: readonly Kept[]): void {
    makeFolder(this.#folder)
    const text = `${JSON.stringify({ tokens }, undefined, 2)}\n`
    replaceFile(this.#disk, this.#folder, fileName, new TextEncoder().encode(text))
  }
}

function checkedScopes(words: readonly string[]): TokenScope[] {
  const unknown = words.find((word) => !tokenScopes.some((scope) => scope === word))
  if (unknown !== undefined || words.length === 0)
    throw refused(`a scope is one of ${tokenScopes.join(', ')}`)
  return tokenScopes.filter((scope) => words.includes(scope))
}

function rowOf({ hash: _kept, ...row }: Kept): TokenRow {
  return row
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

function refused(why: string): UserError {
  return new UserError('token-refused', `The token was not made: ${why}.`)
}
