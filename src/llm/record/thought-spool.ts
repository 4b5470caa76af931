import type { Clock } from '../../kernel/index.ts'
import type { LineLog } from '../line-log.ts'
import { type ModelPort, type ModelReply, noReply } from '../model-port.ts'
import { requestHash } from '../request-hash.ts'
import { readThought, type Thought, thoughtLine } from './thought.ts'

/**
 * A model whose every reply, also one that is none, is kept whole before anybody acts on it. What
 * could not be kept is not given either: a cycle that cannot be replayed is none.
 *
 * @param cycle - Letters, digits, `-`, `_` and `.`.
 * @param by - Whom it asks, for who replays it.
 */
export function recordedIn(
  log: LineLog,
  clock: Clock,
  cycle: string,
  model: ModelPort,
  by?: string,
): ModelPort {
  const named = by === undefined ? {} : { by }
  return {
    reply: async (request) => {
      const reply = await model.reply(request)
      const hash = requestHash(request)
      const line = thoughtLine({ cycle, ...named, ts: clock.now(), hash, request, reply })
      return hasKept(log, spoolOf(cycle), line) ? reply : unkept(reply)
    },
  }
}

/** What models said in a cycle, in the order of answers, and how many lines are unreadable. */
export function readThoughts(
  log: LineLog,
  cycle: string,
): { readonly thoughts: readonly Thought[]; readonly unread: number } {
  const read = log.read(spoolOf(cycle)).map(readThought)
  const thoughts = read.flatMap((each) => (each.ok ? [each.value] : []))
  return { thoughts, unread: read.length - thoughts.length }
}

/**
 * A model that says what was said before, without asking anybody: to the same request the same
 * reply, and to one that was asked several times the replies in their order. It costs what it cost.
 * What was never asked, or not as often, has no reply.
 */
export function replayed(thoughts: readonly Thought[]): ModelPort {
  const left = new Map<string, ModelReply[]>()
  for (const { hash, reply } of thoughts) left.set(hash, [...(left.get(hash) ?? []), reply])
  return {
    reply: async (request) => {
      const reply = left.get(requestHash(request))?.shift()
      return reply ?? noReply('unrecorded', 'There is no recorded reply to this request.')
    },
  }
}

/** The name of the log of a cycle. */
function spoolOf(cycle: string): string {
  return `thoughts-${cycle}`
}

function hasKept(log: LineLog, name: string, line: string): boolean {
  try {
    log.append(name, line)
    return true
  } catch {
    return false
  }
}

function unkept(reply: ModelReply): ModelReply {
  const { tokensIn, tokensOut, costMicroUsd, model, ms, isUseKnown } = reply
  const use = { tokensIn, tokensOut, costMicroUsd, model, ms, isUseKnown }
  return noReply('outside', 'The reply could not be kept, so it is not used.', use)
}
