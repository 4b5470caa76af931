import type { Exchange } from 'ccxt'
import { UserError } from '../../base/index.ts'
import { type Asked, askVenue, nameOf } from './ask-venue.ts'
import { fieldsOf } from './parse-venue-order.ts'

/** A clock that is off by more is not corrected: whatever the desk notes down would be wrong. */
const offMostMs = 60_000
/** By less nobody needs to know: venues tell the time in seconds, and an answer takes a while. */
const offQuietMs = 2_000

/**
 * Measures how far our clock is from the venue's; ccxt corrects its stamps by that from then on.
 *
 * @returns What to say of it; `undefined` when there is nothing to say.
 * @throws UserError `venue-clock` when it is off by more than a minute; `venue-unreachable`,
 *   `venue-nonsense`, exit 3.
 */
export async function measureClock(asked: Asked): Promise<string | undefined> {
  const { exchange } = asked
  await askVenue(
    asked,
    () => exchange.loadTimeDifference(),
    (ms) => (typeof ms === 'number' && Number.isSafeInteger(ms) ? ms : undefined),
  )
  const text = clockText(exchange)
  if (Math.abs(clockOffMs(exchange)) > offMostMs)
    throw new UserError(
      'venue-clock',
      `${text}; set it (a time service does that), and start again.`,
    )
  return text
}

/** Our clock less the venue's, as ccxt corrects it. */
export function clockOffMs({ options }: Exchange): number {
  const { timeDifference } = fieldsOf(options)
  return typeof timeDifference === 'number' ? timeDifference : 0
}

/** How far our clock is off, when that is worth saying. */
export function clockText(exchange: Exchange): string | undefined {
  const offMs = clockOffMs(exchange)
  if (Math.abs(offMs) < offQuietMs) return undefined
  const by = `${(Math.abs(offMs) / 1_000).toFixed(0)} s`
  const way = offMs > 0 ? 'ahead of' : 'behind'
  return `The clock of this machine is ${by} ${way} that of ${nameOf(exchange)}`
}
