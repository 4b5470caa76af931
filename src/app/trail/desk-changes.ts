import { defined } from '../../base/index.ts'
import type { DeskEvent, Instrument, Micros, Scope } from '../../domain/index.ts'
import { amountText, floatText, timeText } from './trail-text.ts'

/** Who the names in events are. */
export type Named = {
  readonly instruments: readonly Instrument[]
  /** By position. */
  readonly agents: readonly string[]
}

/** One row of a list of what moved a desk: cells in the order of that list. */
export type ChangeRow = {
  readonly list: 'modes' | 'changes' | 'refusals' | 'breaches'
  readonly cells: readonly string[]
}

/** An event as a row of the list it belongs to; `undefined` for orders, bars and the like. */
export function changeRow(event: DeskEvent, named: Named): ChangeRow | undefined {
  switch (event.kind) {
    case 'mode-changed': {
      const { ts, from, to, actor, reason } = event
      const held = event.isHold === true ? 'held positions left alone' : ''
      return { list: 'modes', cells: [timeText(ts), from, to, actor, reason, held] }
    }
    case 'intent-refused':
    case 'intent-cut': {
      const { ts, instrument, limit, was, max } = event
      const said = event.kind === 'intent-cut' ? 'cut' : 'refused'
      const id = named.instruments[instrument]?.id ?? ''
      const cells = [timeText(ts), id, said, limit, floatText(was), floatText(max)]
      return { list: 'refusals', cells }
    }
    default:
      return breachRow(event, named) ?? actRow(event, named)
  }
}

function breachRow(event: DeskEvent, named: Named): ChangeRow | undefined {
  const row = (ts: Micros, cells: readonly string[]): ChangeRow => {
    return { list: 'breaches', cells: [timeText(ts), ...cells] }
  }
  switch (event.kind) {
    case 'breaker-moved': {
      const { ts, scope, subject, state, cause, was, max, actor } = event
      const of = subjectText(scope, subject, named)
      return row(ts, ['breaker', of, `${state}: ${cause}`, floatText(was), floatText(max), actor])
    }
    case 'standing-changed': {
      const { ts, scope, subject, share, isHibernating, actor, reason } = event
      const state = isHibernating ? 'hibernates' : 'is trusted with a share'
      const of = subjectText(scope, subject, named)
      return row(ts, ['standing', of, `${state}: ${reason}`, floatText(share), '', actor])
    }
    case 'alert-raised':
      return row(event.ts, ['alert', 'desk', `${event.code}: ${event.text}`, '', '', 'desk'])
    case 'feed-silent': {
      const of = named.instruments[event.instrument]?.id ?? ''
      return row(event.ts, ['feed', of, 'no bar has come for too long', '', '', 'desk'])
    }
    default:
      return undefined
  }
}

/** What people, managers and the desk itself changed. */
function actRow(event: DeskEvent, named: Named): ChangeRow | undefined {
  const row = (ts: Micros, what: string, actor: string, reason: string): ChangeRow => {
    return { list: 'changes', cells: [timeText(ts), event.kind, what, actor, reason] }
  }
  switch (event.kind) {
    case 'limit-asked': {
      const { ts, key, value, dueTs, actor, reason } = event
      const due = dueTs > ts ? `, in force from ${timeText(dueTs)}` : ''
      return row(ts, `${key} = ${value}${due}`, actor, reason)
    }
    case 'plan-approved':
      return row(event.ts, `proposal ${event.proposal}`, event.actor, event.reason)
    case 'champion-changed': {
      const version = event.version === '' ? 'no version decides' : `version ${event.version}`
      return row(event.ts, version, event.actor, event.reason)
    }
    case 'memory-agreed':
      return row(event.ts, `${event.change} ${event.subject}`, event.actor, event.reason)
    case 'agents-dismissed':
      return row(event.ts, 'no agent is asked any more', event.actor, event.reason)
    case 'legs-asked':
      return row(event.ts, legsText(event.intent.legs, named), event.actor, '')
    case 'tier-changed':
      return row(
        event.ts,
        `${event.from} to ${event.to}`,
        'desk',
        `equity ${floatText(event.equity)}`,
      )
    case 'team-moved': {
      const id = named.instruments[event.instrument]?.id ?? ''
      const done = event.isDeployed ? 'deployed on' : 'taken from'
      return row(event.ts, `a team was ${done} ${id}`, event.by, event.reason)
    }
    case 'account-observed': {
      const beyond = event.beyond.map(([currency, amount]) => `${amountText(amount)} ${currency}`)
      return row(event.ts, `besides the books: ${beyond.join(', ') || 'nothing'}`, event.actor, '')
    }
    default:
      return undefined
  }
}

function legsText(
  legs: readonly { readonly instrument: number; readonly exposure: number }[],
  { instruments }: Named,
): string {
  const words = legs.map(({ instrument, exposure }) => {
    return `${instruments[instrument]?.id ?? ''} ${floatText(exposure)}`
  })
  return `legs: ${words.join(', ')}`
}

function subjectText(scope: Scope, subject: number, { instruments, agents }: Named): string {
  if (scope === 'instrument') return defined(instruments[subject], 'an instrument').id
  if (scope === 'strategy') return agents[subject] ?? `strategy ${subject + 1}`
  return scope
}
