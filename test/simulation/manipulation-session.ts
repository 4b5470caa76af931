import {
  LayeringDetector,
  LevelFlow,
  type ManipulationAlert,
  type ManipulationDetector,
  type ManipulationKind,
  MomentumIgnitionDetector,
  QuoteStuffingDetector,
  RampingDetector,
  SpoofingDetector,
  WashTradingDetector,
} from '../../src/features/index.ts'
import type { ExchangeEvent } from '../../src/venue/sim/index.ts'
import { bringCrowd } from './manipulation-crowd.ts'
import { ManipulationMarket } from './manipulation-market.ts'
import { type Episode, plant } from './manipulation-plots.ts'

export const sessionSeconds = 240

export type Session = {
  readonly episodes: readonly Episode[]
  readonly alerts: readonly ManipulationAlert[]
  /** Public events the detectors were told of. */
  readonly events: number
}

export function everyDetector(): readonly ManipulationDetector[] {
  return [
    new SpoofingDetector(),
    new LayeringDetector(),
    new WashTradingDetector(),
    new RampingDetector(),
    new QuoteStuffingDetector(),
    new MomentumIgnitionDetector(),
  ]
}

/** Plays a seeded market, honest but for one kind of manipulation, and listens to all it tells. */
export function playSession(
  seed: number,
  kind: ManipulationKind | 'honest',
  detectors: readonly ManipulationDetector[] = everyDetector(),
): Session {
  const alerts: ManipulationAlert[] = []
  let events = 0
  const flow = new LevelFlow((event) => {
    events += 1
    for (const detector of detectors) {
      const alert = detector.onEvent(event)
      if (alert !== undefined) alerts.push(alert)
    }
  })
  const onExchangeEvent = (event: ExchangeEvent): void => {
    if (event.kind === 'trade')
      flow.onTrade(event.ts, event.aggressor === 'buy', event.price, event.lots)
    if (event.kind === 'book') flow.onLevel(event.ts, event.side === 'buy', event.price, event.lots)
  }
  const market = new ManipulationMarket(seed, { onExchangeEvent })
  bringCrowd(market)
  const episodes = kind === 'honest' ? [] : plant(market, kind)
  market.run(sessionSeconds)
  return { episodes, alerts, events }
}
