import {
  type ChampionChanged,
  type ControlEvent,
  type MemoryAgreed,
  micros,
  type PlanApproved,
} from '../domain/index.ts'
import type { ByteReader } from './byte-reader.ts'
import { breakerCodes, flagCodes, memoryChangeCodes, scopeCodes } from './event-kind.ts'

/** A control event, as `encodeControl` was given it. */
export function decodeControl(kind: ControlEvent['kind'], reader: ByteReader): ControlEvent {
  const ts = micros(reader.whole())
  switch (kind) {
    case 'breaker-moved':
      return {
        kind,
        ts,
        scope: reader.choice(scopeCodes),
        subject: reader.f64(),
        state: reader.choice(breakerCodes),
        cause: reader.text(),
        was: reader.f64(),
        max: reader.f64(),
        actor: reader.text(),
      }
    case 'standing-changed':
      return {
        kind,
        ts,
        scope: reader.choice(scopeCodes),
        subject: reader.f64(),
        share: reader.f64(),
        isHibernating: reader.choice(flagCodes),
        actor: reader.text(),
        reason: reader.text(),
      }
    case 'tier-changed':
      return { kind, ts, from: reader.text(), to: reader.text(), equity: reader.f64() }
    case 'limit-asked':
      return {
        kind,
        ts,
        dueTs: micros(reader.whole()),
        key: reader.text(),
        value: reader.f64(),
        actor: reader.text(),
        reason: reader.text(),
      }
    case 'agents-dismissed':
      return { kind, ts, actor: reader.text(), reason: reader.text() }
    case 'team-moved':
      return {
        ...{ kind, ts, instrument: reader.f64() },
        isDeployed: reader.choice(flagCodes),
        by: reader.text(),
        reason: reader.text(),
      }
    case 'plan-approved':
      return { kind, ts, ...planIn(reader) }
    case 'memory-agreed':
      return { kind, ts, ...agreedIn(reader) }
    case 'champion-changed':
      return { kind, ts, ...championIn(reader) }
    case 'outside-observed':
      return { kind, ts, instrument: reader.count(), column: reader.text(), value: known(reader) }
    case 'alert-raised':
      return { kind, ts, code: reader.text(), text: reader.text() }
  }
}

/** A number, or NaN for nothing known; nobody observes what is without end. */
function known(reader: ByteReader): number {
  const value = reader.f64()
  if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) reader.spoil()
  return value
}

function planIn(reader: ByteReader): Omit<PlanApproved, 'kind' | 'ts'> {
  return {
    untilTs: micros(reader.whole()),
    proposal: reader.text(),
    weights: weightsIn(reader),
    actor: reader.text(),
    reason: reader.text(),
  }
}

function championIn(reader: ByteReader): Omit<ChampionChanged, 'kind' | 'ts'> {
  return {
    version: reader.text(),
    before: reader.text(),
    isPromotion: reader.choice(flagCodes),
    actor: reader.text(),
    reason: reader.text(),
  }
}

function agreedIn(reader: ByteReader): Omit<MemoryAgreed, 'kind' | 'ts'> {
  return {
    change: reader.choice(memoryChangeCodes),
    subject: reader.text(),
    proposal: reader.text(),
    actor: reader.text(),
    reason: reader.text(),
  }
}

/** More than there are bytes for are none. */
function weightsIn(reader: ByteReader): readonly number[] {
  const count = reader.whole()
  if (count >= 0 && count * 8 <= reader.left)
    return Array.from({ length: count }, () => reader.f64())
  reader.spoil()
  return []
}
