import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { apiDocument } from '../../tools/api-page/api-document.ts'
import { librariesOf } from '../../tools/api-page/libraries.ts'
import { publicNames } from '../../tools/api-page/public-names.ts'
import { trackedFiles } from '../../tools/tracked-files.ts'

const tree = trackedFiles()

it('shows the public API as it is (npm run api-page)', () => {
  expect(readFileSync('docs/api.md', 'utf8')).toBe(apiDocument(tree))
})

const names = librariesOf(tree).flatMap(({ name: library, door }) =>
  publicNames(door, tree).map((each) => ({ library, ...each })),
)

it('says of every public name what it gives', () => {
  expect(names.filter(({ gives }) => gives === '').map(({ name }) => name)).toEqual([])
})

it('gives no name in two libraries to two things', () => {
  const clash = names.filter(({ name, file }) =>
    names.some((other) => other.name === name && other.file !== file),
  )
  expect(clash.map(({ library, name }) => `${library} ${name}`)).toEqual([])
})
