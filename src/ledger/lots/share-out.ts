import { share } from '../share.ts'

/** `amount` in proportion to `parts`, cut so that the pieces sum to it to the last unit. */
export function shareOut(amount: bigint, parts: readonly number[]): readonly bigint[] {
  const whole = parts.reduce((sum, part) => sum + part, 0)
  let before = 0
  return parts.map((part) => {
    const until = before + part
    const piece = share(amount, until, whole) - share(amount, before, whole)
    before = until
    return piece
  })
}
