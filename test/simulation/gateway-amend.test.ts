import { expect, it } from 'vitest'
import type { Desk } from '../../src/engine/index.ts'
import { type ExchangeOrder, noFaults, type SimulatedExchange } from '../../src/venue/sim/index.ts'
import { firstName, ordersAt } from './gateway-cover.ts'
import type { Watch } from './gateway-options.ts'
import { runGateway } from './gateway-run.ts'

type Seen = { amended: number; bare: number; doubled: number }

/**
 * Counts moments at which a position has lost its stop to a change of it, or has two. A stop that
 * fired, into a market too thin for it, was not changed; and one whose new price was met before it
 * was there is closed at once.
 */
function counting(seen: Seen): Watch {
  const names = new Map<number, string>()
  const sizes = new Map<string, number>()
  return (desk: Desk, exchange: SimulatedExchange) => {
    for (const [i, of] of desk.setup.instruments.entries()) {
      const stops = ordersAt(exchange, desk, i, (role) => role === 'stop')
      for (const { request, lots } of stops) {
        const name = firstName(request.clientId)
        const before = sizes.get(name)
        if (before !== undefined && before !== lots) seen.amended += 1
        sizes.set(name, lots)
        names.set(i, request.clientId)
      }
      if (stops.length > 1) seen.doubled += 1
      if (stops.length > 0) continue
      const last = exchange.closedOrders(0).findLast((each) => isNamed(each, names.get(i)))
      const covered = last?.request.side === 'sell' ? 1 : -1
      const { stop } = desk.seats[i]?.protection ?? { stop: 0 }
      const isMet = (exchange.lastPrice(i) - stop) * covered <= 0
      const isBare = last?.end === 'by-request' && signAt(exchange, of.base) === covered
      if (isBare && !isMet) seen.bare += 1
      names.delete(i)
    }
  }
}

function isNamed({ request }: ExchangeOrder, name: string | undefined): boolean {
  return request.clientId === name
}

/** Of the position at the exchange: the desk hears of it later. */
function signAt(exchange: SimulatedExchange, currency: string): number {
  const { free, held } = exchange.balances(0).get(currency) ?? { free: 0n, held: 0n }
  return Math.sign(Number(free + held))
}

async function seenOver(seeds: readonly number[]): Promise<Seen> {
  const seen: Seen = { amended: 0, bare: 0, doubled: 0 }
  for (const seed of seeds)
    await runGateway(seed, { plan: noFaults, watch: counting(seen), isAlone: true })
  return seen
}

it.each([
  ['in place', [4, 6, 16, 20, 22, 32]],
  ['by replacing it', [8, 12, 14, 24, 28, 30]],
])(
  'never leaves a position without a stop, or with two, while it is changed %s',
  async (_, seeds) => {
    const seen = await seenOver(seeds)
    expect(seen).toMatchObject({ bare: 0, doubled: 0 })
    expect(seen.amended).toBeGreaterThan(20)
  },
)

it('would see the moments that a venue without such changes has', async () => {
  const seen = await seenOver([3, 5, 7])
  expect(seen.bare + seen.doubled).toBeGreaterThan(0)
})
