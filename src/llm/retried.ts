import { secondUs } from '../domain/index.ts'
import { type Clock, waitFor } from '../kernel/index.ts'
import type { ModelPort, ModelReply } from './model-port.ts'

const waitsUs = [secondUs, 2 * secondUs, 4 * secondUs]

/**
 * Asks again after 1, 2 and 4 seconds where that may help: the server was busy, or out of reach, or
 * gave no answer in time. What a model did say is taken as it is. The reply tells what all attempts
 * used together, and how long they took without the waiting.
 */
export function retried(model: ModelPort, clock: Clock): ModelPort {
  return {
    reply: async (request) => {
      let reply = await model.reply(request)
      for (const us of waitsUs) {
        if (reply.kind === 'text' || !reply.isPassing) return reply
        await waitFor(clock, us)
        reply = withBefore(reply, await model.reply(request))
      }
      return reply
    },
  }
}

function withBefore(before: ModelReply, reply: ModelReply): ModelReply {
  return {
    ...reply,
    tokensIn: before.tokensIn + reply.tokensIn,
    tokensOut: before.tokensOut + reply.tokensOut,
    costMicroUsd: before.costMicroUsd + reply.costMicroUsd,
    ms: before.ms + reply.ms,
    isUseKnown: before.isUseKnown && reply.isUseKnown,
  }
}
