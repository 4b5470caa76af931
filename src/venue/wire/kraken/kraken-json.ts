/**
 * JSON of an object whose values are JSON already; the absent ones are left out. Numbers come as
 * decimal text and stay digit by digit what they are, trailing zeros too: a checksum counts them.
 */
export function jsonObject(parts: Readonly<Record<string, string | undefined>>): string {
  let text = ''
  for (const name in parts) {
    const value = parts[name]
    if (value !== undefined) text += `${text === '' ? '' : ','}"${name}":${value}`
  }
  return `{${text}}`
}

export function jsonText(text: string): string {
  return JSON.stringify(text)
}

export function jsonList(items: readonly string[]): string {
  return `[${items.join(',')}]`
}

/** A message of a channel. @param data - JSON of each record. */
export function channelMessage(
  channel: string,
  type: 'snapshot' | 'update',
  data: readonly string[],
): string {
  return `{"channel":"${channel}","type":"${type}","data":[${data.join(',')}]}`
}
