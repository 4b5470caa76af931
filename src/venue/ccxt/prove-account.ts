import { UserError } from '../../base/index.ts'
import type { VenueAccount } from '../../execution/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { CcxtAccount } from './ccxt-account.ts'
import { unreachableVenue } from './ccxt-history.ts'
import { classifyError } from './classify-error.ts'
import { readAccount } from './read-account.ts'

const triesMax = 20
const restUs = 250_000

/**
 * What an account holds now, read to prove that the venue takes the keys. A venue that loses
 * answers, or trades on while it is read, is asked again.
 *
 * @throws UserError `venue-keys` when it declines, `venue-unreachable` (exit 3).
 */
export async function proveAccount(account: CcxtAccount, clock: Clock): Promise<VenueAccount> {
  const { exchange, replies, traits } = account
  for (let tries = 0; tries < triesMax; tries += 1) {
    try {
      const answer = await readAccount(account)
      if (answer.kind === 'account') return answer.account
    } catch (error) {
      // ccxt's own words may hold the whole request.
      const fate = classifyError(error, replies.behind(error), traits.words)
      if (fate === 'refused') throw refusedKeys(exchange.name ?? exchange.id)
    }
    await new Promise<void>((resolve) => void clock.after(restUs, resolve))
  }
  throw unreachableVenue(exchange.name ?? exchange.id)
}

function refusedKeys(venue: string): UserError {
  return new UserError(
    'venue-keys',
    `${venue} does not let these keys read their account; check them, and what they are allowed.`,
  )
}
