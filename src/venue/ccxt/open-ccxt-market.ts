import { UserError } from '../../base/index.ts'
import { formatInterval, type InstrumentId, type Micros } from '../../domain/index.ts'
import { type Clock, waitFor } from '../../kernel/index.ts'
import type { LiveMarket } from '../../market/index.ts'
import { type CcxtClient, type CcxtClientOptions, openCcxtClient } from './ccxt-client.ts'
import { ccxtFeed } from './ccxt-feed.ts'
import { answered, ccxtHistory, unreachableVenue } from './ccxt-history.ts'

/** Longest wait for a first answer of a venue. */
const probeMs = 5_000
/** How often it is asked in that time, and how long it is let alone between: longer each time. */
const triesMax = 4
const restUs = 200_000
/** How long one of them is waited for: one message may be lost. */
const tryMs = 2_200

export type CcxtMarketOptions = CcxtClientOptions & {
  readonly instrumentIds: readonly InstrumentId[]
  readonly intervalUs: number
  readonly clock: Clock
}

/** Whether a venue answers within `timeoutMs`. Never throws for a network. */
export async function probeVenue(
  options: CcxtClientOptions & { readonly clock: Clock },
  timeoutMs: number = probeMs,
): Promise<boolean> {
  const client = await openCcxtClient({ ...options, timeoutMs })
  return (await timeWithin(client, options.clock, timeoutMs)) !== undefined
}

/**
 * Public market data of a venue, live and past, for several instruments.
 *
 * @throws UserError `venue-unreachable` (exit 3), `unknown-venue`, `unknown-instrument`,
 *   `bad-interval` for bars of a length the venue has not.
 */
export async function openCcxtMarket(options: CcxtMarketOptions): Promise<LiveMarket> {
  const { clock, instrumentIds, intervalUs } = options
  const client = await openCcxtClient(options)
  requireInterval(client, intervalUs)
  const offsetUs = await reachVenue(client, clock)
  const instruments = []
  for (const id of instrumentIds)
    instruments.push(await answered(client, clock, () => client.instrument(id)))
  return {
    feed: ccxtFeed({ client, clock, instruments, intervalUs, offsetUs }),
    history: ccxtHistory({ client, clock, instruments, intervalUs }),
  }
}

/**
 * Makes sure that a venue answers at all, without the patience of later retries: one message may
 * be lost.
 *
 * @returns The venue's time minus ours, microseconds.
 * @throws UserError `venue-unreachable` (exit 3) after five seconds.
 */
export async function reachVenue(client: CcxtClient, clock: Clock): Promise<number> {
  const startTs = clock.now()
  for (let tries = 0; tries < triesMax; tries += 1) {
    const leftMs = probeMs - (clock.now() - startTs) / 1_000
    const time = leftMs > 0 ? await timeWithin(client, clock, Math.min(leftMs, tryMs)) : undefined
    if (time !== undefined) return time - clock.now()
    await waitFor(clock, restUs * (tries + 1))
  }
  throw unreachableVenue(client.name)
}

/** The venue's time; `undefined` when it fails or takes longer than `timeoutMs`. */
async function timeWithin(
  client: CcxtClient,
  clock: Clock,
  timeoutMs: number,
): Promise<Micros | undefined> {
  let cancel: (() => void) | undefined
  const tooLate = new Promise<undefined>((resolve) => {
    cancel = clock.after(timeoutMs * 1_000, () => resolve(undefined))
  })
  const asked = client.time().catch(() => undefined)
  const time = await Promise.race([asked, tooLate])
  cancel?.()
  return time
}

function requireInterval({ name, intervals }: CcxtClient, intervalUs: number): void {
  const wanted = formatInterval(intervalUs)
  if (intervals.includes(wanted)) return
  throw new UserError(
    'bad-interval',
    `${name} has no bars of ${wanted}; choose an --interval among ${intervals.join(', ')}.`,
  )
}
