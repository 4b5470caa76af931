import { dayUs, hourUs, minuteUs } from '../domain/index.ts'
import type { Clock } from '../kernel/index.ts'
import type { CacheTime, ModelPort, ModelReply } from './model-port.ts'
import { requestHash } from './request-hash.ts'

const timesUs: Readonly<Record<Exclude<CacheTime, 'none'>, number>> = {
  minute: minuteUs,
  hour: hourUs,
  day: dayUs,
}

/** Answers kept at once. */
const keptMax = 256

type Kept = { readonly until: number; readonly reply: Promise<ModelReply> }

/**
 * Gives an answer again to whoever asks the same within the time the question allows, at no cost.
 * Who asks while the answer is on its way waits for that one. Only answers are kept.
 */
export function cached(model: ModelPort, clock: Clock): ModelPort {
  const kept = new Map<string, Kept>()
  return {
    reply: async (request) => {
      const time = request.cache ?? 'none'
      if (time === 'none') return model.reply(request)
      const now = clock.now()
      const key = `${time} ${requestHash(request)}`
      const known = kept.get(key)
      if (known !== undefined && now < known.until) return freeOfCharge(await known.reply)
      for (const [old, { until }] of kept) if (until <= now) kept.delete(old)
      const [oldest] = kept.keys()
      if (kept.size >= keptMax && oldest !== undefined) kept.delete(oldest)
      const asked: Kept = { until: now + timesUs[time], reply: model.reply(request) }
      kept.set(key, asked)
      const reply = await asked.reply
      if (reply.kind === 'none' && kept.get(key) === asked) kept.delete(key)
      return reply
    },
  }
}

/** Whoever waited for an answer that did not come is told so, and pays for nothing. */
function freeOfCharge(reply: ModelReply): ModelReply {
  return { ...reply, tokensIn: 0, tokensOut: 0, costMicroUsd: 0, ms: 0, isUseKnown: true }
}
