import { declined, ok, type Result } from '../../../base/index.ts'
import { refusal } from './check-request.ts'
import type { AccountFill } from './exchange-order.ts'
import type { ExchangeParts } from './exchange-parts.ts'
import type { Refusal } from './refusal.ts'
import type { Move } from './settlement.ts'

/**
 * Makes a trade undone: every account in it gets back what it gave, to the last minor unit, and
 * gives back what it got. The orders stay as they are. Declined where a cash account has spent what
 * it got: the exchange lends nobody money.
 *
 * @returns The fills that are gone.
 */
export function bustTrade(
  parts: ExchangeParts,
  trade: number,
): Result<readonly AccountFill[], Refusal> {
  const { store, wallets, places, flow, bulletin } = parts
  const accounts = Array.from({ length: wallets.count }, (_, account) => account)
  const fills = accounts.flatMap((account) => store.fillsOf(account, trade))
  const place = places[fills[0]?.instrument ?? -1]
  if (place === undefined) return declined(refusal('unknown-order', 'there is no such trade'))
  const isSpot = place.listing.perpetual === undefined
  const undone = isSpot ? fills.map((fill) => place.settlement.undo(fill)) : []
  const poor = isSpot ? shortAccount(parts, undone.flat()) : undefined
  if (poor !== undefined)
    return declined(refusal('funds', `account ${poor} has spent what the trade brought it`))
  for (const [i, fill] of fills.entries()) {
    const { account } = fill
    store.removeFill(fill)
    bulletin.tell({ kind: 'trade-busted', account, fill })
    for (const { currency, change } of undone[i] ?? place.settlement.undo(fill)) {
      wallets.move(account, currency, change)
      bulletin.tell({ kind: 'balance-changed', account, currency, change, reason: 'bust' })
    }
    flow.trimAll(account)
  }
  // Whoever had a position may be short of margin without it.
  place.hasNews = place.last > 0
  return ok(fills)
}

/** An account that could not pay what is asked of it; one that may borrow always can. */
function shortAccount(
  { wallets, available, margin }: ExchangeParts,
  moves: readonly Move[],
): number | undefined {
  const sums = new Map<string, Move>()
  for (const move of moves) {
    const key = `${move.account}:${move.currency}`
    sums.set(key, { ...move, change: (sums.get(key)?.change ?? 0n) + move.change })
  }
  for (const { account, currency, change } of sums.values()) {
    if (change >= 0n || margin.termsOf(account).leverage > 1) continue
    const left = available(account, currency)
    const free = wallets.free(account, currency)
    if ((left < free ? left : free) + change < 0n) return account
  }
  return undefined
}
