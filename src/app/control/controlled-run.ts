import { UserError } from '../../base/index.ts'
import type { DeskRun } from '../../engine/index.ts'
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
    askLimit: () => {
      throw notYet('limits cannot be changed')
    },
    wake: () => {
      throw notYet('nothing hibernates')
    },
  }
}

function stateOf({ desk }: DeskRun, modeReason: string): ControlState {
  return {
    mode: desk.risk.mode,
    modeReason,
    isHold: desk.risk.isHold,
    held: [...desk.ledger.positions.lots].filter((lots) => lots !== 0).length,
    openOrders: [...desk.orders.openOrders].length,
    limits: limitsShown(desk.setup.limits),
  }
}

function limitsShown(limits: Readonly<Record<string, unknown>>): LimitShown[] {
  return Object.entries(limits).flatMap(([key, value]) =>
    typeof value === 'number' ? [{ key, value }] : [],
  )
}

function notYet(what: string): UserError {
  return new UserError('limit-refused', `${what} on this desk; stop it and begin another.`)
}
