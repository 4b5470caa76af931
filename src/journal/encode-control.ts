import type { ChampionChanged, ControlEvent } from '../domain/index.ts'
import type { ByteWriter } from './byte-writer.ts'
import { breakerCodes, memoryChangeCodes, scopeCodes } from './event-kind.ts'

/** The fields of a control event, behind its kind byte, in the order of its type. */
export function encodeControl(event: ControlEvent, to: ByteWriter): void {
  to.f64(event.ts)
  switch (event.kind) {
    case 'breaker-moved':
      to.u8(scopeCodes.indexOf(event.scope))
      to.f64(event.subject)
      to.u8(breakerCodes.indexOf(event.state))
      to.text(event.cause)
      to.f64(event.was)
      to.f64(event.max)
      return to.text(event.actor)
    case 'standing-changed':
      to.u8(scopeCodes.indexOf(event.scope))
      to.f64(event.subject)
      to.f64(event.share)
      to.u8(event.isHibernating ? 1 : 0)
      to.text(event.actor)
      return to.text(event.reason)
    case 'tier-changed':
      to.text(event.from)
      to.text(event.to)
      return to.f64(event.equity)
    case 'limit-asked':
      to.f64(event.dueTs)
      to.text(event.key)
      to.f64(event.value)
      to.text(event.actor)
      return to.text(event.reason)
    case 'agents-dismissed':
      to.text(event.actor)
      return to.text(event.reason)
    case 'team-moved':
      to.f64(event.instrument)
      to.u8(event.isDeployed ? 1 : 0)
      to.text(event.by)
      return to.text(event.reason)
    case 'plan-approved':
      to.f64(event.untilTs)
      to.text(event.proposal)
      to.f64(event.weights.length)
      for (const weight of event.weights) to.f64(weight)
      to.text(event.actor)
      return to.text(event.reason)
    case 'memory-agreed':
      to.u8(memoryChangeCodes.indexOf(event.change))
      to.text(event.subject)
      to.text(event.proposal)
      to.text(event.actor)
      return to.text(event.reason)
    case 'champion-changed':
      return encodeChampion(event, to)
    case 'outside-observed':
      to.f64(event.instrument)
      to.text(event.column)
      return to.f64(event.value)
    case 'alert-raised':
      to.text(event.code)
      return to.text(event.text)
  }
}

function encodeChampion(event: ChampionChanged, to: ByteWriter): void {
  to.text(event.version)
  to.text(event.before)
  to.u8(event.isPromotion ? 1 : 0)
  to.text(event.actor)
  to.text(event.reason)
}
