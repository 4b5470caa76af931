import type { Json } from '../../base/index.ts'
import type { StandingChanged } from '../../domain/index.ts'
import type { RunResult } from '../../engine/index.ts'

/** What risk did to a run, a line each; none when it did nothing. */
export function riskLines(run: RunResult): readonly string[] {
  const { refusals, cuts, standings } = run
  return [
    ...counted('cut by risk', cuts),
    ...counted('refused by risk', refusals),
    ...standings.map((standing) => `${'probation'.padEnd(18)}${standingText(standing, run)}`),
  ]
}

function counted(label: string, by: Readonly<Record<string, number>>): readonly string[] {
  const parts = Object.entries(by).sort(([, a], [, b]) => b - a)
  if (parts.length === 0) return []
  return [label.padEnd(18) + parts.map(([limit, count]) => `${limit} ${count}`).join(', ')]
}

function standingText(standing: StandingChanged, run: RunResult): string {
  const { scope, subject, share, isHibernating, ts, reason } = standing
  const name = scope === 'instrument' ? run.instruments[subject]?.id : `strategy ${subject + 1}`
  const size = isHibernating
    ? 'asleep'
    : share === 0
      ? 'exits only'
      : `${100 * share} % of its size`
  return `${name}: ${size} since ${new Date(ts / 1_000).toISOString().slice(0, 10)}, ${reason}`
}

export function standingJson(standing: StandingChanged): Json {
  const { scope, subject, share, isHibernating, ts, reason } = standing
  return { scope, subject, share, isHibernating, ts, reason }
}
