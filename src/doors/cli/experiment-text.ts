import { formatTime } from '../../domain/index.ts'
import {
  type ClaimReport,
  claimWords,
  type ExperimentReport,
  type ExperimentRow,
} from '../../research/index.ts'
import { columnLines } from './column-lines.ts'

/** One look for people. */
export function experimentLines(report: ExperimentReport): readonly string[] {
  const { name, text, registeredAt, look, looks, alpha, verdict, hash, resultHash } = report
  return [
    `${name}: ${text}`,
    `registered ${registeredAt.slice(0, 16).replace('T', ' ')} as ${hash.slice(0, 16)}, ` +
      `look ${look} of ${looks}, chance of a false alarm ${rounded(alpha, 4)}`,
    ...report.claims.flatMap((claim) => ['', ...claimLines(claim, alpha)]),
    ...alarmLines(report),
    '',
    `verdict ${verdict}  result ${resultHash.slice(0, 16)}`,
  ]
}

function claimLines(claim: ClaimReport, alpha: number): readonly string[] {
  const { title, unit } = claimWords[claim.claim]
  const interval = `${rounded(100 * (1 - alpha), 1)} % interval`
  const heads = [
    'subject',
    'n',
    `effect, ${unit}`,
    interval,
    'shifted',
    'd',
    'p',
    'p corrected',
    'verdict',
  ]
  const rows = claim.rows.map((row) => [
    row.subject,
    String(row.samples),
    signed(row.effect),
    `${signed(row.low)} to ${signed(row.high)}`,
    row.nullMean === undefined ? 'n/a' : signed(row.nullMean),
    row.standardised === undefined ? 'n/a' : signed(row.standardised, 3),
    rounded(row.probability, 4),
    rounded(row.adjusted, 4),
    row.verdict,
  ])
  return [
    `${title}: ${claim.verdict} (worth having from ${claim.effectMin} ${unit})`,
    ...(rows.length === 0 ? [] : columnLines([heads, ...rows])),
    ...claim.unasked.map(({ subject, why }) => `${subject}: not asked, ${why}.`),
    ...(claim.others === 0
      ? []
      : [`Corrected for ${claim.others} tests of other hypotheses on these instruments as well.`]),
    ...curveLines(claim),
  ]
}

/** The effect at other lags, said to be no test. */
function curveLines({ rows }: ClaimReport): readonly string[] {
  const [first] = rows
  if (first === undefined || first.curve.length === 0) return []
  const heads = ['lag, hours', ...first.curve.map(({ lagUs }) => String(lagUs / 3_600_000_000))]
  const cells = rows.map(({ subject, curve }) => [
    subject,
    ...curve.map(({ effect }) => signed(effect)),
  ])
  return ['exploratory, no test: the effect at other lags', ...columnLines([heads, ...cells])]
}

function alarmLines({ sources }: ExperimentReport): readonly string[] {
  const lines = sources.flatMap(({ subject, alarms }) => {
    const [longest] = alarms.toSorted((a, b) => b.to - b.from - (a.to - a.from))
    if (longest === undefined) return []
    const { kind, from, to } = longest
    const span = `${formatTime(from).slice(0, 10)} to ${formatTime(to).slice(0, 10)}`
    const times = alarms.length === 1 ? 'once' : `${alarms.length} times, longest`
    return [`${subject}: the source was ${kind} ${times} ${span}.`]
  })
  return lines.length === 0 ? [] : ['', ...lines]
}

/** The same as JSON. */
export function experimentJson(report: ExperimentReport, page: string | null): object {
  const { name, text, hash, registeredAt, look, looks, alpha, lagHours, verdict } = report
  return {
    command: 'experiment run',
    ...{ name, claim: text, hash, registeredAt, look, looks, alpha, lagHours, verdict },
    claims: report.claims.map(({ rows, ...claim }) => ({
      ...claim,
      unit: claimWords[claim.claim].unit,
      rows: rows.map(rowJson),
    })),
    sources: report.sources.map(({ alarms, ...source }) => ({
      ...source,
      alarms: alarms.map((alarm) => ({ ...alarm, value: alarm.value ?? null })),
    })),
    resultHash: report.resultHash,
    report: page,
  }
}

function rowJson({ ts, ...row }: ExperimentRow): object {
  const { subject, samples, effect, low, high, probability, adjusted } = row
  const { shifts, absent, verdict, curve } = row
  return {
    ...{ subject, samples, effect, low, high, probability, adjusted, shifts, absent, verdict },
    standardised: row.standardised ?? null,
    nullMean: row.nullMean ?? null,
    dieboldMariano: row.dieboldMariano ?? null,
    from: ts[0] ?? null,
    to: ts[ts.length - 1] ?? null,
    curve: curve.map(({ lagUs, ...point }) => ({ lagHours: lagUs / 3_600_000_000, ...point })),
  }
}

function signed(value: number, places = 2): string {
  const text = rounded(Math.abs(value), places)
  if (!/[1-9]/.test(text)) return text
  return `${value < 0 ? '−' : '+'}${text}`
}

function rounded(value: number, places: number): string {
  return value.toFixed(places)
}
