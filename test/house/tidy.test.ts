import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { tidy } from '../../tools/tidy.ts'
import type { House } from '../../tools/tidy/house.ts'
import { trackedFiles } from '../../tools/tracked-files.ts'

it('is a tidy house', () => {
  const house = JSON.parse(readFileSync('src/rooms.json', 'utf8')) as House
  expect(tidy(trackedFiles(), house)).toEqual([])
})
