import type { Micros } from '../../../domain/index.ts'
import type { QueueModel } from '../match/queue-model.ts'
import type { ExchangeSink } from './exchange-event.ts'
import type { Fees } from './fees.ts'
import type { Frictions } from './frictions.ts'
import type { Listing } from './listing.ts'
import type { MarginTerms } from './spot-margin.ts'

/** How a simulated exchange is made. */
export type ExchangeSetup = {
  readonly listings: readonly Listing[]
  readonly fees: Fees
  readonly sink: ExchangeSink
  /** The exchange's time when it opens. */
  readonly startTs: Micros
  /** Where our resting orders stand among strangers'; risk-averse when left out. */
  readonly queue?: QueueModel
  readonly frictions?: Frictions
  /** Whether changed book levels are told as events. */
  readonly tellsBook?: boolean
  /** Ended orders, and fills, remembered per account. */
  readonly remembered?: number
}

/** What an account is opened with. */
export type AccountTerms = { readonly margin?: MarginTerms }
