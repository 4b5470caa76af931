import type { CapTerms } from '../../execution/index.ts'
import type { Limits } from '../../risk/index.ts'
import { type GoFinding, go, noGo } from './go-check.ts'

/** With more than this nobody begins with real money, whatever paper showed. */
const widest: Partial<Readonly<Record<keyof Limits, number>>> = {
  positionMax: 1,
  grossMax: 3,
  leverageMax: 3,
  concentrationMax: 0.25,
  heatMax: 0.25,
  correlationMax: 0.9,
  varMax: 0.1,
  shortfallMax: 0.15,
  stressMax: 0.5,
  tradeLossMax: 0.05,
  dailyLossMax: 0.1,
  drawdownSoft: 0.2,
  drawdownHalt: 0.3,
  kellyMax: 0.25,
  crisisShare: 0.5,
}

const capsWidest: CapTerms = { ordersPerSecond: 100, notionalPerMinute: 10, notionalPerDay: 200 }

/** Whether every limit is set, and none is so wide that it might as well not be. */
export function limitFinding(limits: Limits, caps: CapTerms): GoFinding {
  const all: readonly (readonly [string, unknown])[] = [
    ...Object.entries(limits),
    ...Object.entries(caps),
  ]
  const unset = all.filter(([, value]) => !isSet(value)).map(([key]) => key)
  if (unset.length > 0) return noGo(`not set: ${unset.join(', ')}`)
  const most: Readonly<Record<string, number>> = { ...widest, ...capsWidest }
  const wide = all.flatMap(([key, value]) => {
    const max = most[key]
    return max !== undefined && Number(value) > max ? [`${key} ${String(value)} > ${max}`] : []
  })
  if (wide.length > 0) return noGo(`too wide for real money: ${wide.join(', ')}`)
  const { drawdownSoft, drawdownHalt } = limits
  if (drawdownSoft > drawdownHalt) return noGo('drawdownSoft is beyond drawdownHalt')
  return go(`${all.length} limits are set, none wider than real money may begin with`)
}

function isSet(value: unknown): boolean {
  return typeof value === 'boolean' || (typeof value === 'number' && value >= 0 && value < Infinity)
}
