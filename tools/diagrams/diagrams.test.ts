import { expect, it } from 'vitest'
import { eventTable } from './event-kinds.ts'
import { modeDiagram } from './mode-diagram.ts'
import { orderDiagram, orderTable } from './order-diagram.ts'
import { orderMoves } from './order-moves.ts'
import { roomImports } from './room-imports.ts'
import { roomsPicture } from './rooms-picture.ts'

const tree = new Map([
  ['src/base/index.ts', `export const one = 1`],
  [
    'src/risk/a.ts',
    `import { one } from '../base/index.ts'\nimport { one as two } from '../base/index.ts'`,
  ],
  ['src/risk/b.ts', `const x = await import('../base/index.ts')\nimport './a.ts'`],
  ['src/risk/b.test.ts', `import { one } from '../base/index.ts'`],
])

it('counts the files of a room that import from another, tests aside', () => {
  expect(roomImports(['base', 'llm', 'risk'], tree)).toEqual([
    { room: 'base', from: new Map() },
    { room: 'risk', from: new Map([['base', 2]]) },
  ])
  expect(roomsPicture(roomImports(['base', 'risk'], tree))).toMatch(/>2<\/text>/)
})

it('finds the moves of an order by trying them', () => {
  const moves = orderMoves()
  expect(moves).toContainEqual({ from: 'canceled', hears: 'filled', to: 'filled' })
  expect(moves.filter(({ from }) => from === 'filled')).toEqual([])
  expect(orderDiagram(moves)).toContain('  canceled -.-> filled\n')
  expect(orderTable(moves)).toContain('| `accepted` |  |  |  | stays | `filled` |')
})

it('tells moves of a desk from those of a person', () => {
  expect(modeDiagram()).toContain('  normal --> emergency\n')
  expect(modeDiagram()).toContain('  emergency -.-> normal\n')
})

it('knows who makes an event, and what a replay is given', () => {
  const table = eventTable(
    new Map([
      ['src/engine/a.ts', `take({ kind: 'time-passed', ts })\nask({ kind: 'cancel', clientId })`],
      [
        'src/engine/b.ts',
        `const end = (kind: 'order-canceled' | 'order-expired') => ({ kind, ts })`,
      ],
      ['src/market/c.ts', `take({ kind: 'time-passed', ts })`],
      [
        'src/engine/desk-run.ts',
        `  #redo(event: DeskEvent): void {\n    if (event.kind === 'time-passed') this.#a()\n` +
          `    else if (event.kind === 'breaker-moved' && event.actor === 'venue') this.b()\n  }`,
      ],
    ]),
  )
  expect(table).toContain('| `time-passed` | 24 | `engine/a.ts` | always | yes |')
  expect(table).toContain('| `cancel` | 7 | nowhere yet |  | yes |')
  expect(table).toContain('| `order-expired` | 12 | `engine/b.ts` | from a distant venue | yes |')
  expect(table).toContain('| `breaker-moved` | 26 | nowhere yet | when by `venue` | yes |')
  expect(table).toContain('| `bar-closed` | 3 | nowhere yet |  |  |')
})
