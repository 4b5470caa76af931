import type { NotRun } from '../tearsheet/tear-sheet.ts'
import { type Html, html } from './html.ts'

/** Says that there is nothing to show, and why: never a pass, and never left out. */
export function notRun(of: NotRun): Html {
  return html`<p><strong class="tag">NOT RUN</strong> ${of.notRun}</p>`
}
