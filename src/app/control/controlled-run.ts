import { UserError } from '../../base/index.ts'
import { formatTime, type LimitAsked } from '../../domain/index.ts'
import type { DeskRun } from '../../engine/index.ts'
import { changeableLimits, limitValue } from '../../risk/index.ts'
import { toMs } from '../desk-rows.ts'
import type { ControlState, LimitShown } from './control-request.ts'
import type { ControlledDesk } from './desk-control.ts'

export type ControlledRunNeeds = {
  readonly run: DeskRun
  /** Does something to the desk, durably; what it throws ends the desk. */
  readonly act: <T>(task: () => T) => T
  /** Why it is in its mode, and who said so. */
  readonly modeReason: () => string
}

/** A run as people command it. */
export function controlledRun({ run, act, modeReason }: ControlledRunNeeds): ControlledDesk {
  return {
    state: () => stateOf(run, modeReason()),
    toMode: (to, by, reason, isHold) => act(() => run.toMode(to, by, reason, isHold)),
    askLimit: (key, value, actor, reason) =>
      act(() => {
        const asked = run.askLimit({ key, value, ts: run.desk.now, actor, reason })
        if (!asked.ok) throw new UserError('limit-refused', `${asked.error}.`)
        return limitText(asked.value)
      }),
    wake: (scope, subject, actor, reason) =>
      act(() => {
        const of = scope === 'instrument' || scope === 'strategy' ? scope : undefined
        const ts = run.desk.now
        if (of !== undefined && run.wake({ scope: of, subject, ts, actor, reason }))
          return `${scope} ${subject} is awake, with a quarter of its size`
        throw new UserError('limit-refused', `${scope} ${subject} does not hibernate.`)
      }),
  }
}

function limitText({ key, value, ts, dueTs }: LimitAsked): string {
  if (dueTs === ts) return `${key} is ${value} now`
  return `${key} will be ${value} from ${formatTime(dueTs)} on, unless it is taken back`
}

function stateOf({ desk }: DeskRun, modeReason: string): ControlState {
  return {
    mode: desk.risk.mode,
    modeReason,
    isHold: desk.risk.isHold,
    held: [...desk.ledger.positions.lots].filter((lots) => lots !== 0).length,
    openOrders: [...desk.orders.openOrders].length,
    limits: limitsShown(desk),
  }
}

function limitsShown({ risk: { limits }, guard }: DeskRun['desk']): LimitShown[] {
  return changeableLimits.map((key) => {
    const next = guard.limits.changes.pending.find((each) => each.key === key)
    const later = next === undefined ? {} : { next: { value: next.value, t: toMs(next.dueTs) } }
    return { key, value: limitValue(limits, key), ...later }
  })
}
