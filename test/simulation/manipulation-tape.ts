import { LevelFlow } from '../../src/features/index.ts'
import { loadDeltas, loadTradeTicks } from '../../src/market/index.ts'
import { ticks } from '../golden/features/recorded-ticks.ts'
import { everyDetector } from './manipulation-session.ts'

export type TapeAlerts = {
  readonly name: string
  readonly minutes: number
  readonly alerts: Readonly<Record<string, number>>
}

/** How many alerts each detector gives on a recorded market, of which nobody knows what is true. */
export async function playTape(name: string): Promise<TapeAlerts> {
  const deltas = await loadDeltas(`${ticks}/${name}.l2.csv.gz`)
  const spec = { tick: deltas.tick, lot: deltas.lot }
  const trades = await loadTradeTicks(`${ticks}/${name}.trades.csv.gz`, { spec })
  const detectors = everyDetector()
  const alerts = Object.fromEntries(detectors.map(({ kind }) => [kind, 0]))
  let now = 0
  const flow = new LevelFlow((event) => {
    now = event.ts
    for (const detector of detectors)
      if (detector.onEvent(event) !== undefined)
        alerts[detector.kind] = (alerts[detector.kind] ?? 0) + 1
  })
  const { columns } = deltas
  const from = Math.max(0, columns.isSnapshot.indexOf(1))
  let trade = 0
  for (let row = from; row < deltas.length; row += 1) {
    const ts = columns.tsInit[row] as number
    for (; (trades.columns.tsInit[trade] ?? Number.POSITIVE_INFINITY) <= ts; trade += 1) {
      const { tsInit, side, ticks: price, lots } = trades.columns
      const at = Math.max(now, tsInit[trade] as number)
      flow.onTrade(at, side[trade] === 1, price[trade] as number, lots[trade] as number)
    }
    const [price, lots] = [columns.ticks[row] as number, columns.lots[row] as number]
    flow.onLevel(ts, columns.isBid[row] === 1, price, lots)
  }
  const span = (columns.tsInit[deltas.length - 1] as number) - (columns.tsInit[from] as number)
  return { name, minutes: Math.round(span / 6e6) / 10, alerts }
}

/** The rows of the second table in `docs/manipulation.md`. */
export function tapeTable(tapes: readonly TapeAlerts[]): readonly string[] {
  return tapes.map(
    ({ name, minutes, alerts }) =>
      `| ${name} | ${minutes.toFixed(1)} | ${Object.values(alerts).join(' | ')} |`,
  )
}
