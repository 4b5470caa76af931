/** Digits of one character each, the middle one for 0. */
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const middle = 31

/** As many characters at most make sense. */
const lengthMax = 1_000

/**
 * Returns in a character each, over the largest of them: how two trials move together can still be
 * told, to about a hundredth of a correlation, and a line of a ledger stays short.
 *
 * @param returns - Finite.
 */
export function fingerprintOf(returns: ArrayLike<number>): string {
  const values = Array.from(returns)
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const place = (value: number): number =>
    largest === 0 ? middle : middle + Math.round(middle * (value / largest))
  return values.map((value) => digits[place(value)] ?? '').join('')
}

/** What a fingerprint says of returns, the largest being 31; `undefined` of other text. */
export function readFingerprint(text: string): Float64Array | undefined {
  if (text.length === 0 || text.length > lengthMax) return undefined
  const values = Float64Array.from(text, (digit) => digits.indexOf(digit) - middle)
  return values.some((value) => value < -middle) ? undefined : values
}
