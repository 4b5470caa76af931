import type { DeskEvent, Micros } from '../../domain/index.ts'

/** When the desk could first know of an event. */
export function momentOf(event: DeskEvent): Micros {
  if (event.kind === 'submit') return event.order.ts
  return 'tsInit' in event ? event.tsInit : event.ts
}
