import type { VenueAccount } from '../../execution/index.ts'
import { type Clock, waitFor } from '../../kernel/index.ts'
import type { CcxtAccount } from './ccxt-account.ts'
import { unreachableVenue } from './ccxt-history.ts'
import { readAccount } from './read-account.ts'

const triesMax = 20
const restUs = 250_000

/**
 * What an account holds and has open. A venue that loses answers, or trades on while it is read, is
 * asked again.
 *
 * @throws UserError `venue-unreachable` (exit 3).
 */
export async function accountNow(account: CcxtAccount, clock: Clock): Promise<VenueAccount> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const answer = await readAccount(account).catch(() => undefined)
    if (answer?.kind === 'account') return answer.account
    await waitFor(clock, restUs)
  }
  throw unreachableVenue(account.exchange.name ?? account.exchange.id)
}
