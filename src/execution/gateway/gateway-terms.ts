import { secondUs } from '../../domain/index.ts'

/** How long a gateway waits for what. Unit: us. */
export type GatewayTerms = {
  /** For any answer, before it is in doubt. */
  readonly answerUs: number
  /**
   * A request that did not arrive within this never will: the venue declines it by its stamp. An
   * order that is missing for longer was never there.
   */
  readonly arrivalUs: number
  /** Of that, what is left once it has been sent: what waited to be sent dies with the process. */
  readonly lifeUs: number
  /** Between look-ups that told nothing: the first, doubled each time up to the last. */
  readonly lookUpUs: number
  readonly lookUpMaxUs: number
  /** An open order nobody spoke of for so long is looked up. */
  readonly quietUs: number
  /** Between two readings of the account, and until the next when one did not fit the books. */
  readonly accountUs: number
  readonly accountAgainUs: number
  /** After which silence the venue cancels everything; 0 for never. */
  readonly deadManUs: number
}

export const usualTerms: GatewayTerms = {
  answerUs: 5 * secondUs,
  arrivalUs: 10 * secondUs,
  lifeUs: 5 * secondUs,
  lookUpUs: secondUs / 2,
  lookUpMaxUs: 8 * secondUs,
  quietUs: 30 * secondUs,
  accountUs: 15 * secondUs,
  accountAgainUs: 3 * secondUs,
  deadManUs: 0,
}
