import type {
  BarPhase,
  BreakerState,
  DeskEvent,
  MemoryChange,
  Mode,
  OrderRole,
  OrderType,
  Scope,
  Side,
} from '../domain/index.ts'

/**
 * The byte each kind of event goes by in a journal. Numbers are for ever: add at the end, never
 * reuse, and give a changed layout a new number.
 */
export const kindByte: Readonly<Record<DeskEvent['kind'], number>> = {
  'run-started': 1,
  'market-referenced': 2,
  'bar-closed': 3,
  'decision-made': 4,
  'intent-refused': 5,
  submit: 6,
  cancel: 7,
  'order-accepted': 8,
  'order-rejected': 9,
  'order-filled': 10,
  'order-canceled': 11,
  'order-expired': 12,
  'mode-changed': 13,
  checkpoint: 14,
  'order-unresolved': 15,
  'account-observed': 17,
  amend: 18,
  'order-amended': 19,
  'order-amend-rejected': 20,
  'legs-asked': 21,
  'feed-silent': 23,
  'time-passed': 24,
  'breaker-moved': 26,
  'standing-changed': 27,
  'tier-changed': 28,
  'limit-asked': 29,
  'agents-dismissed': 30,
  'alert-raised': 31,
  'intent-cut': 32,
  'team-moved': 33,
  'plan-approved': 34,
  'outside-observed': 35,
  'memory-agreed': 36,
  'champion-changed': 37,
}

/** An `order-filled` that has the venue's name for the execution behind it. */
export const namedFillByte = 16

/** The same with what was paid in other currencies behind that: base, and any third. */
export const paidFillByte = 22

/** A `mode-changed` to an emergency in which what is held stays. */
export const heldModeByte = 25

const kinds = new Map<number, DeskEvent['kind']>()
for (const [kind, byte] of Object.entries(kindByte)) kinds.set(byte, kind as DeskEvent['kind'])

/** The kind a byte stands for; `undefined` for a byte this version does not know. */
export function kindOfByte(byte: number): DeskEvent['kind'] | undefined {
  if (byte === namedFillByte || byte === paidFillByte) return 'order-filled'
  if (byte === heldModeByte) return 'mode-changed'
  return kinds.get(byte)
}

// Enumerations as they are numbered in records: the same rule, only ever add at the end.
export const phaseCodes: readonly [BarPhase, ...BarPhase[]] = ['warm', 'catch-up', 'live']
export const sideCodes: readonly [Side, ...Side[]] = ['buy', 'sell']
export const typeCodes: readonly [OrderType, ...OrderType[]] = ['market', 'limit', 'stop']
export const roleCodes: readonly [OrderRole, ...OrderRole[]] = [
  'entry',
  'exit',
  'stop',
  'target',
  'quote',
]
export const modeCodes: readonly [Mode, ...Mode[]] = ['normal', 'pause', 'reduce', 'emergency']
export const scopeCodes: readonly [Scope, ...Scope[]] = ['desk', 'venue', 'instrument', 'strategy']
export const breakerCodes: readonly [BreakerState, ...BreakerState[]] = [
  'closed',
  'half-open',
  'open',
]
export const liquidityCodes: readonly ['maker', 'taker'] = ['maker', 'taker']
export const flagCodes: readonly [boolean, ...boolean[]] = [false, true]
export const memoryChangeCodes: readonly [MemoryChange, ...MemoryChange[]] = [
  'add-pattern',
  'update-pattern',
  'deprecate-pattern',
  'add-lesson',
  'deprecate-lesson',
]
