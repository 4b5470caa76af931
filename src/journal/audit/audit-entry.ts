import { canonicalJson, declined, ok, plainLine, type Result } from '../../base/index.ts'
import { type Micros, micros } from '../../domain/index.ts'

/** How a person's wish reached the desk, or what managers of the memory agreed on. */
export const doors = [
  'cli',
  'page',
  'file',
  'signal',
  'hardware',
  'telegram',
  'program',
  'mcp',
  'managers',
] as const
export type Door = (typeof doors)[number]

/** What a person can do to a desk. */
export const acts = [
  'mode',
  'kill',
  'limit',
  'adopt',
  'wake',
  'plan',
  'memory',
  'key-use',
  'start',
  'stop',
  'take-over',
  'override',
  'strategy',
] as const
export type Act = (typeof acts)[number]

/** `asked` stands there before anything is done; one of the others follows it. */
export const stages = ['asked', 'done', 'failed'] as const
export type Stage = (typeof stages)[number]

/** One line of the audit: what somebody wanted of a desk, or what came of it. No secret, ever. */
export type AuditEntry = {
  /** Wall time. */
  readonly ts: Micros
  /** The desk's name: that of its folder. */
  readonly desk: string
  /** Drawn once per act: binds what came of it to what was asked. */
  readonly nonce: string
  readonly stage: Stage
  readonly door: Door
  /** A user of this machine, a session of the page, or the file, signal or device. */
  readonly actor: string
  readonly act: Act
  /** `to pause`, `risk.grossMax = 0.5`. */
  readonly what: string
  readonly reason: string
  /** What came of it; empty while it is only asked. */
  readonly outcome: string
}

/** Opens every record of an audit. No event of a desk begins with it: neither is ever the other. */
const auditByte = 0xa1

/** Longest text of a field. What is longer is cut: an act is never refused for its words. */
const textMax = 1_000

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The bytes of an entry in an audit: one byte that says so, then canonical JSON. */
export function encodeAudit(entry: AuditEntry): Uint8Array {
  const text = encoder.encode(canonicalJson(fitted(entry)))
  const bytes = new Uint8Array(text.length + 1)
  bytes[0] = auditByte
  bytes.set(text, 1)
  return bytes
}

/** The inverse. Declines bytes that `encodeAudit` would not have written. */
export function decodeAudit(bytes: Uint8Array): Result<AuditEntry> {
  if (bytes[0] !== auditByte) return declined('this is no record of an audit')
  try {
    return parseAudit(JSON.parse(decoder.decode(bytes.subarray(1))))
  } catch {
    return declined('a record is not JSON')
  }
}

/** An entry out of anything, such as a row of an export. */
export function parseAudit(value: unknown): Result<AuditEntry> {
  if (typeof value !== 'object' || value === null) return declined('an entry is no record')
  const fields: Readonly<Record<string, unknown>> = { ...value }
  const { ts } = fields
  const stage = stages.find((each) => each === fields['stage'])
  const door = doors.find((each) => each === fields['door'])
  const act = acts.find((each) => each === fields['act'])
  if (typeof ts !== 'number' || !Number.isSafeInteger(ts) || ts < 0)
    return declined('an entry has no time')
  if (stage === undefined || door === undefined || act === undefined)
    return declined('an entry names a stage, a door or an act that this version does not know')
  const texts = { desk: '', nonce: '', actor: '', what: '', reason: '', outcome: '' }
  for (const name of ['desk', 'nonce', 'actor', 'what', 'reason', 'outcome'] as const) {
    const text = fields[name]
    if (typeof text !== 'string') return declined(`an entry has no ${name}`)
    if (text !== plain(text)) return declined(`an entry has a ${name} that is no single line`)
    texts[name] = text
  }
  return ok({ ...texts, ts: micros(ts), stage, door, act })
}

function fitted(entry: AuditEntry): AuditEntry {
  const { desk, nonce, actor, what, reason, outcome } = entry
  return {
    ...entry,
    desk: plain(desk),
    nonce: plain(nonce),
    actor: plain(actor),
    what: plain(what),
    reason: plain(reason),
    outcome: plain(outcome),
  }
}

/** One line of some length, without what could steer a terminal or turn text round. */
export function plain(text: string): string {
  return plainLine(text, textMax)
}
