import type { DeskSnapshot } from '../../../app/index.ts'
import type { HealthRow } from '../../api/index.ts'

/** How whole the bars of each instrument are, as far back as the view goes. */
export function healthRows({ bars, desk }: DeskSnapshot): readonly HealthRow[] {
  return desk.instruments.map(({ id }) =>
    healthOf(
      id,
      (bars[id] ?? []).map(({ t }) => t),
    ),
  )
}

function healthOf(instrument: string, times: readonly number[]): HealthRow {
  const steps = times.slice(1).map((t, i) => t - (times[i] ?? t))
  const counts = new Map<number, number>()
  for (const step of steps) counts.set(step, (counts.get(step) ?? 0) + 1)
  const [usual] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  const intervalMs = usual?.[0] ?? null
  const gaps = intervalMs === null ? [] : steps.filter((step) => step > intervalMs)
  const missing = gaps.map((step) => Math.round(step / (intervalMs ?? step)) - 1)
  return {
    instrument,
    bars: times.length,
    newest: times.at(-1) ?? null,
    intervalMs,
    gaps: gaps.length,
    missing: missing.reduce((sum, each) => sum + each, 0),
  }
}
