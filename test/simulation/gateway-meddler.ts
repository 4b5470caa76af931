import type { Random } from '../../src/base/index.ts'
import { type LegsAsked, type Micros, secondUs, type TargetIntent } from '../../src/domain/index.ts'
import { plainRequest, type SimulatedExchange } from '../../src/venue/sim/index.ts'

/** Somebody pays in, takes out, or trades by hand. @returns Whether the account is another now. */
export function meddle(exchange: SimulatedExchange, random: Random, now: Micros): boolean {
  if (random.next() < 0.5) return exchange.deposit(0, 'USD', 12_345n, now).ok
  const byHand = { ...plainRequest, type: 'market', side: 'buy', lots: 7 } as const
  const traded = exchange.submit(0, byHand, now)
  return traded.ok && traded.value.filled > 0
}

/** Two legs that belong together, or neither of them any longer. */
export function someLegs(random: Random, instruments: number, ts: Micros): LegsAsked {
  const share = random.next() < 0.3 ? 0 : 0.05
  const leg = (instrument: number, exposure: number): TargetIntent => ({
    kind: 'target',
    instrument,
    exposure,
    stop: Number.NaN,
    target: Number.NaN,
  })
  const legs = [leg(random.below(instruments), share), leg(random.below(2), -share)]
  const bounds = { unwindCostMaxBps: 1_000, patienceUs: 4 * secondUs }
  return { kind: 'legs-asked', ts, actor: 'somebody', intent: { kind: 'leg-set', legs, ...bounds } }
}
