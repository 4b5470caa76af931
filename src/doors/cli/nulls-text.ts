import { formatTime } from '../../domain/index.ts'
import type { NullsReport } from '../../app/index.ts'
import type { CheckRow } from '../../research/index.ts'
import { columnLines } from './column-lines.ts'

/** Both tables as lines for a terminal, and the verdict. */
export function nullsLines(report: NullsReport, draws: number): readonly string[] {
  const { run, nulls, bias, verdict } = report
  const names = run.instruments.map((of) => of.id).join(', ')
  return [
    `${names}: ${run.bars} bars, ${formatTime(run.from)} to ${formatTime(run.to)} UTC`,
    '',
    ...columnLines([[`null tests, ${draws} draws`, '', ''], ...nulls.map(cells)]),
    '',
    ...columnLines([['bias', '', ''], ...bias.map(cells)]),
    '',
    verdictLine(report),
    '',
    `verdict ${verdict}  seed ${run.seed}  hash ${run.hash.slice(0, 16)}  ` +
      `trials on these data: ${report.trials}`,
  ]
}

function cells({ name, status, why }: CheckRow): readonly string[] {
  return [`  ${name}`, status, why]
}

function verdictLine({ nulls, bias, verdict }: NullsReport): string {
  const all = [...nulls, ...bias]
  const count = (status: CheckRow['status']): number =>
    all.filter((row) => row.status === status).length
  if (verdict === 'NOT RUN') return 'No null test could be run: nothing is shown.'
  const asked = all.length - count('NOT RUN')
  if (verdict === 'pass') return `Nothing speaks against it: none of ${asked} tests failed.`
  return `${count('fail')} of ${asked} tests failed: it may be luck, or a mistake.`
}
