import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

it('names a test for every point of the HTTP API that is there', () => {
  const page = readFileSync('docs/http-api.md', 'utf8')
  const rows = [...page.matchAll(/^\| [^|]+ \| ([^|]+) \| `([^`]+\.test\.ts)` \|$/gm)]
  expect(rows.length).toBeGreaterThan(20)
  for (const [, title = '', file = ''] of rows)
    expect([title, readFileSync(file, 'utf8').includes(title)]).toEqual([title, true])
})
