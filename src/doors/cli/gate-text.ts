import type { GateReport } from '../../app/index.ts'
import { asleepAmong, shortSentences } from '../../research/index.ts'
import { columnLines } from './column-lines.ts'

/** The table as lines for a terminal, and the verdict. @param id - Of the best of the family. */
export function gateLines(report: GateReport, id: string): readonly string[] {
  const { metrics, family, rows, verdict, trials, hash } = report
  const { sharpe, returnPct } = metrics.curve
  const { shorts, count } = metrics.trades
  return [
    ...asleepAmong(family, metrics),
    ...shortSentences(shorts, count),
    `the best of ${family.length} by Sharpe ratio: ${id}`,
    `Sharpe ${sharpe?.value.toFixed(2) ?? 'n/a'}, return ${returnPct.toFixed(1)} %`,
    '',
    ...columnLines(rows.map(({ name, status, why }) => [`  ${name}`, status, why])),
    '',
    `verdict ${verdict}  hash ${hash.slice(0, 16)}  trials on these data: ${trials}`,
  ]
}
