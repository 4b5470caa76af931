import path from 'node:path'
import {
  type ParseResult,
  parseSync,
  type StaticExportEntry,
  type StaticImport,
  type StaticImportEntry,
} from 'oxc-parser'
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
  const links = [
    ...module.staticImports.flatMap(importLinks),
    ...module.staticExports.flatMap(({ entries }) => entries.flatMap(exportLinks)),
    ...module.dynamicImports.flatMap(({ start, moduleRequest }) =>
      lazyLinks(text.slice(moduleRequest.start, moduleRequest.end), start),
    ),
    ...[...text.matchAll(/new URL\(('\.[^']*\.ts'), import\.meta\.url\)/g)].flatMap((match) =>
      lazyLinks(match[1] ?? '', match.index),
    ),
  ].map((link) => ({ ...link, target: targetOf(file, link.target) }))
  const exports = module.staticExports.flatMap(({ entries }) => entries.flatMap(exportedName))
  const say = (offset: number, message: string): Untidy =>
    `${file}:${lineStarts.findLastIndex((start) => start <= offset) + 1}: ${message}`
  return { file, text, program, comments, links, exports, say }
}

function importLinks({ start, moduleRequest, entries }: StaticImport): Link[] {
  const base = { target: moduleRequest.value, isLazy: false, offset: start }
  if (entries.length === 0) return [{ ...base, name: '', isType: false }]
  return entries.map((entry) => ({ ...base, name: importedName(entry), isType: entry.isType }))
}

/** What `export ... from` takes. */
function exportLinks({ moduleRequest, importName, isType, start }: StaticExportEntry): Link[] {
  if (moduleRequest === null) return []
  const name = importName.kind === 'Name' ? (importName.name ?? '*') : '*'
  return [{ target: moduleRequest.value, name, isType, isLazy: false, offset: start }]
}

/** `import('x')`, or a file that is started beside this one. A computed name has no target. */
function lazyLinks(written: string, offset: number): Link[] {
  const target = /^['"`]([^'"`$]+)['"`]$/.exec(written)?.[1]
  return target === undefined ? [] : [{ target, name: '*', isType: false, isLazy: true, offset }]
}

function exportedName({ exportName, isType, start }: StaticExportEntry): Export[] {
  const name = exportName.kind === 'Default' ? 'default' : exportName.name
  return name === null ? [] : [{ name, isType, offset: start }]
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
