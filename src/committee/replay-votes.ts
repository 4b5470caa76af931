import { HorizonSums } from './horizon-sums.ts'
import { VoteCorrelation } from './vote-correlation.ts'
import type { VoteLog } from './vote-log.ts'

/** Writes the weight of every agent on row `row` into `out`. */
export type WeightsAt = (row: number, out: Float64Array) => void

/**
 * What a committee would have wished for on the rows of a log, had its voices had other weights: as
 * `SkilledCommittee` pools them, with what each was read as then. How alike they vote is learned
 * from the rows before, anew.
 *
 * @param terms - How far ahead agents speak, and what trading costs.
 * @param arms - The weights to be compared.
 * @returns By arm and row, the exposure wished for; 0 where nobody spoke.
 */
export function replayVotes(
  log: VoteLog,
  terms: ConstructorParameters<typeof HorizonSums>[0],
  arms: readonly WeightsAt[],
): readonly Float64Array[] {
  const correlation = new VoteCorrelation(log.agents)
  const votes = new Float64Array(log.agents)
  const odds = new Float64Array(log.agents)
  const weights = new Float64Array(log.agents)
  const sums = new HorizonSums(terms)
  const wishes = arms.map(() => new Float64Array(log.length))
  for (let row = 0; row < log.length; row += 1) {
    readRow(log, row, { correlation, votes, odds })
    for (const [k, weightsAt] of arms.entries()) {
      weightsAt(row, weights)
      sums.clear()
      for (let a = 0; a < log.agents; a += 1) {
        if (Number.isNaN(votes[a])) continue
        const pull = (weights[a] as number) * (odds[a] as number)
        sums.add(a, log.exposureOf(row, a), pull)
      }
      const wished = wishes[k] as Float64Array
      sums.net(log.paceOf(row), row === 0 ? 0 : (wished[row - 1] as number))
      wished[row] = sums.exposure
    }
    correlation.take(votes)
  }
  return wishes
}

/** The signed votes of a row, and the log-odds of each, as much of a voice as it is. */
function readRow(
  log: VoteLog,
  row: number,
  into: {
    readonly correlation: VoteCorrelation
    readonly votes: Float64Array
    readonly odds: Float64Array
  },
): void {
  const { correlation, votes, odds } = into
  for (let a = 0; a < log.agents; a += 1) {
    const p = log.believedOf(row, a)
    votes[a] = Math.sign(log.exposureOf(row, a)) * Math.max(0.02, 2 * p - 1)
  }
  for (let a = 0; a < log.agents; a += 1) {
    const p = log.believedOf(row, a)
    odds[a] = Number.isNaN(p) ? 0 : correlation.share(a, votes) * Math.log(p / (1 - p))
  }
}
