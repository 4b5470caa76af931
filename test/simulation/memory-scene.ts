import { BarColumns, hourUs, type Instrument, type Micros } from '../../src/domain/index.ts'
import { embed, type Outcome } from '../../src/memory/index.ts'

/** A time to begin at. Unit: us. */
export const sceneStart = 1_704_067_200_000_000

/** A market that goes up a little every hour, and back now and then. */
export function sceneBars(rows: number): BarColumns {
  const bars = new BarColumns(rows)
  for (let row = 0; row < rows; row += 1) {
    const close = 10_000 + 10 * row - 60 * (row % 5)
    bars.push(sceneStart + (row + 1) * hourUs, close - 5, close + 20, close - 20, close, 1_000)
  }
  return bars
}

/** A position that was decided at a row and known some hours after. */
export function sceneOutcome(
  of: Instrument,
  bars: BarColumns,
  row: number,
  more: Partial<Outcome> = {},
): Outcome {
  const stances = [{ agent: 'trend', exposure: 0.1, confidence: 0.6 }]
  const decidedAt = Number(bars.ts[row]) as Micros
  return {
    ...{ kind: 'position', instrument: 0, instrumentId: of.id, side: 1, decidedAt },
    ...{ price: 100, enteredAt: decidedAt, knownAt: (decidedAt + 5 * hourUs) as Micros },
    ...{ stances, reward: 0.01, costs: 0.002, slippageBps: 1, closedBy: 'exit' },
    ...{ evidence: [10 * row + 1, 10 * row + 2], ...embed(bars, row, stances) },
    ...more,
  }
}
