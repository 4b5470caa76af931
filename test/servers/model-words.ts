/** What a model is to answer, in no provider's words yet. */
export type Answer = {
  readonly text: string
  readonly end: 'whole' | 'cut' | 'refused'
  /** `undefined` where the server does not say. */
  readonly tokens: { readonly in: number; readonly out: number } | undefined
}

/** The formats of a question, by the path it comes to. */
export type Dialect = 'anthropic' | 'responses' | 'chat' | 'google'

export function dialectOf(path: string): Dialect | undefined {
  if (path.endsWith('/messages')) return 'anthropic'
  if (path.endsWith('/responses')) return 'responses'
  if (path.endsWith('/chat/completions')) return 'chat'
  return path.endsWith(':generateContent') ? 'google' : undefined
}

/** A good answer, as the server of a provider would put it. */
export function answerBody(dialect: Dialect, answer: Answer): object {
  switch (dialect) {
    case 'anthropic':
      return messagesBody(answer)
    case 'responses':
      return responsesBody(answer)
    case 'chat':
      return chatBody(answer)
    case 'google':
      return googleBody(answer)
  }
}

/** An error, as the server of a provider would put it: with the words of a stranger. */
export function errorBody(dialect: Dialect, status: number, message: string): object {
  if (dialect === 'anthropic') return { type: 'error', error: { type: 'api_error', message } }
  if (dialect === 'google') return { error: { code: status, message, status: 'UNAVAILABLE' } }
  return { error: { message, type: 'server_error', param: null, code: `${status}` } }
}

function messagesBody({ text, end, tokens }: Answer): object {
  const reasons = { whole: 'end_turn', cut: 'max_tokens', refused: 'refusal' }
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'served',
    content: text === '' ? [] : [{ type: 'text', text }],
    stop_reason: reasons[end],
    stop_sequence: null,
    usage: { input_tokens: tokens?.in, output_tokens: tokens?.out },
  }
}

function responsesBody({ text, end, tokens }: Answer): object {
  const content =
    end === 'refused'
      ? [{ type: 'refusal', refusal: text }]
      : [{ type: 'output_text', text, annotations: [] }]
  return {
    id: 'resp_1',
    object: 'response',
    created_at: 1_700_000_000,
    model: 'served',
    status: end === 'cut' ? 'incomplete' : 'completed',
    error: null,
    incomplete_details: end === 'cut' ? { reason: 'max_output_tokens' } : null,
    output: [{ type: 'message', id: 'msg_1', status: 'completed', role: 'assistant', content }],
    ...(tokens !== undefined && {
      usage: { input_tokens: tokens.in, output_tokens: tokens.out },
    }),
  }
}

function chatBody({ text, end, tokens }: Answer): object {
  const reasons = { whole: 'stop', cut: 'length', refused: 'content_filter' }
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'served',
    choices: [
      { index: 0, message: { role: 'assistant', content: text }, finish_reason: reasons[end] },
    ],
    ...(tokens !== undefined && {
      usage: {
        prompt_tokens: tokens.in,
        completion_tokens: tokens.out,
        total_tokens: tokens.in + tokens.out,
      },
    }),
  }
}

function googleBody({ text, end, tokens }: Answer): object {
  const reasons = { whole: 'STOP', cut: 'MAX_TOKENS', refused: 'SAFETY' }
  return {
    responseId: 'r1',
    candidates: [
      { index: 0, content: { role: 'model', parts: [{ text }] }, finishReason: reasons[end] },
    ],
    ...(tokens !== undefined && {
      usageMetadata: { promptTokenCount: tokens.in, candidatesTokenCount: tokens.out },
    }),
  }
}
