import { plainText } from '../../base/index.ts'

/** Longest message that is sent, of the 4,096 units that Telegram takes, with markup and all. */
const messageMax = 3_900

/** Most messages that one answer may come to. */
const messagesMax = 5

/** An answer for people, without markup: everything in it may have come from strangers. */
export type Reply = { readonly title: string; readonly lines: readonly string[] }

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Text as it stands in HTML of Telegram: no tag, link or mention of its own making. */
function escapeHtml(text: string): string {
  return plainText(text).replace(/[&<>]/g, (sign) => entities[sign] ?? '')
}

/** A reply as messages of HTML, none too long. Lines are kept whole where they can be. */
export function messagesOf({ title, lines }: Reply): readonly string[] {
  const head = `<b>${escapeHtml(title)}</b>`
  const bodies: string[] = []
  let body = ''
  for (const piece of lines.flatMap((line) => plainText(line).split('\n')).flatMap(pieces)) {
    if (body !== '' && body.length + piece.length + 1 > messageMax - head.length) {
      bodies.push(body)
      body = ''
    }
    body = body === '' ? piece : `${body}\n${piece}`
  }
  bodies.push(body)
  const kept = bodies.slice(0, messagesMax)
  const isCut = kept.length < bodies.length
  return kept.map((text, i) => {
    const part = kept.length === 1 ? '' : ` (${i + 1}/${kept.length})`
    const end = isCut && i === kept.length - 1 ? '\n… the rest is on the desk' : ''
    return text === '' ? head : `${head}${part}\n<pre>${text}</pre>${end}`
  })
}

/** A line as escaped pieces of bounded length; none is cut within an entity or a pair. */
function pieces(line: string): readonly string[] {
  const max = 500
  const found: string[] = []
  let piece = ''
  for (const sign of line) {
    const text = escapeHtml(sign)
    if (piece.length + text.length > max) {
      found.push(piece)
      piece = ''
    }
    piece += text
  }
  return [...found, piece]
}
