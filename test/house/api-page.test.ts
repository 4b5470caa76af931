import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { apiDocument } from '../../tools/api-page/api-document.ts'
import { trackedFiles } from '../../tools/tracked-files.ts'

it('shows the public API as it is (npm run api-page)', () => {
  expect(readFileSync('docs/api.md', 'utf8')).toBe(apiDocument(trackedFiles()))
})
