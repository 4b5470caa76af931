import { isProduct, roomOf } from '../tidy/house.ts'
import { parseSource } from '../tidy/source.ts'

/** A room, and how many of its files import from each other room. */
export type RoomImports = {
  readonly room: string
  /** Files that import from a room, by its name; rooms it takes nothing from are left out. */
  readonly from: ReadonlyMap<string, number>
}

/**
 * What every room takes from others, as its program text says: types and lazy imports too, tests
 * not. In the order of `rooms`, those without a file left out.
 */
export function roomImports(
  rooms: readonly string[],
  tree: ReadonlyMap<string, string>,
): readonly RoomImports[] {
  const sources = [...tree]
    .filter(([file]) => isProduct(file) && /\.tsx?$/.test(file))
    .map(([file, text]) => parseSource(file, text))
  return rooms.flatMap((room) => {
    const own = sources.filter(({ file }) => roomOf(file) === room)
    const from = new Map<string, number>()
    for (const { links } of own) {
      const taken = new Set(links.map(({ target }) => roomOf(target)))
      for (const other of taken)
        if (other !== undefined && other !== room) from.set(other, (from.get(other) ?? 0) + 1)
    }
    return own.length === 0 ? [] : [{ room, from }]
  })
}
