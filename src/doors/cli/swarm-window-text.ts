import type { SwarmWindow } from '../../app/index.ts'
import { formatTime } from '../../domain/index.ts'
import {
  formatPercent,
  formatPlain,
  formatSignedPercent,
  summarise,
  summariseControls,
} from '../../research/index.ts'
import { columnLines } from './column-lines.ts'

/** The windows of a run as lines for a terminal; none where it was not asked for any. */
export function windowLines(windows: readonly SwarmWindow[], agents: number): readonly string[] {
  if (windows.length === 0) return []
  const heads = ['window, UTC', 'return', 'Sharpe, 95 %', 'exposure', 'trades', 'shown help']
  const count = (isIt: (of: SwarmWindow) => boolean): number => windows.filter(isIt).length
  const idle = count(({ metrics }) => metrics.exposure.timeInMarket === 0)
  return [
    ...columnLines([
      [...heads, 'hold', 'hold at its exposure', ''],
      ...windows.map((of) => windowCells(of, agents)),
    ]),
    `Above buy and hold in ${count(isAbove)} of ${windows.length} windows, above holding at its ` +
      `own mean exposure in ${count(isAboveAtExposure)}. Every window is out of sample: what votes ` +
      'counted by was learned before. Shown help: as it stood when the window began.',
    ...(idle === 0
      ? []
      : [`In ${idle} of them it held nothing: that is above a hold that loses, and no skill.`]),
    '',
  ]
}

function windowCells(of: SwarmWindow, agents: number): readonly string[] {
  const { from, to, shown, metrics, hold } = of
  const { sharpe, returnPct } = metrics.curve
  return [
    `${formatTime(from).slice(0, 16)} to ${formatTime(to).slice(0, 16)}`,
    formatSignedPercent(returnPct),
    sharpe === undefined
      ? 'n/a'
      : `${formatPlain(sharpe.value, 2)} (${formatPlain(sharpe.low, 2)} to ` +
        `${formatPlain(sharpe.high, 2)})`,
    formatPercent(100 * metrics.exposure.mean),
    String(metrics.trades.count),
    `${shown.length} of ${agents}`,
    formatSignedPercent(hold.full.returnPct),
    formatSignedPercent(hold.scaled.returnPct),
    isAbove(of) ? 'above' : '',
  ]
}

function isAbove({ metrics, hold }: SwarmWindow): boolean {
  return metrics.curve.returnPct > hold.full.returnPct
}

function isAboveAtExposure({ metrics, hold }: SwarmWindow): boolean {
  return metrics.curve.returnPct > hold.scaled.returnPct
}

/** The same as JSON, where it was asked for. */
export function windowsJson(windows: readonly SwarmWindow[]): object {
  if (windows.length === 0) return {}
  const iso = (us: number): string => new Date(us / 1_000).toISOString()
  return {
    windows: windows.map((of) => ({
      ...{ from: iso(of.from), to: iso(of.to), shownHelp: of.shown },
      summary: summarise(of.metrics),
      hold: summariseControls(of.hold, undefined).hold,
      ...{ isAbove: isAbove(of), isAboveAtExposure: isAboveAtExposure(of) },
    })),
  }
}
