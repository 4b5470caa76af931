import { readFileSync } from 'node:fs'
import { eventTable } from './event-kinds.ts'
import { modeDiagram } from './mode-diagram.ts'
import { orderDiagram, orderTable } from './order-diagram.ts'
import { orderMoves } from './order-moves.ts'
import { roomImports } from './room-imports.ts'
import { roomsPicture } from './rooms-picture.ts'

/** Every file of `docs/diagrams`, by its path, as the code says it. */
export function diagramFiles(tree: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const { rooms } = JSON.parse(readFileSync('src/rooms.json', 'utf8')) as {
    readonly rooms: readonly string[]
  }
  return new Map([
    ['docs/diagrams/rooms.svg', roomsPicture(roomImports(rooms, tree))],
    ['docs/diagrams/README.md', page(tree)],
  ])
}

function page(tree: ReadonlyMap<string, string>): string {
  const moves = orderMoves()
  return `# Diagrams

Drawn from the code by \`npm run diagrams\`; a test fails when one of them is not what the code gives.

## Rooms

A row says from which rooms the files of one import, and how many of them at least; a
column who imports from one. Tests are left out. Nothing can stand right of the diagonal: imports go
left.

![Which room imports from which](rooms.svg)

## The life of an order

Found by trying every event on an order in every status (\`execution/apply-order-event.ts\`). Grey ones are
over; dotted is what a venue can still say of them. What is in no square pauses the desk.

${orderDiagram(moves)}
${orderTable(moves)}
## The modes of a desk

Found by asking \`mayMove\` of \`risk/mode.ts\`. A desk goes to the right by itself; dotted moves are a
person's, and need a reason.

${modeDiagram()}
## The events of a journal

Read from the program text: where an object of that kind is written out, and which kinds
\`DeskRun\` (\`engine/desk-run.ts\`) takes from the journal as they stand when it is done again. Everything
else has to follow from those, to the byte. The hash of a run is over the events marked in the last
column and the final books.

${eventTable(tree)}`
}
