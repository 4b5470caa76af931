/** How an account names its order: by a name of its own, or by a number it may use again. */
export type KrakenNaming = {
  readonly clOrdId: string | undefined
  readonly userref: number | undefined
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const shortUuid = /^[0-9a-f]{32}$/i
const freeText = /^[\x21-\x7e]{1,18}$/

/** A long or short UUID, or up to 18 visible letters. */
export function isClOrdId(text: string): boolean {
  return uuid.test(text) || shortUuid.test(text) || freeText.test(text)
}

const userrefMax = 2_147_483_647

export function isUserref(value: number): boolean {
  return Number.isInteger(value) && value >= -userrefMax - 1 && value <= userrefMax
}

/**
 * The name the exchange knows the order by. The exchange wants each once and a userref may come
 * often, so that one is made unique; it has blanks, which no client's own name has.
 */
export function exchangeName({ clOrdId, userref }: KrakenNaming, unique: number): string {
  return clOrdId ?? (userref === undefined ? '' : `userref ${userref} ${unique}`)
}

/** The inverse of `exchangeName`. */
export function namingOf(clientId: string): KrakenNaming {
  if (clientId === '') return { clOrdId: undefined, userref: undefined }
  const [word, userref] = clientId.split(' ')
  if (word === 'userref' && userref !== undefined)
    return { clOrdId: undefined, userref: Number(userref) }
  return { clOrdId: clientId, userref: undefined }
}
