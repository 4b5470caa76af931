import { declined, ok, plainLine, type Result } from '../../base/index.ts'
import { type MemoryChange, type Mode, modes, type Scope, scopes } from '../../domain/index.ts'
import type { Door } from '../../journal/index.ts'
import type { DeskPulse } from './desk-pulse.ts'
import { isProposalId } from '../proposal/proposal-folder.ts'

/** What a person may want of a running desk. */
export type ControlRequest =
  | { readonly kind: 'show' }
  | { readonly kind: 'mode'; readonly to: Mode; readonly reason: string }
  /** Emergency. `isHold`: what is held, and its stops, are left alone. */
  | { readonly kind: 'kill'; readonly isHold: boolean; readonly reason: string }
  | {
      readonly kind: 'limit'
      readonly key: string
      readonly value: number
      readonly reason: string
    }
  /** An instrument or a strategy that hibernates is tried again. */
  | {
      readonly kind: 'wake'
      readonly scope: Scope
      /** Position of the instrument or agent. */
      readonly subject: number
      readonly reason: string
    }
  /** A proposal is approved, and its weights stand for its time, or declined. */
  | {
      readonly kind: 'plan'
      readonly id: string
      readonly isApproved: boolean
      readonly reason: string
    }

  /** A pattern or a lesson may be gone by, or may not any more. No message asks for it. */
  | {
      readonly kind: 'memory'
      readonly change: MemoryChange
      readonly subject: string
      /** SHA-256 of what was voted on, in hex. */
      readonly proposal: string
      readonly reason: string
    }

/** Who asks, and by which door. */
export type Asker = {
  readonly door: Door
  readonly actor: string
  /** Drawn once per act. The same one again does nothing and gets the same answer. */
  readonly nonce: string
}

/** A limit as it is, and as it will be. */
export type LimitShown = {
  readonly key: string
  readonly value: number
  /** A wider value that was asked for, and when it comes. Milliseconds since 1970, UTC. */
  readonly next?: { readonly value: number; readonly t: number }
}

/** How a desk stands. */
export type ControlState = {
  readonly mode: Mode
  readonly modeReason: string
  readonly isHold: boolean
  /** Instruments of which something is held. */
  readonly held: number
  readonly openOrders: number
  /** Value of what is held, longs and shorts, in the desk's currency. */
  readonly gross?: number
  readonly limits: readonly LimitShown[]
  /** What a person may wake; left out when nothing hibernates. */
  readonly hibernating?: readonly Sleeper[]
}

/** Something that hibernates. */
export type Sleeper = {
  readonly scope: 'instrument' | 'strategy'
  /** Position of the instrument or agent. */
  readonly subject: number
  /** Id of the instrument or agent. */
  readonly name: string
}

/** What was done, or why it was not. */
export type ControlAnswer =
  | {
      readonly ok: true
      /** One sentence, for people. */
      readonly did: string
      readonly state: ControlState
      /** Where the act stands in the audit; `null` when it could not be written (kill only). */
      readonly audit: AuditHead | null
      /** Of a running desk that is asked by the command line. */
      readonly pulse?: DeskPulse
    }
  | { readonly ok: false; readonly code: ControlRefusal; readonly message: string }

/** To be kept elsewhere: whoever changes an older line cannot come to this hash again. */
export type AuditHead = { readonly sequence: number; readonly hash: string }

export type ControlRefusal =
  /** The request is none, or its reason is missing. */
  | 'bad-request'
  | 'reason-missing'
  /** The desk may not go there, or is there already. */
  | 'mode-refused'
  | 'limit-refused'
  /** The proposal is unknown, settled or of another desk, or no person asks. */
  | 'proposal-refused'
  /** A kill stands: the file, or the switch. */
  | 'kill-stands'
  /** The desk is one without emotions, and this does not lead to safety. */
  | 'by-hand-refused'
  /** It could not be written down first, so it was not done. */
  | 'audit-failed'
  | 'desk-failed'

/** Longest reason that is kept. Unit: units of UTF-16. */
const reasonMax = 512

/**
 * A reason as it is kept and shown: one line of some length, that steers no terminal. It is cut,
 * not declined: an act is never refused for its words.
 */
export function keptReason(text: string): string {
  return plainLine(text, reasonMax)
}

/** A request out of anything a stranger may have sent. */
export function parseControlRequest(value: unknown): Result<ControlRequest> {
  if (typeof value !== 'object' || value === null) return declined('the request is no record')
  const fields: Readonly<Record<string, unknown>> = { ...value }
  const given = fields['reason'] ?? ''
  if (typeof given !== 'string') return declined('the reason is no text')
  const reason = keptReason(given)
  switch (fields['kind']) {
    case 'show':
      return ok({ kind: 'show' })
    case 'mode':
      return modeRequest(fields, reason)
    case 'kill':
      return killRequest(fields, reason)
    case 'limit':
      return limitRequest(fields, reason)
    case 'wake':
      return wakeRequest(fields, reason)
    case 'plan':
      return planRequest(fields, reason)
    default:
      return declined('the request is of no known kind')
  }
}

type Fields = Readonly<Record<string, unknown>>

function modeRequest({ to }: Fields, reason: string): Result<ControlRequest> {
  const mode = modes.find((each) => each === to)
  if (mode === undefined) return declined(`the mode is none of ${modes.join(', ')}`)
  return ok({ kind: 'mode', to: mode, reason })
}

/** A kill is never declined for what stands beside it: what is not plainly `true` is no hold. */
function killRequest({ isHold }: Fields, reason: string): Result<ControlRequest> {
  return ok({ kind: 'kill', isHold: isHold === true, reason })
}

function limitRequest({ key, value }: Fields, reason: string): Result<ControlRequest> {
  if (typeof key !== 'string' || !/^[a-zA-Z.]{1,64}$/.test(key))
    return declined('the key is no name of a limit')
  if (typeof value !== 'number' || !Number.isFinite(value))
    return declined('the value is no number')
  return ok({ kind: 'limit', key, value, reason })
}

function planRequest({ id, isApproved }: Fields, reason: string): Result<ControlRequest> {
  if (typeof id !== 'string' || !isProposalId(id)) return declined('the id is none of a proposal')
  if (typeof isApproved !== 'boolean') return declined('it is neither approved nor declined')
  return ok({ kind: 'plan', id, isApproved, reason })
}

function wakeRequest({ scope, subject }: Fields, reason: string): Result<ControlRequest> {
  const known = scopes.find((each) => each === scope)
  if (known === undefined) return declined(`the scope is none of ${scopes.join(', ')}`)
  if (typeof subject !== 'number' || !Number.isSafeInteger(subject) || subject < 0)
    return declined('the subject is no position')
  return ok({ kind: 'wake', scope: known, subject, reason })
}
