import { expect, test } from 'vitest'
import { lineage } from './lineage.ts'
import type { Version } from './version-book.ts'

const version = (id: string, ...parents: readonly string[]): Version => ({
  ...{ id, parents, module: 'strategy', author: 'ada', cycle: 0, ts: 0, note: '' },
  ...{ state: 'draft', isControl: false, moves: [] },
})

test('draws each version under the first of its parents', () => {
  const rows = lineage([
    version('a'),
    version('b', 'a'),
    version('c', 'b', 'a'),
    version('d', 'a'),
    version('e', 'd'),
    version('f'),
    version('g', 'gone'),
  ])
  expect(rows.map(({ stem, version: { id } }) => stem + id)).toEqual([
    'a',
    '├─ b',
    '│  └─ c',
    '└─ d',
    '   └─ e',
    'f',
    'g',
  ])
})
