import type { Disposal } from '../../ledger/index.ts'

/** One closed lot as it is told for tax. */
export type TaxDisposal = Disposal & {
  readonly term: 'short' | 'long'
  /** A loss that a rule against wash sales may touch. */
  readonly isWashSale: boolean
}
