import { reasonOf } from '../../base/index.ts'
import { type ModelPort, type ModelReply, type ModelRequest, noReply } from '../model-port.ts'
import type { ModelBudget, Reservation } from './model-budget.ts'
import { costOf, type ModelPrice } from './price-table.ts'

/** Tokens that a provider may add of its own, to say what an object must look like. */
const addedTokens = 2_048
/** No token stands for less than a byte of text. */
const bytesMax = 200_000

/**
 * A model that is asked only for what the budget of its day has left. Before a call the most it can
 * use is reserved, and after it what it did use is booked; if nobody says what that was, all of it.
 */
export function budgeted(model: ModelPort, budget: ModelBudget, price: ModelPrice): ModelPort {
  return {
    reply: async (request) => {
      const bytes = bytesOf(request)
      if (bytes > bytesMax)
        return noReply('too-large', `The request has ${bytes} bytes; ${bytesMax} may be sent.`)
      const tokensIn = bytes + addedTokens
      const most = {
        tokens: tokensIn + request.maxTokens,
        microUsd: costOf(price, tokensIn, request.maxTokens),
      }
      const reservation = attempt(() => budget.reserve(request.purpose, most))
      if (reservation === undefined)
        return noReply('budget', `The day has not ${most.tokens} tokens or their cost left.`)
      if (typeof reservation === 'string')
        return noReply('budget', 'The book of the budget could not be written; nothing was asked.')
      return booked(budget, reservation, await model.reply(request), tokensIn)
    },
  }
}

/** The reply, with what was booked for it. */
function booked(
  budget: ModelBudget,
  reservation: Reservation,
  reply: ModelReply,
  tokensIn: number,
): ModelReply {
  const { most } = reservation
  if (!reply.isUseKnown)
    return {
      ...reply,
      tokensIn,
      tokensOut: most.tokens - tokensIn,
      costMicroUsd: most.microUsd,
    }
  const used = { tokens: reply.tokensIn + reply.tokensOut, microUsd: reply.costMicroUsd }
  // If this cannot be written, all that was reserved stays booked, which is more.
  attempt(() => budget.settle(reservation, used))
  return reply
}

function attempt<T>(act: () => T): T | string {
  try {
    return act()
  } catch (error) {
    return reasonOf(error)
  }
}

const encoder = new TextEncoder()

function bytesOf({ system, prompt, schema }: ModelRequest): number {
  const told = [system, prompt, JSON.stringify(schema ?? '')]
  return told.reduce((sum, text) => sum + encoder.encode(text).length, 0)
}
