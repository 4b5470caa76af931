import { isDone, type Order, type OrderStatus } from '../../src/domain/index.ts'
import { table } from '../markdown-table.ts'
import type { OrderMove } from './order-moves.ts'

/**
 * The life of an order as a picture, in Mermaid. An arrow is named by where it leads; those that
 * leave an order where it is are left out, and what comes to one that was over is dotted.
 */
export function orderDiagram(moves: readonly OrderMove[]): string {
  const arrows = moves
    .filter(({ from, to }) => from !== to)
    .map(({ from, to }) => `  ${from} ${isOver(from) ? '-.->' : '-->'} ${to}`)
  return [
    '```mermaid',
    'flowchart LR',
    '  start(( )) -->|submit| submitted',
    ...new Set(arrows),
    '  classDef over fill:#e2e8f0,stroke:#64748b,color:#0f172a',
    `  class ${statusesOf(moves).filter(isOver).join(',')} over`,
    '```',
    '',
  ].join('\n')
}

/** The same as a table: what an order of each status makes of each thing it hears. */
export function orderTable(moves: readonly OrderMove[]): string {
  const statuses = statusesOf(moves)
  const heard = [...new Set(moves.map(({ hears }) => hears))]
  const rows = statuses.map((from) => [
    `\`${from}\``,
    ...heard.map((hears) => {
      const move = moves.find((each) => each.from === from && each.hears === hears)
      if (move === undefined) return ''
      return move.to === from ? 'stays' : `\`${move.to}\``
    }),
  ])
  return table(['', ...heard], rows)
}

/** In the order in which an order can come to them. */
function statusesOf(moves: readonly OrderMove[]): readonly OrderStatus[] {
  return [...new Set(moves.flatMap(({ from, to }) => [from, to]))]
}

function isOver(status: OrderStatus): boolean {
  return isDone({ status } as Order)
}
