import { plainLine } from '../../base/index.ts'
import type { Clock } from '../../kernel/index.ts'

const silenceUs = 2_000_000
const redrawUs = 100_000
const barLength = 40

/** Where a bar is drawn: a terminal. */
export type Terminal = { readonly columns?: number; write(text: string): unknown }

/** A bar that appears once the work has lasted two seconds. Without a terminal it stays silent. */
export function startProgress(
  terminal: Terminal | undefined,
  clock: Clock,
  label: string,
  total: number,
): {
  readonly update: (done: number, remark?: string) => void
  readonly stop: () => void
} {
  if (terminal === undefined) return { update: () => {}, stop: () => {} }
  const start = clock.now()
  let drawnTs = Number.NEGATIVE_INFINITY
  let isShown = false
  return {
    update: (done, remark = '') => {
      const now = clock.now()
      if (now - start < silenceUs || now - drawnTs < redrawUs) return
      const line = progressLine({ label, done, total, elapsedUs: now - start, remark })
      // Some terminals say that they have none.
      terminal.write(`\r${plainLine(line).slice(0, (terminal.columns || 81) - 1)}\u001b[K`)
      drawnTs = now
      isShown = true
    },
    stop: () => {
      if (isShown) terminal.write('\r\u001b[K')
      isShown = false
    },
  }
}

/** How far work is, and how long the rest takes if it goes on as it went. */
export function progressLine({
  label,
  done,
  total,
  elapsedUs,
  remark,
}: {
  readonly label: string
  readonly done: number
  readonly total: number
  readonly elapsedUs: number
  readonly remark: string
}): string {
  const share = total > 0 ? Math.min(Math.max(done / total, 0), 1) : 0
  const full = Math.floor(share * barLength)
  const bar = '='.repeat(full) + '-'.repeat(barLength - full)
  const left = share > 0 ? span((elapsedUs * (1 - share)) / share / 1_000_000) : '?'
  return `${label} ${bar} ${Math.floor(share * 100)} %  ${left} left  ${remark}`
}

function span(seconds: number): string {
  const whole = Math.ceil(seconds)
  if (whole < 60) return `${whole}s`
  if (whole < 3_600) return `${Math.floor(whole / 60)}m${whole % 60}s`
  return `${Math.floor(whole / 3_600)}h${Math.floor((whole % 3_600) / 60)}m`
}
