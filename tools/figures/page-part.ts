import { readFileSync } from 'node:fs'
import { programs } from './code-of-part.ts'
import type { Figure, Part } from './figure.ts'
import { runCommand } from './run-command.ts'

/**
 * A page whose tables a script makes, the same whenever it is run on the same code: it is made
 * anew, the lines that came out otherwise are counted, and what it says of a goal is read from it.
 */
export function pagePart(
  script: string,
  page: string,
  read: (text: string) => readonly Figure[] = () => [],
): Part {
  return {
    ...named(script),
    isTimed: false,
    reads: programs,
    measure: async () => {
      const before = readFileSync(page, 'utf8')
      const after = await makeAnew(script, page)
      return [unlike(page, before, after), ...read(after)]
    },
  }
}

/** A page whose tables a script measures: other figures every time. */
export function measuredPagePart(
  script: string,
  page: string,
  of: Pick<Part, 'isTimed' | 'reads'>,
  read: (text: string) => readonly Figure[],
): Part {
  return { ...named(script), ...of, measure: async () => read(await makeAnew(script, page)) }
}

function named(script: string): Pick<Part, 'name' | 'command'> {
  return { name: script, command: `npm run ${script}` }
}

async function makeAnew(script: string, page: string): Promise<string> {
  await runCommand('npm', ['run', '--silent', script])
  return readFileSync(page, 'utf8')
}

function unlike(page: string, before: string, after: string): Figure {
  const known = new Set(before.split('\n'))
  const value = after.split('\n').filter((line) => !known.has(line)).length
  const name = `lines of ${page} that came out otherwise`
  return { name, asked: '<= 0 lines', value, unit: 'lines', status: 'measured' }
}

/** Rows of a Markdown table as its cells, without head and rule. */
export function tableRows(text: string, head: string): readonly (readonly string[])[] {
  const lines = text.split('\n')
  const at = lines.findIndex((line) => line.startsWith(`| ${head} |`))
  if (at < 0) throw new Error(`the page has no table of ${head}`)
  const rows = lines.slice(at + 2)
  const end = rows.findIndex((line) => !line.startsWith('|'))
  return rows.slice(0, end < 0 ? rows.length : end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}
