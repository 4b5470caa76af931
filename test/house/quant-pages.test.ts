import { readdirSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { runInThisContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import * as quant from '../../src/quant/index.ts'
import { withRates } from '../../tools/rates-table.ts'

const folder = 'docs/quant'
const index = readFileSync(`${folder}/README.md`, 'utf8')
const pages = readdirSync(folder).map(
  (file) => [file, readFileSync(`${folder}/${file}`, 'utf8')] as const,
)

it('holds the rates of all tests as recorded (node scripts/node24.mjs tools/quant-page.ts)', () => {
  expect(index).toBe(withRates(index))
})

it('lists every page, and none that is gone', () => {
  const listed = [...index.matchAll(/^\| \[[^\]]+\]\(([^)]+)\)/gm)].map((match) => match[1])
  const there = pages.map(([file]) => file).filter((file) => file !== 'README.md')
  expect(listed).toEqual(there.sort())
})

it('has every public function on a page', () => {
  const all = pages.map(([, page]) => page).join('\n')
  const missing = Object.entries(quant)
    .filter(([, value]) => typeof value === 'function')
    .map(([name]) => name)
    .filter((name) => !/^require[A-Z]|^valueText$/.test(name))
    .filter((name) => !new RegExp(`\\b${name}\\b`).test(all))
  expect(missing).toEqual([])
})

it('has a source and its version in every file of golden numbers', () => {
  const golden = 'test/golden/quant'
  const files = readdirSync(golden).filter((file) =>
    /^(?!rates-|search-shares).*\.json$/.test(file),
  )
  for (const file of files) {
    const { source, versions, by } = JSON.parse(readFileSync(`${golden}/${file}`, 'utf8')) as {
      readonly source?: string
      readonly versions?: string | object
      readonly by?: string
    }
    expect([file, by ?? source, by ?? JSON.stringify(versions)]).toEqual([
      file,
      expect.stringMatching(/\w/),
      expect.stringMatching(/\d/),
    ])
  }
})

describe.each(pages)('the example of %s', (_, page) => {
  const code = [...page.matchAll(/```ts\n([^`]*)```/g)].map((match) => match[1] ?? '').join('\n')

  it('runs, and prints numbers', () => {
    const printed: unknown[] = []
    const body = stripTypeScriptTypes(code).replace(
      /import \{([^}]*)\} from 'coinswarm\/quant'/g,
      'const {$1} = quant',
    )
    const run = runInThisContext(`(quant, console) => {${body}}`) as (
      library: typeof quant,
      out: { readonly log: (...values: unknown[]) => void },
    ) => void
    run(quant, { log: (...values) => printed.push(...values) })
    expect(printed.length).toBeGreaterThan(0)
    for (const value of printed) {
      expect(value).toBeDefined()
      if (typeof value === 'number') expect(Number.isNaN(value)).toBe(false)
    }
  })
})
