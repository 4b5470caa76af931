import { declined, ok, type Result } from '../../base/index.ts'
import { type ControlAnswer, type ControlRequest, parseControlRequest } from './control-request.ts'

/** One line to a running desk. */
export type ControlMessage = {
  readonly request: ControlRequest
  readonly actor: string
  readonly nonce: string
  /** Who speaks for whom: a model by MCP, which is no person; a command line when left out. */
  readonly door?: 'mcp' | undefined
}

/** Most bytes of one line, either way. */
export const requestBytesMax = 8_192
export const answerBytesMax = 262_144

/** A line from whoever may open the socket. */
export function parseControlMessage(line: string): Result<ControlMessage> {
  const read = parseJson(line)
  if (read === undefined) return declined('the line is not JSON')
  const { actor, nonce } = read
  if (typeof actor !== 'string' || actor === '') return declined('the line names nobody')
  if (typeof nonce !== 'string' || !/^[0-9a-f]{32}$/.test(nonce))
    return declined('the line has no nonce of 32 hex digits')
  const request = parseControlRequest(read['request'])
  if (!request.ok) return request
  const door = read['door'] === 'mcp' ? 'mcp' : undefined
  return ok({ request: request.value, actor, nonce, door })
}

/** A desk's answer, as its own program wrote it, of this version or another. */
export function parseControlAnswer(line: string): ControlAnswer | undefined {
  const read = parseJson(line)
  if (read?.['ok'] === true || read?.['ok'] === false) {
    // The socket is the desk's own: only its owner can be at the other end.
    const answer: ControlAnswer = JSON.parse(line)
    return answer
  }
  return undefined
}

function parseJson(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const read: unknown = JSON.parse(line)
    return typeof read === 'object' && read !== null ? { ...read } : undefined
  } catch {
    return undefined
  }
}
