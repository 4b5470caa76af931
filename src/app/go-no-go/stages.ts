import { dayUs, hourUs } from '../../domain/index.ts'
import { type GoFinding, go, noGo, notRun } from './go-check.ts'
import type { DeskHistory } from './desk-history.ts'

/** What a desk goes through before all of the capital is its own, and how long at least. */
type Stage = {
  readonly name: 'shadow' | 'paper' | 'canary' | 'full'
  /** Unit: us. */
  readonly leastUs: number
  /** Most of the account that it may use meanwhile. */
  readonly capitalMax: number
}

/**
 * One after the other: a desk that has run for 25 hours has been on paper for one. Shadow is there
 * to see that it runs at all; paper to see what it makes of several kinds of weeks; canary to see
 * that real fills are like those on paper.
 */
const stages: readonly Stage[] = [
  { name: 'shadow', leastUs: dayUs, capitalMax: 0 },
  { name: 'paper', leastUs: 60 * dayUs, capitalMax: 0 },
  { name: 'canary', leastUs: 30 * dayUs, capitalMax: 0.01 },
  { name: 'full', leastUs: 0, capitalMax: 1 },
]

/** A stage and what has been run of it. */
export type StageRow = Stage & { readonly ranUs: number; readonly isOver: boolean }

/**
 * How far a desk has come. @param runningUs - Time really run on live data without real orders.
 * @param canaryUs - And with them, at a hundredth of the capital.
 */
export function stageRows(runningUs: number, canaryUs: number): readonly StageRow[] {
  const left = { shadow: runningUs, canary: canaryUs }
  return stages.map((stage) => {
    if (stage.name === 'full') return { ...stage, ranUs: 0, isOver: false }
    const from = stage.name === 'canary' ? 'canary' : 'shadow'
    const ranUs = Math.min(left[from], stage.leastUs)
    left[from] -= ranUs
    return { ...stage, ranUs, isOver: ranUs >= stage.leastUs }
  })
}

/** What of the stages stands between a desk and its first real order: shadow and paper. */
export function stageFinding(
  { name, ranUs, leastUs, isOver }: StageRow,
  history: DeskHistory | undefined,
): GoFinding {
  if (history?.header === undefined) return notRun('there is no journal in this folder')
  if (!history.isLive) {
    const { label } = history.header.source
    return noGo(`${label} is no live market; run coinswarm up --venue NAME in a folder of its own`)
  }
  const ran = `${lengthText(ranUs)} of ${lengthText(leastUs)} run`
  if (isOver) return go(ran)
  return noGo(`${ran}; ${lengthText(leastUs - ranUs)} more in ${name}, gaps not counted`)
}

/** `60 d`, `3 d 7 h`, `5 h`, `12 min`: rounded down. */
export function lengthText(us: number): string {
  const days = Math.floor(us / dayUs)
  const hours = Math.floor((us % dayUs) / hourUs)
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`
  if (hours > 0) return `${hours} h`
  return `${Math.floor(us / (hourUs / 60))} min`
}
