import { type Html, html, trusted } from './html.ts'
import { script, scriptHash } from './script.ts'
import { style } from './style.ts'

export type PageFrame = {
  readonly title: string
  /** What was run, and on what: it stands under the title. */
  readonly summary: string
  readonly body: Html
  /** What no reader should forget. */
  readonly footer: string
  /** Of the program that wrote the page. */
  readonly version: string
  /** Rules of this page alone, over those that all pages share. */
  readonly rules?: string
  /** Whether the charts of the page show values under the pointer. */
  readonly hasTooltips?: boolean
}

/** Nothing from outside, and no script but our own. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

/**
 * A page of its own: one file that asks for nothing from outside, in light or dark as the reader's
 * system is. The same frame gives the same bytes.
 */
export function pageFrame(frame: PageFrame): string {
  const { title, hasTooltips = false } = frame
  const allowed = hasTooltips ? `${policy}; script-src '${scriptHash}'` : policy
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${allowed}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${title}</title>
<link rel="icon" href="data:,"><style>${trusted(style + (frame.rules ?? ''))}</style></head>
<body><main><header><h1>${title}</h1>
<p>${frame.summary}</p></header>
${frame.body}
<footer>${frame.footer} coinswarm ${frame.version}</footer>
</main>${hasTooltips ? html`<script>${trusted(script)}</script>` : ''}</body></html>
`.markup
}
