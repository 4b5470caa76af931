import { declined, ok } from '../../base/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { HttpPort, SourceFault } from '../../sources/index.ts'
import { answerText } from '../answer-text.ts'

const bodyMax = 8_388_608

/**
 * Asks servers over the network, each question once.
 *
 * @param timeoutUs - Longest for the whole of an answer.
 */
export function httpGet(clock: Clock, timeoutUs: number): HttpPort {
  return {
    get: async (url, headers) => {
      const abort = new AbortController()
      const cancel = clock.after(timeoutUs, () => abort.abort())
      try {
        const answer = await fetch(url, { headers, redirect: 'manual', signal: abort.signal })
        const body = await answerText(answer, bodyMax)
        if (body === undefined) return declined(fault('answered with more than it may'))
        const header = (name: string): string | undefined => answer.headers.get(name) ?? undefined
        return ok({ status: answer.status, header, body })
      } catch {
        // What failed may have the address in its words, and with it what is secret.
        const why = abort.signal.aborted ? 'gave no answer in time' : 'could not be reached'
        return declined(fault(why))
      } finally {
        cancel()
      }
    },
  }
}

function fault(why: string): SourceFault {
  return { kind: 'passing', sentence: `The server ${why}; it is asked again later.` }
}
