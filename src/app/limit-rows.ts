import { minorPerUnit } from '../domain/index.ts'
import type { Desk } from '../engine/index.ts'
import { dayLoss, type Limits } from '../risk/index.ts'
import { toMs } from './desk-rows.ts'
import type { LimitRow } from './risk-view.ts'

type Use = readonly [
  name: string,
  label: string,
  /** The limit it is held against, as settings call it. */
  key: keyof Limits,
  was: number,
  unit: LimitRow['unit'],
]

/** From these on a limit is not looked at. */
const offAt: Partial<Record<keyof Limits, number>> = {
  varMax: 1,
  shortfallMax: 1,
  stressMax: 1,
  correlationMax: 1,
}

/** How much of each limit is used, as if all that is in flight had filled. */
export function limitRows(desk: Desk): readonly LimitRow[] {
  const { limits } = desk.risk
  const { pending } = desk.guard.limits.changes
  return usesOf(desk).flatMap(([name, label, key, was, unit]) => {
    const max = key === 'stressMax' ? desk.risk.stressLimit : Number(limits[key])
    if (Number(limits[key]) >= (offAt[key] ?? Number.POSITIVE_INFINITY)) return []
    const next = pending.find((each) => each.key === key)
    const wider = next === undefined ? {} : { next: { max: next.value, t: toMs(next.dueTs) } }
    return [{ name, label, was: Number.isFinite(was) ? was : null, max, unit, ...wider }]
  })
}

function usesOf({ risk }: Desk): readonly Use[] {
  const { exposure, equity } = risk
  const day = dayLoss(risk)
  const guess = day.isKnown ? '' : ' (not known yet: half of all)'
  const of = [...risk.lots.keys()]
  const most = (share: (i: number) => number): number =>
    of.reduce((max, i) => Math.max(max, share(i)), 0) / equity
  const asset = (i: number): number => exposure.worthOf(i) + exposure.assetBesides(i)
  const venue = (i: number): number => exposure.worthOf(i) + exposure.venueBesides(i)
  const order = most((i) => exposure.worthOf(i)) * equity
  return [
    ['heat', 'Portfolio heat', 'heatMax', exposure.heat / equity, 'share'],
    ['value-at-risk', `Value at risk, 1 day${guess}`, 'varMax', day.valueAtRisk, 'share'],
    ['shortfall', `Expected shortfall${guess}`, 'shortfallMax', day.shortfall, 'share'],
    ['stress', 'Worst stress test', 'stressMax', risk.stressLoss, 'share'],
    ['drawdown', 'Drawdown', 'drawdownHalt', risk.drawdown, 'share'],
    ['daily-loss', 'Loss of the day', 'dailyLossMax', Math.max(0, risk.dailyLoss), 'share'],
    ['gross', 'All positions', 'grossMax', exposure.gross / equity, 'share'],
    ['leverage', 'Leverage at a venue', 'leverageMax', most(venue), 'share'],
    ['concentration', 'Largest asset', 'concentrationMax', most(asset), 'share'],
    ['position', 'Largest position', 'positionMax', order / equity, 'share'],
    [
      'trade-loss',
      'Largest loss of a position',
      'tradeLossMax',
      most((i) => exposure.heatOf(i)),
      'share',
    ],
    ['correlation', 'Closest pair held', 'correlationMax', closest(risk, of), 'share'],
    ['orders-per-day', 'Orders today', 'ordersPerDayMax', risk.ordersToday, 'count'],
    ['trades-per-day', 'Positions begun today', 'tradesPerDayMax', risk.tradesToday, 'count'],
    ['losses-in-row', 'Losses in a row', 'lossesInRowMax', risk.lossesInRow, 'count'],
    [
      'order-notional-max',
      'Largest position in money',
      'orderNotionalMax',
      order / minorPerUnit,
      'money',
    ],
  ]
}

/** The highest correlation of two that are held the same way; 0 with fewer. */
function closest(risk: Desk['risk'], of: readonly number[]): number {
  const { directions } = risk.exposure
  let most = 0
  for (const i of of)
    for (const j of of) {
      const together = (directions[i] as number) * (directions[j] as number)
      if (j < i && together !== 0) most = Math.max(most, together * risk.correlation(i, j))
    }
  return most
}
