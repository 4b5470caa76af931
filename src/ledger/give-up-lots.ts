import { divide } from '../base/index.ts'

/**
 * The whole lots that a fee in the base currency comes to, and what of them was too much: the next
 * such fee begins with that.
 *
 * @param taken - Minor base units the venue kept. @param spare - Left over from before.
 * @param baseFactor - Minor base units of a lot.
 */
export function giveUpLots(
  taken: bigint,
  spare: bigint,
  baseFactor: bigint,
): { readonly lots: bigint; readonly spare: bigint } {
  const owed = taken - spare
  const lots = owed <= 0n ? 0n : divide(owed, baseFactor, 'ceil')
  return { lots, spare: lots * baseFactor - owed }
}
