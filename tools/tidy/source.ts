import path from 'node:path'
import { type ParseResult, parseSync, type StaticImportEntry } from 'oxc-parser'
import type { Untidy } from './house.ts'

/** One parsed file and what it takes from others. */
export type Source = {
  readonly file: string
  readonly text: string
  readonly program: ParseResult['program']
  readonly comments: ParseResult['comments']
  readonly links: readonly Link[]
  readonly exports: readonly Export[]
  /** `file:line: message` for the place `offset`. */
  say(offset: number, message: string): Untidy
}

/** One thing taken from one module. */
export type Link = {
  /** A path from the top of the tree for our own files, else as written: `zod`, `node:fs`. */
  readonly target: string
  /** The name taken; `*` for all of them, `` for none. */
  readonly name: string
  readonly isType: boolean
  /** Loaded when it is needed rather than at the start. */
  readonly isLazy: boolean
  readonly offset: number
}

/** One name given out. */
export type Export = { readonly name: string; readonly isType: boolean; readonly offset: number }

/** Parses one file. Syntax errors are the compiler's business and are not repeated here. */
export function parseSource(file: string, text: string): Source {
  const { program, module, comments } = parseSync(file, text)
  const lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
  const here = (specifier: string): string => targetOf(file, specifier)
  const links: Link[] = []
  for (const { start, moduleRequest, entries } of module.staticImports) {
    const base = { target: here(moduleRequest.value), isLazy: false, offset: start }
    if (entries.length === 0) links.push({ ...base, name: '', isType: false })
    for (const entry of entries)
      links.push({ ...base, name: importedName(entry), isType: entry.isType })
  }
  const exports: Export[] = []
  for (const { entries } of module.staticExports)
    for (const { moduleRequest, importName, exportName, isType, start } of entries) {
      if (exportName.name !== null) exports.push({ name: exportName.name, isType, offset: start })
      else if (exportName.kind === 'Default')
        exports.push({ name: 'default', isType, offset: start })
      if (moduleRequest === null) continue
      const name = importName.kind === 'Name' ? (importName.name ?? '*') : '*'
      const target = here(moduleRequest.value)
      links.push({ target, name, isType, isLazy: false, offset: start })
    }
  for (const { start, moduleRequest } of module.dynamicImports) {
    const written = /^['"`]([^'"`$]+)['"`]$/.exec(
      text.slice(moduleRequest.start, moduleRequest.end),
    )
    const target = written?.[1]
    if (target !== undefined)
      links.push({ target: here(target), name: '*', isType: false, isLazy: true, offset: start })
  }
  for (const { 1: beside, index } of text.matchAll(
    /new URL\('(\.[^']*\.ts)', import\.meta\.url\)/g,
  ))
    links.push({
      target: here(beside ?? ''),
      name: '*',
      isType: false,
      isLazy: true,
      offset: index,
    })
  const say = (offset: number, message: string): Untidy =>
    `${file}:${lineStarts.findLastIndex((start) => start <= offset) + 1}: ${message}`
  return { file, text, program, comments, links, exports, say }
}

function importedName({ importName }: StaticImportEntry): string {
  if (importName.kind === 'Name') return importName.name ?? '*'
  return importName.kind === 'Default' ? 'default' : '*'
}

/** Built files and our own subpaths stand for the source they are made from. */
function targetOf(file: string, specifier: string): string {
  const own = /^coinswarm\/([\w-]+)$/.exec(specifier)?.[1]
  if (own !== undefined) return `src/${own}/index.ts`
  if (!specifier.startsWith('.')) return specifier
  const target = path.posix.join(path.posix.dirname(file), specifier)
  return target.replace(/^dist\/(.*)\.js$/, 'src/$1.ts')
}
