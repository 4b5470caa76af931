import { type Mode, modes } from '../../src/domain/index.ts'
import { mayMove } from '../../src/risk/index.ts'

/**
 * The modes of a desk and the moves between them, in Mermaid: those it may make by itself, and
 * dotted those that only a person may make, with a reason.
 */
export function modeDiagram(): string {
  const arrows = modes.flatMap((from) =>
    modes.flatMap((to) => {
      const line = lineOf(from, to)
      return line === undefined ? [] : [`  ${from} ${line} ${to}`]
    }),
  )
  return ['```mermaid', 'flowchart LR', ...arrows, '```', ''].join('\n')
}

function lineOf(from: Mode, to: Mode): string | undefined {
  if (mayMove(from, to, 'desk', 'why')) return '-->'
  if (mayMove(from, to, 'desk', '') || mayMove(from, to, 'a person', ''))
    throw new Error(`a move from ${from} to ${to} needs no reason`)
  return mayMove(from, to, 'a person', 'why') ? '-.->' : undefined
}
