import { createHash } from 'node:crypto'
import { declined, ok, type Result } from '../../base/index.ts'
import { ByteReader, ByteWriter } from '../../journal/index.ts'
import { type Change, isLessonId, isName, type Proposal, proposalBounds } from './proposal.ts'

const version = 1

const kinds = [
  'add-pattern',
  'update-pattern',
  'deprecate-pattern',
  'add-lesson',
  'deprecate-lesson',
  're-weight',
  'planner-weights',
] as const

/**
 * The one form of a proposal in bytes, which is hashed. Lengths must be within `proposalBounds`.
 */
export function encodeProposal({ ts, proposer, change, returns, spanUs }: Proposal): Uint8Array {
  const writer = new ByteWriter(256 + 8 * returns.length)
  writer.u8(version)
  writer.u8(kinds.indexOf(change.kind))
  writer.f64(ts)
  writer.text(proposer)
  writeChange(writer, change)
  writer.f64(spanUs)
  writer.u16(returns.length)
  for (const each of returns) writer.f64(each)
  return writer.written()
}

function writeChange(writer: ByteWriter, change: Change): void {
  if ('pattern' in change) {
    writer.text(change.pattern)
    return
  }
  if ('lesson' in change) {
    writer.text(change.lesson)
    return
  }
  writer.u8(change.agents.length)
  for (const agent of change.agents) writer.text(agent)
  writer.u16(change.weights.length)
  for (const weight of change.weights) writer.f64(weight)
  writer.f64(change.termUs)
}

/** SHA-256 of the bytes of a proposal, in hex: its name. */
export function hashBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** A proposal from bytes of anybody; else one sentence on what is wrong with them. Never throws. */
export function decodeProposal(bytes: Uint8Array): Result<Proposal> {
  if (bytes.length > proposalBounds.bytesMax)
    return declined(`a proposal has at most ${proposalBounds.bytesMax} bytes, not ${bytes.length}`)
  const reader = new ByteReader()
  reader.reset(bytes, 0, bytes.length)
  if (reader.u8() !== version) return declined('this is no proposal of a version known here')
  const kind = reader.choice(kinds)
  const ts = reader.count()
  const proposer = reader.text()
  const change = readChange(reader, kind)
  const spanUs = reader.count()
  const count = reader.u16()
  if (count > proposalBounds.returnsMax)
    return declined(`a proposal has at most ${proposalBounds.returnsMax} returns, not ${count}`)
  const returns = readNumbers(reader, count)
  if (!reader.isComplete) return declined('the bytes of the proposal are cut short or malformed')
  const wrong = whatIsWrong(change, returns)
  if (wrong !== undefined) return declined(wrong)
  if (!isName(proposer)) return declined('the proposer is no name')
  if (spanUs > proposalBounds.spanMaxUs) return declined('the results span more than ten years')
  return ok({ ts, proposer, change, returns, spanUs })
}

function readChange(reader: ByteReader, kind: Change['kind']): Change {
  switch (kind) {
    case 'add-pattern':
    case 'update-pattern':
    case 'deprecate-pattern':
      return { kind, pattern: reader.text() }
    case 'add-lesson':
    case 'deprecate-lesson':
      return { kind, lesson: reader.text() }
    case 're-weight':
    case 'planner-weights':
      return { kind, ...readWeights(reader) }
  }
}

function readWeights(reader: ByteReader): {
  readonly agents: readonly string[]
  readonly weights: readonly number[]
  readonly termUs: number
} {
  const agents: string[] = []
  for (let left = reader.u8(); left > 0; left -= 1) agents.push(reader.text())
  return { agents, weights: readNumbers(reader, reader.u16()), termUs: reader.count() }
}

function readNumbers(reader: ByteReader, count: number): readonly number[] {
  if (count * 8 > reader.left) {
    reader.spoil()
    return []
  }
  const numbers: number[] = []
  for (let i = 0; i < count; i += 1) numbers.push(reader.f64())
  return numbers
}

function whatIsWrong(change: Change, returns: readonly number[]): string | undefined {
  if (!returns.every(Number.isFinite)) return 'a return is not a finite number'
  if ('pattern' in change) return isName(change.pattern) ? undefined : 'the pattern is no name'
  if ('lesson' in change)
    return isLessonId(change.lesson) ? undefined : 'a lesson is named by 64 hex digits'
  const { agents, weights } = change
  const { agentsMax, weightsMax } = proposalBounds
  if (agents.length === 0 || agents.length > agentsMax)
    return `weights are of 1 to ${agentsMax} agents`
  if (weights.length > weightsMax) return `there are at most ${weightsMax} weights`
  if (!agents.every(isName)) return 'an agent is no name'
  if (new Set(agents).size < agents.length) return 'an agent is named twice'
  return weights.every(Number.isFinite) ? undefined : 'a weight is not a finite number'
}
