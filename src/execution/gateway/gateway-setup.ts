import type { HardCaps } from '../caps/hard-caps.ts'
import type { GatewayTerms } from './gateway-terms.ts'
import type { VenueLink } from './venue-link.ts'

/** What a gateway is made of. */
export type GatewaySetup = {
  readonly link: VenueLink
  readonly terms: GatewayTerms
  /** The desk's number, in every name it gives an order. */
  readonly desk: bigint
  /** A last count of what leaves, in case every check before it is wrong. */
  readonly caps?: HardCaps | undefined
  /** Told, in sentences, what somebody should look at. */
  readonly notice?: ((sentence: string) => void) | undefined
}
