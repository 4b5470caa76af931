import type { Untidy } from './house.ts'
import type { Source } from './source.ts'

const columnsMax = 100
const fileLinesMax = 300
const readmeLinesMax = 40

const kinds = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'types'])
const kindFolders = new Set(['interfaces', 'models', 'managers'])

/** Sizes and names of program files, and the comments in them. */
export function tidyProgram(source: Source): Untidy[] {
  const { file, text, comments } = source
  const lines = text.split('\n')
  const found: Untidy[] = []
  if (lines.length - 1 > fileLinesMax)
    found.push(`${file}:1: ${lines.length - 1} lines; ${fileLinesMax} at most`)
  for (const [index, line] of lines.entries())
    if (isTooLong(line))
      found.push(`${file}:${index + 1}: ${line.length} columns; ${columnsMax} at most`)
  for (const { value, start } of comments)
    if (/\b(TODO|FIXME|XXX)\b(?!.*#\d)/.test(value))
      found.push(source.say(start, 'a TODO names its issue, as #12'))
  const words = file.replace(/(\.test)?\.\w+$/, '').split('/')
  for (const word of words)
    if (kinds.has(word) || kindFolders.has(word))
      found.push(`${file}:1: '${word}' is a kind and not a subject`)
  const name = words.at(-1) ?? ''
  if (/[A-Z_]/.test(name) && file.endsWith('.ts'))
    found.push(`${file}:1: file names are kebab-case`)
  return found
}

/** The formatter breaks code; a sentence in quotes stays whole, to be searched for. */
function isTooLong(line: string): boolean {
  if (line.length <= columnsMax) return false
  if (/^\s*(\/\/|\/?\*)/.test(line)) return !line.includes('://')
  return line.replace(/(['"`]).*\1/, '').length > columnsMax
}

/** Written in pieces, so that this file does not break its own rule. */
const pieces = (...parts: readonly string[]): string => parts.join('')
const machinePath = new RegExp(
  [
    pieces('/wor', 'k/'),
    pieces('/hom', 'e/\\w'),
    pieces('/roo', 't/\\w'),
    pieces('/Use', 'rs/\\w'),
    pieces('[A-Z]:\\\\Use', 'rs'),
  ].join('|'),
)
const registry = new RegExp(`${pieces('registry', '.npmjs')}|"resolved":\\s*"http`)
const emoji = /\p{Emoji_Presentation}|\uFE0F/u

/** What may stand in no tracked text file at all. */
export function tidyText(file: string, text: string): Untidy[] {
  const rules: readonly (readonly [pattern: RegExp, message: string])[] = [
    [emoji, 'no emoji'],
    [machinePath, 'no path of a machine'],
    [registry, 'no address of a registry'],
  ]
  return rules.flatMap(([pattern, message]) => {
    const match = pattern.exec(text)
    if (match === null) return []
    return [`${file}:${text.slice(0, match.index).split('\n').length}: ${message}`]
  })
}

/** Every room has a README that fits on a screen. */
export function tidyReadmes(files: ReadonlyMap<string, string>): Untidy[] {
  return [...files.keys()].flatMap((file) => {
    if (!/^src\/[^/]+\/index\.ts$/.test(file)) return []
    const readme = file.replace('index.ts', 'README.md')
    const lines = files.get(readme)?.trimEnd().split('\n').length
    if (lines === undefined) return [`${readme}:1: missing: a room has a README`]
    return lines > readmeLinesMax ? [`${readme}:1: ${lines} lines; ${readmeLinesMax} at most`] : []
  })
}
