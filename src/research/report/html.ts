/** Text that is safe to stand in a page: made by `html` or vouched for by `trusted`. */
export type Html = { readonly markup: string }

type Part = Html | string | number | undefined | readonly Html[]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** `text` with nothing left in it that a page could take for markup, in or out of an attribute. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] as string)
}

/**
 * Markup with everything in `${…}` escaped, unless it is markup already; lists are joined. The type
 * keeps a plain string from reaching a page by any other way.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Part[]): Html {
  let markup = parts[0] as string
  values.forEach((value, index) => {
    markup += render(value) + (parts[index + 1] as string)
  })
  return { markup }
}

/** Our own CSS, script and path data, which must not be escaped. Never for text from outside. */
export function trusted(markup: string): Html {
  return { markup }
}

/** A value as a block of JSON that the page's script can read. It cannot end the block early. */
export function jsonBlock(value: unknown): Html {
  const text = JSON.stringify(value).replaceAll('<', '\\u003c')
  return trusted(`<script type="application/json">${text}</script>`)
}

function render(value: Part): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return escapeHtml(value)
  if (typeof value === 'number') return String(value)
  return 'markup' in value ? value.markup : value.map((part) => part.markup).join('')
}
