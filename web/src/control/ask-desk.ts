/** What a person at the page may ask of the desk; see `docs/control.md`. */
export type Ask =
  | {
      readonly path: '/api/mode'
      readonly body: { readonly to: 'pause' | 'reduce' | 'normal'; readonly reason: string }
    }
  | {
      readonly path: '/api/kill'
      readonly body: { readonly hold: boolean; readonly reason: string }
    }
  | {
      readonly path: '/api/v1/limits'
      readonly body: { readonly key: string; readonly value: number; readonly reason: string }
    }
  | { readonly path: '/api/v1/step-up'; readonly body: { readonly code: string } }

/** What came of it, in a sentence for people. */
export type Answer = { readonly isDone: boolean; readonly said: string }

const answerMaxMs = 10_000

/** Belongs to the session, which outlives this page. */
let token: string | undefined

/** Asks for it, once more with a fresh token where ours was not taken. Never throws. */
export async function askDesk(ask: Ask): Promise<Answer> {
  try {
    token ??= await freshToken()
    let answer = await send(ask, token ?? '')
    if (answer.code === 'bad-csrf') {
      token = await freshToken()
      answer = await send(ask, token ?? '')
    }
    return answer
  } catch {
    return {
      isDone: false,
      said: 'The desk does not answer, so it is not known whether it heard this.',
    }
  }
}

async function send(ask: Ask, token: string): Promise<Answer & { readonly code?: string }> {
  const answer = await fetch(ask.path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-coinswarm-csrf': token },
    body: JSON.stringify(ask.body),
    signal: AbortSignal.timeout(answerMaxMs),
  })
  const said: unknown = await answer.json().catch(() => undefined)
  if (answer.ok) return { isDone: true, said: doneText(said) }
  if (answer.status === 404)
    return { isDone: false, said: 'This desk takes no orders from its page.' }
  const code = textAt(said, 'error', 'code') ?? ''
  return { isDone: false, said: textAt(said, 'error', 'message') ?? wordless(answer.status), code }
}

/** A failure is no refusal: it may have come after the deed. */
function wordless(status: number): string {
  return status < 500
    ? `The desk refused this without a reason (status ${status}).`
    : `The desk failed (status ${status}), so it is not known whether this was done.`
}

function doneText(said: unknown): string {
  const did = sentence(textAt(said, 'did') ?? 'the desk has taken it')
  return at(said, 'audit') === null ? `${did} It could not be written into the record yet.` : did
}

function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1)
  return begun.endsWith('.') ? begun : `${begun}.`
}

async function freshToken(): Promise<string | undefined> {
  const answer = await fetch('/api/csrf', { signal: AbortSignal.timeout(answerMaxMs) })
  return textAt(await answer.json().catch(() => undefined), 'token')
}

function textAt(value: unknown, ...keys: readonly string[]): string | undefined {
  const found = keys.reduce(at, value)
  return typeof found === 'string' ? found : undefined
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
