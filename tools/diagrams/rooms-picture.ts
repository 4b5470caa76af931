import type { RoomImports } from './room-imports.ts'

const cell = 30
const left = 110
const top = 96
const margin = 16

/**
 * The rooms as a square: a row says from which rooms the files of one import, a column who imports
 * from one. Nothing stands right of the diagonal, because imports go left.
 */
export function roomsPicture(rooms: readonly RoomImports[]): string {
  const size = rooms.length * cell
  const [width, height] = [left + size + margin, top + size + margin]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" ` +
      `height="${height}" font-family="system-ui, sans-serif" font-size="12">`,
    '<title>Which room imports from which, and in how many of its files at least</title>',
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...rooms.flatMap((room, i) => rowOf(room, i, rooms)),
    ...rooms.map(({ room }, i) => columnHead(room, i)),
    '</svg>',
    '',
  ].join('\n')
}

function rowOf(
  { room, from }: RoomImports,
  i: number,
  rooms: readonly RoomImports[],
): readonly string[] {
  const y = top + i * cell
  const middle = y + cell / 2 + 4
  return [
    `<text x="${margin}" y="${middle}" fill="#0f172a">${room}</text>`,
    ...rooms.slice(0, i + 1).map(({ room: other }, j) => {
      const x = left + j * cell
      if (i === j) return square(x, y, '#0f172a')
      const count = from.get(other)
      return count === undefined ? square(x, y, '#f1f5f9') : countAt(x, y, count)
    }),
  ]
}

function square(x: number, y: number, fill: string): string {
  const side = cell - 2
  return `<rect x="${x + 1}" y="${y + 1}" width="${side}" height="${side}" rx="4" fill="${fill}"/>`
}

/** Rounded down to these: the picture is of how rooms lean on one another, not of every file. */
const steps: readonly number[] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000]

function countAt(x: number, y: number, exact: number): string {
  const step = steps.findLastIndex((least) => least <= exact)
  const count = steps[step] as number
  const share = Math.min(1, (step + 1) / 7)
  const shade = [219, 234, 254].map((light, k) => {
    const dark = [29, 78, 216][k] as number
    return Math.round(light + (dark - light) * share)
  })
  const ink = share > 0.55 ? '#ffffff' : '#0f172a'
  const text = `<text x="${x + cell / 2}" y="${y + cell / 2 + 4}" font-size="11" text-anchor="middle"`
  return `${square(x, y, `rgb(${shade.join(',')})`)}${text} fill="${ink}">${count}</text>`
}

function columnHead(room: string, i: number): string {
  const x = left + i * cell + cell / 2 + 4
  return `<text transform="translate(${x} ${top - 8}) rotate(-60)" fill="#0f172a">${room}</text>`
}
