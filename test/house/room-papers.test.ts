import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { trackedFiles } from '../../tools/tracked-files.ts'
import { knownOf, untrueIn } from './said-in-papers.ts'

const tree = trackedFiles()
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' })
const known = knownOf(tree, files.split('\n'))
const law = JSON.parse(readFileSync('src/rooms.json', 'utf8')) as {
  readonly rooms: readonly string[]
}
const rooms = law.rooms.filter((room) => tree.has(`src/${room}/index.ts`))
const papers = [...tree].filter(
  ([file]) =>
    /^src\/.*README\.md$/.test(file) ||
    /^(ARCHITECTURE|docs\/(GLOSSARY|writing-an-agent))\.md$/.test(file),
)

describe.each(papers)('%s', (file, paper) => {
  it('names no file, name or command that is not there', () => {
    expect(untrueIn(file, paper, known)).toEqual([])
  })
})

describe.each(rooms)('the README of %s', (room) => {
  const readme = tree.get(`src/${room}/README.md`) ?? ''

  it('begins with its name, and a sentence on what it is for', () => {
    expect(readme).toMatch(new RegExp(`^# ${room}\\n\\n[A-Z][^\\n]{15,}`))
    const opening = readme.split('\n\n')[1] ?? ''
    expect(opening).toMatch(/^[A-Z].*[.:](\s|$)/s)
  })

  it('names every folder of the room', () => {
    const folders = new Set(
      [...tree.keys()].flatMap((file) => new RegExp(`^src/${room}/([^/]+)/`).exec(file)?.[1] ?? []),
    )
    const said = [...readme.matchAll(/`([\w-]+)\/?(?:[\w/-]*)`/g)].map((match) => match[1])
    expect([...folders].filter((folder) => !said.includes(folder))).toEqual([])
  })
})

it('tells every room in ARCHITECTURE, in their order', () => {
  const table = /^\| room \|.*?\n\n/ms.exec(tree.get('ARCHITECTURE.md') ?? '')?.[0] ?? ''
  expect([...table.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1])).toEqual(rooms)
})

it('defines every word of the glossary once', () => {
  const rows = [...(tree.get('docs/GLOSSARY.md') ?? '').matchAll(/^\| ([^|]+) \| [^|]+ \|$/gm)]
  const words = rows.flatMap((row) => (row[1] ?? '').split(', ')).filter((word) => word !== 'word')
  expect(words.length).toBeGreaterThan(150)
  expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([])
})

it('keeps ARCHITECTURE short enough to be read', () => {
  expect(tree.get('ARCHITECTURE.md')?.split('\n').length).toBeLessThan(260)
})

describe('a paper that is not true', () => {
  const small = new Map([
    ['src/risk/a.ts', `/** Gone. */\nexport const checkOrder = 'order-filled' // old`],
    ['package.json', '{"scripts":{"tidy":""},"exports":{"./quant":{}}}'],
  ])
  const of = (paper: string): readonly string[] =>
    untrueIn('src/risk/README.md', paper, knownOf(small, ['src/risk/a.ts', 'docs/risk-1.md']))

  it('is found by a file, a name, a command or a link that is gone', () => {
    expect(of('`b.ts` `risk/b.ts` `checkAll` `Gone` `old` `npm run mess` [x](../b.md#y)')).toEqual([
      ...['../b.md', 'b.ts', 'risk/b.ts', 'checkAll', 'Gone', 'old', 'npm run mess'],
    ])
  })

  it('is not found where all of it is there', () => {
    const paper =
      '`a.ts` `risk/a.ts` `src/risk/` `docs/risk` `checkOrder(order-filled)` `npm run tidy` ' +
      '`coinswarm/quant` [x](a.ts) [y](../../docs/risk-1.md) [z](https://x.y)\n```\n`none`\n```\n'
    expect(of(paper)).toEqual([])
  })
})
