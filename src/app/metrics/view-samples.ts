import type { DeskStatus } from '../desk-view.ts'
import type { RiskView } from '../risk-view.ts'
import { counted, type Sample, sample } from './sample.ts'
import type { SeenDesk } from './seen-desk.ts'

const msPerSecond = 1_000
const modes: readonly DeskStatus['mode'][] = ['normal', 'pause', 'reduce', 'emergency']

/** The desk as a page shows it. @param nowMs - Wall time. */
export function viewSamples(seen: SeenDesk, nowMs: number): readonly Sample[] {
  const { header, status, positions, orders, risk } = seen
  const { version, trading, currency, source } = header
  return [
    ...sample('info', 1, { version, trading, source: source.kind, currency }),
    ...sample('uptime_seconds', (nowMs - header.startedAt) / msPerSecond),
    ...marketSamples(seen, nowMs),
    ...moneySamples(status),
    ...positions.flatMap(({ instrument, unrealisedPnl }) =>
      sample('position_pnl', unrealisedPnl, { instrument }),
    ),
    ...modes.flatMap((mode) => sample('mode', mode === status.mode, { mode })),
    ...counted(
      'orders_open',
      'status',
      orders.map((order) => order.status),
    ),
    ...sample('journal_sequence', status.journalSequence),
    ...(risk === undefined ? [] : riskSamples(risk)),
  ]
}

function marketSamples({ header, status }: SeenDesk, nowMs: number): readonly Sample[] {
  const isLive = header.source.kind === 'venue' && status.marketTime > 0
  return [
    ...sample('bars_total', status.bars),
    ...sample('bar_age_seconds', (nowMs - status.receivedAt) / msPerSecond),
    ...(isLive ? sample('market_lag_seconds', (nowMs - status.marketTime) / msPerSecond) : []),
    ...sample('market_stale', status.isStale),
    ...sample('market_finished', status.isFinished),
  ]
}

function moneySamples(status: DeskStatus): readonly Sample[] {
  return [
    ...sample('equity', status.equity),
    ...sample('cash', status.cash),
    ...sample('exposure', status.exposure),
    ...sample('realised_pnl', status.realisedPnl),
    ...sample('unrealised_pnl', status.unrealisedPnl),
    ...sample('fees', status.fees),
    ...sample('drawdown', status.drawdown),
    ...sample('trades_total', status.trades),
  ]
}

function riskSamples({ limits, breakers, stress, isCrisis }: RiskView): readonly Sample[] {
  const standing = new Map<string, number>()
  for (const { scope, state } of breakers)
    standing.set(`${scope} ${state}`, (standing.get(`${scope} ${state}`) ?? 0) + 1)
  return [
    ...limits.flatMap(({ name, was, max }) =>
      sample('limit_used_ratio', was === null || max === 0 ? null : was / max, { limit: name }),
    ),
    ...[...standing].flatMap(([key, count]) => {
      const [scope = '', state = ''] = key.split(' ')
      return sample('breakers_open', count, { scope, state })
    }),
    ...stress.flatMap(({ scenario, loss }) => sample('stress_loss', loss, { scenario })),
    ...sample('crisis', isCrisis),
  ]
}
