import { dayUs, minuteUs } from '../../domain/index.ts'
import type { Scale, Tick } from './scale.ts'

const monthNames = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const ticksMax = 10

/** A time axis, UTC, with ticks on round days, hours or months. Times are microseconds. */
export function timeScale(from: number, to: number): Scale {
  const span = Math.max(1, to - from)
  const at = (ts: number): number => (ts - from) / span
  const ticks = [...stepped(from, to), ...monthly(from, to)]
    .map((tick) => ({ at: at(tick.at), label: tick.label }))
    // A label at the very edge would be cut off.
    .filter((tick) => tick.at > 0.03 && tick.at < 0.96)
  return { at, ticks }
}

/** `12 Mar 2024 06:15`, UTC. */
export function formatMoment(ts: number): string {
  const date = new Date(ts / 1_000)
  const clock = date.toISOString().slice(11, 16)
  return `${date.getUTCDate()} ${monthNames[date.getUTCMonth()]} ${date.getUTCFullYear()} ${clock}`
}

/** `12 Mar 2024`, UTC. */
export function formatDay(ts: number): string {
  return formatMoment(ts).slice(0, -6)
}

/** Ticks a fixed time apart; none when the span asks for months. */
function stepped(from: number, to: number): Tick[] {
  const steps = [1, 5, 15, 60, 180, 360, 720, 1_440, 2_880, 7_200, 14_400].map((m) => m * minuteUs)
  const step = steps.find((one) => (to - from) / one <= ticksMax)
  if (step === undefined) return []
  const ticks: Tick[] = []
  for (let ts = Math.ceil(from / step) * step; ts <= to; ts += step) {
    const isDay = step >= dayUs || ts % dayUs === 0
    ticks.push({ at: ts, label: isDay ? formatDay(ts).slice(0, -5) : formatMoment(ts).slice(-5) })
  }
  return ticks
}

function monthly(from: number, to: number): Tick[] {
  if ((to - from) / (14_400 * minuteUs) <= ticksMax) return []
  const start = new Date(from / 1_000)
  const first = start.getUTCFullYear() * 12 + start.getUTCMonth()
  const months = (to - from) / (30.4 * dayUs)
  const every = [1, 2, 3, 6, 12, 24, 60, 120].find((one) => months / one <= ticksMax) ?? 240
  const ticks: Tick[] = []
  for (let month = Math.ceil(first / every) * every; ; month += every) {
    const year = Math.floor(month / 12)
    const ts = Date.UTC(year, month % 12, 1) * 1_000
    if (ts > to) return ticks
    const label = every >= 12 ? String(year) : `${monthNames[month % 12]} ${year}`
    if (ts >= from) ticks.push({ at: ts, label })
  }
}
