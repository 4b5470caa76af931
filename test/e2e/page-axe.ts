import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** Faults that keep somebody from what a page says or does. */
const grave = ['serious', 'critical']

type Found = {
  readonly violations: readonly {
    readonly id: string
    readonly impact: string
    readonly nodes: readonly { readonly html: string }[]
  }[]
}

/** All of its rules, or those that another theme can break. */
type Rules = 'all' | 'colours'

/** What axe-core finds wrong with the page as it stands, grave things only: `rule: element`. */
export async function axeFaults(page: Page, rules: Rules = 'all'): Promise<readonly string[]> {
  // Text, and not an element: the policy of the page lets no foreign script in.
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(source)
  const chosen = rules === 'all' ? '' : ', runOnly: ["color-contrast"]'
  const { violations } = await page.evaluate<Found>(
    `axe.run(document, { resultTypes: ["violations"]${chosen} })`,
  )
  return violations
    .filter(({ impact }) => grave.includes(impact))
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 140)}`))
}
