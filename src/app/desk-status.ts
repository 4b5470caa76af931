import { minorPerUnit } from '../domain/index.ts'
import { pnlSums, toMs } from './desk-rows.ts'
import type { ChampionRow, DeskStatus } from './desk-view.ts'
import type { ViewedDesk } from './viewed-desk.ts'

/** What only the world around a desk knows. Wall time in milliseconds. */
export type Surroundings = {
  readonly receivedAt: number
  readonly isStale: boolean
  readonly isFinished: boolean
}

/** What a page shows above everything else. */
export function deskStatus(
  viewed: ViewedDesk | undefined,
  { receivedAt, isStale, isFinished }: Surroundings,
  known: Pick<DeskStatus, 'trades' | 'modeReason'>,
): DeskStatus {
  const desk = viewed?.desk
  const equity = desk === undefined ? 0 : desk.equity() / minorPerUnit
  const sums = desk === undefined ? { realisedPnl: 0, unrealisedPnl: 0, fees: 0 } : pnlSums(desk)
  return {
    marketTime: toMs(desk?.now ?? 0),
    receivedAt,
    isStale,
    isFinished,
    mode: desk?.risk.mode ?? 'normal',
    equity,
    cash: desk === undefined ? 0 : desk.ledger.cashFloat / minorPerUnit,
    ...sums,
    drawdown: desk?.risk.drawdown ?? 0,
    exposure: equity > 0 && desk !== undefined ? desk.ledger.grossFloat / minorPerUnit / equity : 0,
    ...known,
    bars: desk?.bars ?? 0,
    journalSequence: viewed?.sequence ?? 0,
    ...(desk?.champion === undefined ? {} : { champion: championRow(desk.champion) }),
  }
}

function championRow({
  version,
  before,
  sinceTs,
}: NonNullable<ViewedDesk['desk']['champion']>): ChampionRow {
  return { version, before, since: toMs(sinceTs) }
}
