import type { ControlEvent, DeskEvent } from '../domain/index.ts'

const kinds: ReadonlySet<string> = new Set<ControlEvent['kind']>([
  'breaker-moved',
  'standing-changed',
  'tier-changed',
  'limit-asked',
  'agents-dismissed',
  'team-moved',
  'plan-approved',
  'memory-agreed',
  'champion-changed',
  'outside-observed',
  'alert-raised',
])

export function isControlKind(kind: DeskEvent['kind']): kind is ControlEvent['kind'] {
  return kinds.has(kind)
}

export function isControl(event: DeskEvent): event is ControlEvent {
  return isControlKind(event.kind)
}
