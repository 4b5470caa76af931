const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => escapes[sign] ?? sign)

const style = `body { margin: 0; background: #fff; color: #1c2733; font: 16px/1.55 "DejaVu Sans", sans-serif }
main { padding: 12px 40px 28px }
h1 { font-size: 30px; border-bottom: 1px solid #d8dee4; padding-bottom: 8px }
h2 { font-size: 23px; border-bottom: 1px solid #d8dee4; padding-bottom: 6px }
img { max-width: 100%; border: 1px solid #d8dee4 }
a { color: #0b5cab; text-decoration: none }
pre { background: #f2f4f6; padding: 14px 16px; border-radius: 6px }
pre, code { font: 14px/1.5 "DejaVu Sans Mono", monospace }
.terminal { margin: 0; background: #14181d; color: #d7dee6; padding: 20px 24px; border-radius: 0;
  white-space: pre-wrap; overflow-wrap: anywhere }
.typed { color: #7fc4ff }`

const page = (body: string, base: string = ''): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8">${base}<style>${style}</style>${body}</html>`

/** How a terminal looks in which `command` was typed and `output` was printed. */
export function terminalPage(command: string, output: string): string {
  const typed = `<span class="typed">$ ${escaped(command)}</span>`
  return page(`<pre class="terminal">${typed}\n${escaped(output)}</pre>`)
}

/**
 * A paper as a reader of a repository sees it: headings, paragraphs, pictures and blocks of code.
 * Of lists and tables it knows nothing.
 *
 * @param base - Where its pictures lie.
 */
export function paperPage(paper: string, base: URL): string {
  const parts = paper.split(/^```\w*\n(.*?)^```$/gms)
  const html = parts.map((part, i) => (i % 2 === 1 ? `<pre>${escaped(part)}</pre>` : prose(part)))
  return page(`<main>${html.join('')}</main>`, `<base href="${base.href}">`)
}

function prose(text: string): string {
  return text
    .split(/\n\n+/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => {
      const [, level, title] = /^(#+) (.*)$/.exec(paragraph.trim()) ?? []
      const tag = level === undefined ? 'p' : `h${level.length}`
      return `<${tag}>${inline(title ?? paragraph)}</${tag}>`
    })
    .join('')
}

function inline(text: string): string {
  return escaped(text)
    .replace(/!\[([^\]]*)\]\(([^)]*)\)/g, '<img alt="$1" src="$2">')
    .replace(/\[([^\]]*)\]\(([^)]*)\)/g, '<a href="$2">$1</a>')
    .replace(/\*\*([^*]*)\*\*/g, '<strong>$1</strong>')
    .replace(/`([^`]*)`/g, '<code>$1</code>')
}
