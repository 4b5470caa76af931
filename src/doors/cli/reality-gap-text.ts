import type { RealityGapReport } from '../../app/index.ts'

type Gap = RealityGapReport['gap']
type Group = Gap['all']
type Figures = Group['price']

/** A reality gap as a table for people. */
export function gapLines(report: RealityGapReport): readonly string[] {
  const { gap, source, bounds } = report
  return [
    `${report.instrument}: ${gap.compared} of ${gap.orders} orders compared, reality less ` +
      're-simulation; positive is worse',
    ...gap.uncovered.map(
      ({ why, orderIds }) =>
        `not covered, ${why.replaceAll('-', ' ')}: ${orderIds.length} (${someOf(orderIds)})`,
    ),
    '',
    ...[gap.all, ...gap.roles].flatMap(groupLines),
    '',
    'by strategy' +
      (report.isByHeaviestVoice ? ', the heaviest voice in the decision before the order' : ''),
    ...gap.strategies.flatMap(groupLines),
    '',
    `bands: watch from ${bounds.watchBps} bps, alarm from ${bounds.alarmBps} bps, when the 95 % ` +
      'interval lies above 0',
    `sent to the exchange in ${report.latency}, followed for ${report.horizonSeconds} s`,
    `re-simulated in ${source.fidelity}: ${source.text}`,
    ...(report.hasPrints || source.fidelity !== 'l2'
      ? []
      : ['The recording has no trades: stops never fire in it.']),
    'Orders of a desk on paper never moved the recorded market; live ones did, and are met by it again.',
    `verdict: ${gap.band}`,
  ]
}

/** Order numbers of which there may be thousands. */
function someOf(ids: readonly number[]): string {
  const shown = ids.slice(0, 10).join(', ')
  return ids.length > 10 ? `${shown}, ...; see --json` : shown
}

function groupLines(group: Group): readonly string[] {
  const { name, orders, price, fees, firstFill, lastFill } = group
  const filled = `filled ${percent(group.filledReal)} against ${percent(group.filledSimulated)}`
  const only = `${group.onlyReal} only in reality, ${group.onlySimulated} only on the tape`
  return [
    `${name.padEnd(10)} ${orders} orders, ${filled}; ${only}`,
    `  price    ${figures(price, 'bps')}: ${group.priceBand}`,
    `  fees     ${figures(fees, 'bps')}: ${group.feeBand}`,
    `  delay    first fill ${figures(firstFill, 'ms')}`,
    `           last fill  ${figures(lastFill, 'ms')}`,
  ]
}

function figures({ count, mean, median, low, high }: Figures, unit: string): string {
  if (count === 0) return 'filled in both: none'
  return (
    `mean ${figure(mean)} ${unit} (95 %: ${figure(low)} to ${figure(high)}), ` +
    `median ${figure(median)}, of ${count}`
  )
}

/** Every order that was compared, one a line. */
export function orderLines({ gap }: RealityGapReport): readonly string[] {
  return [
    '',
    'order  role    side  filled real/tape  price bps  fee bps  first ms  last ms',
    ...gap.rows.map(({ intent, real, simulated, ...row }) =>
      [
        String(intent.orderId).padEnd(6),
        intent.role.padEnd(7),
        intent.side.padEnd(5),
        `${percent(real.share)} / ${percent(simulated.share)}`.padEnd(17),
        figure(row.priceBps).padStart(9),
        figure(row.feeBps).padStart(8),
        figure(row.firstFillMs).padStart(9),
        figure(row.lastFillMs).padStart(8),
      ].join(' '),
    ),
  ]
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`
}

function figure(value: number | undefined): string {
  return value === undefined ? '-' : String(Number(value.toPrecision(4)))
}
