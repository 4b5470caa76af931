/** The one-time code in the address bar, taken out of it at once so that nobody reads it there. */
export function takeCode(): string | undefined {
  const code = /^#code=([\w-]+)$/.exec(location.hash)?.[1]
  if (code !== undefined) history.replaceState(null, '', location.pathname)
  return code
}

/** Exchanges the code for a session cookie. @returns Why not, in a sentence, or `undefined`. */
export async function exchangeCode(code: string): Promise<string | undefined> {
  try {
    const answer = await fetch('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    })
    if (answer.ok) return undefined
    return await messageOf(answer)
  } catch {
    return 'The desk does not answer; is it still running?'
  }
}

async function messageOf(answer: Response): Promise<string> {
  try {
    const { error } = (await answer.json()) as { readonly error: { readonly message: string } }
    return error.message
  } catch {
    return `The desk failed to read the link (status ${answer.status}).`
  }
}
