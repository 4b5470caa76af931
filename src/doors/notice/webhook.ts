import { createHmac } from 'node:crypto'
import type { Notice, NoticeChannel } from '../../app/index.ts'
import type { Secret } from '../../base/index.ts'
import { secondUs } from '../../domain/index.ts'
import { type Clock, waitFor } from '../../kernel/index.ts'
import { runbookLink } from './runbook-link.ts'

export type WebhookOptions = {
  readonly url: string
  /** Signs what is posted; unsigned without. */
  readonly secret: Secret | undefined
  readonly runbookUrl: string
  readonly clock: Clock
}

/** Longest for one answer, and the waits between tries. */
const answerUs = 5 * secondUs
const waitsUs = [secondUs / 2, 2 * secondUs]

/**
 * Posts each notice as JSON. `x-coinswarm-signature` is `sha256=` and the HMAC-SHA-256, in hex, of
 * `x-coinswarm-timestamp`, a dot and the body: a receiver can tell that it is ours and new.
 * Tried three times; what is refused for good (3xx, 4xx but 408 and 429) once.
 */
export function webhook(options: WebhookOptions): NoticeChannel {
  return {
    name: 'webhook',
    send: async (notice) => {
      for (const waitUs of [...waitsUs, undefined]) {
        const { why, isFinal } = await post(notice, options)
        if (why === undefined) return { ok: true }
        if (isFinal || waitUs === undefined) return { ok: false, why }
        await waitFor(options.clock, waitUs)
      }
      return { ok: false, why: 'it was not tried' }
    },
  }
}

type Posted = { readonly why?: string; readonly isFinal: boolean }

async function post(notice: Notice, options: WebhookOptions): Promise<Posted> {
  const { url, secret, runbookUrl, clock } = options
  const body = JSON.stringify({ ...notice, runbook: runbookLink(notice.name, runbookUrl) })
  const timestamp = String(Math.floor(clock.now() / secondUs))
  const abort = new AbortController()
  const cancel = clock.after(answerUs, () => abort.abort())
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-coinswarm-timestamp': timestamp,
        ...(secret === undefined ? {} : { 'x-coinswarm-signature': sign(secret, timestamp, body) }),
      },
      body,
      redirect: 'manual',
      signal: abort.signal,
    })
    await answer.body?.cancel()
    const { status } = answer
    if (status >= 200 && status < 300) return { isFinal: true }
    const isFinal = status < 500 && status !== 408 && status !== 429
    return { why: `the receiver answered ${status}`, isFinal }
  } catch {
    // What failed may have the address in its words, and with it what is secret.
    const why = abort.signal.aborted ? 'no answer within 5 s' : 'the receiver cannot be reached'
    return { why, isFinal: false }
  } finally {
    cancel()
  }
}

function sign(secret: Secret, timestamp: string, body: string): string {
  const hmac = createHmac('sha256', secret.reveal()).update(`${timestamp}.${body}`).digest('hex')
  return `sha256=${hmac}`
}
