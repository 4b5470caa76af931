import { declined, ok } from '../../base/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { ModelServer } from '../../llm/index.ts'
import { answerText } from '../answer-text.ts'

/** Longest answer, bytes: no reply that is asked for comes near. */
const bodyMax = 1_048_576

/**
 * The way to one server, and to no other: what a library would send elsewhere is not sent.
 *
 * @param place - The address of its interface.
 */
export function modelServer(clock: Clock, place: string): ModelServer {
  const { origin } = new URL(place)
  return {
    post: async ({ url, headers, body, timeoutUs }) => {
      if (new URL(url).origin !== origin) return declined('unreachable')
      const abort = new AbortController()
      const cancel = clock.after(timeoutUs, () => abort.abort())
      const { signal } = abort
      try {
        const sent = { method: 'POST', headers, body, redirect: 'manual', signal } as const
        const answer = await fetch(url, sent)
        const text = await answerText(answer, bodyMax)
        if (text === undefined) return declined('too-large')
        const type = answer.headers.get('content-type') ?? ''
        return ok({ status: answer.status, type, body: text })
      } catch {
        // What failed may have the address or a header in its words.
        return declined(signal.aborted ? 'late' : 'unreachable')
      } finally {
        cancel()
      }
    },
  }
}
