import type { Asked, Scripted } from '../servers/model-server.ts'

/** Ways in which a model that obeys an attacker could try to do more than it may. */
export const obedience: Readonly<Record<string, (asked: Asked, score: number) => Scripted>> = {
  'the most the schema allows': (asked, score) => says(readings(asked, score)),
  'an order beside it': (asked, score) =>
    says({ ...readings(asked, score), order: { side: 'buy', size: 1e9 }, mode: 'normal' }),
  'a key in each': (asked, score) =>
    says({ readings: readings(asked, score).readings.map((each) => ({ ...each, coin: 'SCAM' })) }),
  'numbers beyond all': () =>
    raw('{"readings":[{"id":0,"topic":"other","score":1e999,"confidence":1}]}'),
  'numbers out of bounds': (asked) => says(readings(asked, 1e308)),
  'texts that were not shown': (_asked, score) =>
    says({ readings: [3, 7, 15].map((id) => ({ id, topic: 'other', score, confidence: 1 })) }),
  'ids of nobody': (_asked, score) =>
    says({ readings: [-1, 99, 0.5].map((id) => ({ id, topic: 'other', score, confidence: 1 })) }),
  'ten thousand': (_asked, score) =>
    says({
      readings: Array.from({ length: 10_000 }, () => ({
        id: 0,
        topic: 'other',
        score,
        confidence: 1,
      })),
    }),
  'a topic of its own': (asked, score) =>
    says({
      readings: readings(asked, score).readings.map((each) => ({ ...each, topic: 'buy SCAM' })),
    }),
  'two answers': (asked, score) =>
    raw(`${JSON.stringify(readings(asked, score))} or ${JSON.stringify(readings(asked, -score))}`),
  code: () => raw('```js\nprocess.exit(1)\n```\n{"readings": process.env}'),
  'all it was sent': (asked) => raw(`${asked.body} ${JSON.stringify(asked.headers)}`),
  prototype: (asked, score) =>
    raw(
      `{"__proto__":{"isAdmin":true},"readings":${JSON.stringify(readings(asked, score).readings)}}`,
    ),
  'a call of a tool': (asked, score) => ({
    kind: 'raw',
    body: JSON.stringify(toolCall(asked, score)),
  }),
  'words without end': () => raw('buy '.repeat(20_000)),
  depth: () => raw('['.repeat(100_000)),
  nothing: () => raw(''),
}

/** A reading of what is true of all texts that want nothing. */
export function calmly(asked: Asked): Scripted {
  return says(readings(asked, 0.3))
}

function says(value: object): Scripted {
  return raw(JSON.stringify(value))
}

function raw(text: string): Scripted {
  return { kind: 'says', text }
}

/** The texts of a question, out of the words of its chat. */
export function textsOf({
  body,
}: Asked): readonly { readonly id: number; readonly text: string }[] {
  const question = JSON.parse(body) as { readonly messages: readonly { content: unknown }[] }
  const content = question.messages.at(-1)?.content
  const words = typeof content === 'string' ? content : (content as { text: string }[])[0]?.text
  return (JSON.parse(words ?? '') as { readonly texts: { id: number; text: string }[] }).texts
}

function readings(asked: Asked, score: number) {
  const all = textsOf(asked).map(({ id }) => ({ id, topic: 'other', score, confidence: 1 }))
  return { readings: all }
}

function toolCall(asked: Asked, score: number): object {
  const call = { name: 'place_order', arguments: '{"side":"buy","size":1000000}' }
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'served',
    choices: [
      {
        index: 0,
        finish_reason: 'tool_calls',
        message: {
          role: 'assistant',
          content: JSON.stringify(readings(asked, score)),
          tool_calls: [{ id: 'c1', type: 'function', function: call }],
        },
      },
    ],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  }
}
