import { expect, it } from 'vitest'
import { untaggedLong } from '../../scripts/long-tests.ts'

it('names files that take long and are not tagged so, the longest first', () => {
  const file = (name: string, ...assertionResults: { duration?: number; tags?: string[] }[]) => ({
    name,
    assertionResults,
  })
  const report = {
    testResults: [
      file('quick', { duration: 900 }, {}),
      file('long', { duration: 4_000 }, { duration: 9_000, tags: [] }),
      file('tagged', { duration: 90_000, tags: ['long'] }, { duration: 10 }),
      file('longer', { duration: 60_000 }),
    ],
  }
  expect(untaggedLong(report, 12)).toEqual([
    { file: 'longer', seconds: 60 },
    { file: 'long', seconds: 13 },
  ])
})
