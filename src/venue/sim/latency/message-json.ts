import type { Json } from '../../../base/index.ts'

const tag = 'bigint'

/** Plain data as JSON: bigints become tagged text, and what is undefined is left out. */
export function messageToJson(message: unknown): Json {
  if (typeof message === 'bigint') return { [tag]: String(message) }
  if (Array.isArray(message)) return message.map(messageToJson)
  if (typeof message !== 'object' || message === null) return message as Json
  const json: Record<string, Json> = {}
  for (const [key, value] of Object.entries(message))
    if (value !== undefined) json[key] = messageToJson(value)
  return json
}

/** The inverse of `messageToJson`. */
export function messageFromJson(json: Json): unknown {
  if (Array.isArray(json)) return json.map(messageFromJson)
  if (typeof json !== 'object' || json === null) return json
  const entries = Object.entries(json as Readonly<Record<string, Json>>)
  const [first] = entries
  if (entries.length === 1 && first?.[0] === tag) return BigInt(first[1] as string)
  return Object.fromEntries(entries.map(([key, value]) => [key, messageFromJson(value)]))
}
