/** `part / whole` of `amount`, truncated; exactly `amount` when the part is the whole. */
export function share(amount: bigint, part: number, whole: number): bigint {
  return part === whole ? amount : (amount * BigInt(part)) / BigInt(whole)
}
