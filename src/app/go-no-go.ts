import { UserError } from '../base/index.ts'
import { type VenueCapabilities, venueCapabilities } from '../venue/index.ts'

/** One thing that must be true before a desk may send real orders. */
export type GoCheck = { readonly name: string; readonly isGo: boolean; readonly detail: string }

/** What is asked of a desk before it trades with real money, and how it stands. */
export type GoNoGo = { readonly isGo: boolean; readonly checks: readonly GoCheck[] }

/** Largest share of the account a desk may begin with. */
const canaryShare = 0.01

/**
 * Whether this desk may send real orders to `venue`. It may not: without a vault there is no key
 * that provably cannot withdraw, so that check says no whatever else holds.
 *
 * @param venue - ccxt's name of it.
 * @throws UserError `unknown-venue`, `usage` without a venue.
 */
export async function goNoGo(venue: string | undefined): Promise<GoNoGo> {
  if (venue === undefined)
    throw new UserError('usage', '--live needs --venue NAME: which venue is to be traded on.')
  const checks = [venueCheck(await venueCapabilities(venue)), ...standing]
  return { isGo: checks.every(({ isGo }) => isGo), checks }
}

function venueCheck({ name, refusal, isProved }: VenueCapabilities): GoCheck {
  if (refusal !== undefined) return { name: 'venue', isGo: false, detail: refusal }
  const detail = isProved
    ? `${name} can guarantee what a live desk needs.`
    : `${name} says it can do what a live desk needs; nobody has tried that here.`
  return { name: 'venue', isGo: isProved, detail }
}

/** The same for every venue, until there is a vault. */
const standing: readonly GoCheck[] = [
  {
    name: 'keys',
    isGo: false,
    detail: 'There is no vault yet, so no key can be kept that provably cannot withdraw.',
  },
  {
    name: 'capital',
    isGo: true,
    detail: `A desk begins with at most ${100 * canaryShare} % of the account.`,
  },
  {
    name: 'confirmation',
    isGo: false,
    detail: 'Nobody has been asked: what is refused anyway is not confirmed.',
  },
]
