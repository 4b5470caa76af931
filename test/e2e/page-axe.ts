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

/** What axe-core finds wrong with the page as it stands, grave things only: `rule: element`. */
export async function axeFaults(page: Page): Promise<readonly string[]> {
  // Text, and not an element: the policy of the page lets no foreign script in.
  await page.evaluate(source)
  const { violations } = await page.evaluate<Found>(
    'axe.run(document, { resultTypes: ["violations"] })',
  )
  return violations
    .filter(({ impact }) => grave.includes(impact))
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 140)}`))
}
