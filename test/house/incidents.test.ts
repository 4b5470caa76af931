import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const read = (file: string): string => readFileSync(file, 'utf8')
const pages = ['docs/incidents.md', 'docs/past-failures.md'].map(read).join('\n')
const named = [...pages.matchAll(/`([\w./-]+\.test\.ts)`: "([^"]+)"/g)].map(
  ([, file = '', title = '']) => ({ file, title }),
)

it('every test that the pages of incidents and past failures name is there', () => {
  expect(named.length).toBeGreaterThan(50)
  const gone = named.filter(({ file, title }) => !read(file).includes(`'${title}'`))
  expect(gone).toEqual([])
})

it('every test of an incident or a past failure is on a page', () => {
  const folder = 'test/simulation'
  const files = readdirSync(folder).filter((name) =>
    /^(?:incidents-.+|past-failures)\.test\.ts$/.test(name),
  )
  const there = files.flatMap((name) =>
    [...read(`${folder}/${name}`).matchAll(/(?:\bit|\]\))\(\s*'([^']+)',/g)].map(
      ([, title = '']) => ({ file: `${folder}/${name}`, title }),
    ),
  )
  expect(there.length).toBeGreaterThan(30)
  expect(named).toEqual(expect.arrayContaining(there))
})
