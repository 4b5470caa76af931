import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { diagramFiles } from '../../tools/diagrams/diagrams-page.ts'
import { trackedFiles } from '../../tools/tracked-files.ts'

const tree = trackedFiles()

it.each([...diagramFiles(tree)])('draws %s as the code is (npm run diagrams)', (file, text) => {
  expect(readFileSync(file, 'utf8')).toBe(text)
})
