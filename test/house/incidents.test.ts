import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const read = (file: string): string => readFileSync(file, 'utf8')
const named = [...read('docs/incidents.md').matchAll(/`([\w./-]+\.test\.ts)`: "([^"]+)"/g)].map(
  ([, file = '', title = '']) => ({ file, title }),
)

it('every test that the page of incidents names is there', () => {
  expect(named.length).toBeGreaterThan(50)
  const gone = named.filter(({ file, title }) => !read(file).includes(`'${title}'`))
  expect(gone).toEqual([])
})

it('every test of an incident is on the page', () => {
  const folder = 'test/simulation'
  const files = readdirSync(folder).filter((name) => /^incidents-.+\.test\.ts$/.test(name))
  const there = files.flatMap((name) =>
    [...read(`${folder}/${name}`).matchAll(/(?:\bit|\]\))\(\s*'([^']+)',/g)].map(
      ([, title = '']) => ({ file: `${folder}/${name}`, title }),
    ),
  )
  expect(there.length).toBeGreaterThan(30)
  expect(named).toEqual(expect.arrayContaining(there))
})
