import { secondUs } from '../domain/index.ts'
import type { RunHeader } from '../engine/index.ts'
import {
  type GatewayTerms,
  HardCaps,
  OrderGateway,
  usualTerms,
  type VenueLink,
} from '../execution/index.ts'
import { requestLifeOf } from '../venue/index.ts'

/**
 * What is in doubt is asked for every second: until it is known to have never arrived nothing may
 * leave that adds risk, and the line has room for that. A venue that is a little late with
 * declining what is stale gets a quarter of a second.
 */
function termsAt(venue: string | undefined, deadManUs: number): GatewayTerms {
  const { lifeUs } = usualTerms
  const ofVenue = venue === undefined ? lifeUs : requestLifeOf(venue) + secondUs / 4
  return { ...usualTerms, lookUpMaxUs: secondUs, lifeUs: ofVenue, deadManUs }
}

/** What names, in a header, a venue whose dialect a simulated exchange spoke. */
const rehearsalWord = 'rehearsal:'

/** How the market of a rehearsal is named among markets. */
export function marketOfRehearsal(venue: string): string {
  return rehearsalWord + venue
}

/** The venue of such a market, as ccxt names it; `undefined` for any other market. */
export function rehearsedVenue(market: string | undefined): string | undefined {
  return market?.startsWith(rehearsalWord) === true ? market.slice(rehearsalWord.length) : undefined
}

/** The number of the desk of a journal, in every name it gives an order. */
export function deskNumber({ desk }: RunHeader): bigint {
  return BigInt(`0x${desk}`)
}

/** The gateway of the desk that a journal is of, with its number in every order's name. */
export function gatewayOf(
  header: RunHeader,
  link: VenueLink,
  notice?: (sentence: string) => void,
  deadManUs = 0,
): OrderGateway {
  const terms = termsAt(rehearsedVenue(header.source.market[0]), deadManUs)
  return new OrderGateway({ link, terms, desk: deskNumber(header), notice, caps: edgeCaps(header) })
}

/**
 * The last count of what leaves, in case all before it is wrong: of its own, and twice as wide, so
 * that what it refuses is a mistake of ours.
 */
function edgeCaps({ setup: { guard, instruments, cash } }: RunHeader): HardCaps | undefined {
  if (guard === undefined) return undefined
  const { ordersPerSecond, notionalPerMinute, notionalPerDay } = guard.caps
  const terms = {
    ordersPerSecond: 2 * ordersPerSecond,
    notionalPerMinute: 2 * notionalPerMinute,
    notionalPerDay: 2 * notionalPerDay,
  }
  return new HardCaps(terms, instruments, cash)
}

/**
 * What takes the place of a venue while a journal is done again and nothing is sent: what was heard
 * stands in the journal. `undefined` for a desk on paper, whose fills follow from its bars.
 */
export function muteGateway(header: RunHeader): OrderGateway | undefined {
  const [market] = header.source.market
  return rehearsedVenue(market) === undefined ? undefined : gatewayOf(header, { send: () => {} })
}
