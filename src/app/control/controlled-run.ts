import { UserError } from '../../base/index.ts'
import {
  formatTime,
  type LimitAsked,
  type Micros,
  micros,
  minorPerUnit,
} from '../../domain/index.ts'
import type { DeskRun } from '../../engine/index.ts'
import { changeableLimits, limitValue } from '../../risk/index.ts'
import { toMs } from '../desk-rows.ts'
import type { ProposalFolder } from '../proposal/proposal-folder.ts'
import { settleProposal } from '../proposal/settle-proposal.ts'
import type { ControlState, LimitShown, Sleeper } from './control-request.ts'
import type { ControlledDesk } from './desk-control.ts'

export type ControlledRunNeeds = {
  readonly run: DeskRun
  /** Does something to the desk, durably; what it throws ends the desk. */
  readonly act: <T>(task: () => T) => T
  /** Why it is in its mode, and who said so. */
  readonly modeReason: () => string
  /** What a clock says, where bars come as a venue closes them; nothing where they wait. */
  readonly now?: (() => Micros) | undefined
  /** What was proposed for it; nothing without. */
  readonly proposals?: ProposalFolder | undefined
}

/** A run as people command it. */
export function controlledRun(needs: ControlledRunNeeds): ControlledDesk {
  const { run, act, modeReason, now, proposals } = needs
  return {
    state: () => stateOf(run, modeReason()),
    // After the last close: what it sends is late for the open of the bar that is running.
    toMode: (to, by, reason, isHold) =>
      act(() => run.toMode(to, by, reason, isHold, micros(run.desk.now + 1))),
    askLimit: (key, value, actor, reason) =>
      act(() => {
        const times = { ts: run.desk.now, clockTs: now?.() }
        const asked = run.askLimit({ key, value, ...times, actor, reason })
        if (!asked.ok) throw new UserError('limit-refused', `${asked.error}.`)
        return limitText(asked.value)
      }),
    wake: (scope, subject, actor, reason) =>
      act(() => {
        const sleepers = sleepersOf(run)
        const found = sleepers.find((each) => each.scope === scope && each.subject === subject)
        const ts = run.desk.now
        if (found !== undefined && run.wake({ scope: found.scope, subject, ts, actor, reason }))
          return `${found.name} is awake, with a quarter of its size`
        throw new UserError('limit-refused', notAsleep(`${scope} ${subject}`, sleepers))
      }),
    settle: (id, isApproved, actor, reason) => {
      if (proposals === undefined)
        throw new UserError('proposal-refused', 'Nothing is proposed for this desk.')
      const settling = { id, isApproved, actor, reason }
      return settleProposal(run, proposals, settling, (event) => act(() => run.agree(event)))
    },
    agree: ({ change, subject, proposal, reason }, actor) => {
      const asked = { change, subject, proposal, actor, reason }
      const isDone = act(() => run.agree({ kind: 'memory-agreed', ts: run.desk.now, ...asked }))
      if (isDone) return `${change} ${subject} is done`
      throw new UserError(
        'proposal-refused',
        'This desk goes by no memory, or has done that already.',
      )
    },
  }
}

function limitText({ key, value, ts, dueTs }: LimitAsked): string {
  if (dueTs === ts) return `${key} is ${value} now`
  return `${key} will be ${value} from ${formatTime(dueTs)} on, unless it is taken back`
}

/** What to say of something that does not hibernate. */
export function notAsleep(name: string, sleepers: readonly Sleeper[]): string {
  const names = sleepers.map((each) => each.name).join(', ')
  const what = names === '' ? 'nothing does' : `these do: ${names}`
  return `${name} does not hibernate on this desk; ${what}.`
}

/** Instruments and strategies that nobody is asked about until a person wakes them. */
function sleepersOf({ desk: { guard, setup } }: DeskRun): readonly Sleeper[] {
  const of = (scope: Sleeper['scope'], all: readonly { readonly id: string }[]): Sleeper[] =>
    all.flatMap(({ id: name }, subject) =>
      guard.standings?.isAsleep(scope, subject) === true ? [{ scope, subject, name }] : [],
    )
  return [...of('instrument', setup.instruments), ...of('strategy', setup.agents)]
}

function stateOf(run: DeskRun, modeReason: string): ControlState {
  const { desk } = run
  const hibernating = sleepersOf(run)
  return {
    mode: desk.risk.mode,
    modeReason,
    isHold: desk.risk.isHold,
    held: [...desk.ledger.positions.lots].filter((lots) => lots !== 0).length,
    openOrders: [...desk.orders.openOrders].length,
    gross: desk.ledger.grossFloat / minorPerUnit,
    limits: limitsShown(run),
    ...(hibernating.length === 0 ? {} : { hibernating }),
  }
}

function limitsShown({ desk: { risk, guard } }: DeskRun): LimitShown[] {
  const { limits } = risk
  return changeableLimits.map((key) => {
    const next = guard.limits.changes.pending.find((each) => each.key === key)
    const later = next === undefined ? {} : { next: { value: next.value, t: toMs(next.dueTs) } }
    return { key, value: limitValue(limits, key), ...later }
  })
}
