import path from 'node:path'

/** Program text and papers by path from the top of the tree. */
type Tree = ReadonlyMap<string, string>

/** What a paper may lean on. */
export type Known = {
  readonly files: readonly string[]
  /** Every word that stands in program text, comments left out. */
  readonly words: ReadonlySet<string>
  /** What can be run by `npm run`. */
  readonly scripts: ReadonlySet<string>
}

/** @param files - All of the tree, those included that are no text. */
export function knownOf(tree: Tree, files: readonly string[]): Known {
  const words = new Set<string>()
  for (const [file, text] of tree)
    if (/^(src|examples|bench|tools)\/.*\.tsx?$/.test(file) && !/\.test(-d)?\./.test(file))
      for (const [word] of withoutComments(text).matchAll(/[\w$]+(?:[-.][\w$]+)*/g)) {
        words.add(word)
        for (const part of word.split('.')) words.add(part)
      }
  const { scripts, exports } = JSON.parse(tree.get('package.json') ?? '{}') as {
    readonly scripts?: Readonly<Record<string, string>>
    readonly exports?: Readonly<Record<string, unknown>>
  }
  for (const name of Object.keys(exports ?? {})) words.add(name.replace('.', 'coinswarm'))
  return { files, words, scripts: new Set(Object.keys(scripts ?? {})) }
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')
}

/**
 * What a paper puts in backticks, or links to, and is not there: files, folders, names, commands.
 * Blocks of code are passed over: others run them.
 */
export function untrueIn(file: string, paper: string, known: Known): readonly string[] {
  const text = paper.replace(/^```.*?^```$/gms, '')
  const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map((match) => match[1] ?? '')
  const spans = [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')
  const folder = path.posix.dirname(file)
  return [
    ...links.filter(
      (link) => !/^https?:/.test(link) && !isThere(path.posix.join(folder, link), known),
    ),
    ...spans.filter((span) => !isTrue(span.replaceAll(/\s+/g, ' '), folder, known)),
  ]
}

function isTrue(span: string, folder: string, known: Known): boolean {
  const script = /^npm run ([\w-]+)/.exec(span)?.[1]
  if (script !== undefined) return known.scripts.has(script)
  if (/^[\w.@-]+(\/[\w.@-]*)+$|\.(ts|md|json|svg)$/.test(span)) {
    const places = [span, `src/${span}`, `${folder}/${span}`, `docs/${span}`]
    return places.some((place) => isThere(place, known)) || known.words.has(span)
  }
  return [...span.matchAll(/[A-Za-z_$][\w$]*(?:-[\w$]+)*/g)].every(([word]) => isWord(word, known))
}

function isWord(word: string, { words }: Known): boolean {
  return words.has(word) || word.split('-').every((part) => words.has(part))
}

/** Whether it is a file, a folder, or how the names of some begin, as `docs/decisions/0013` is. */
function isThere(place: string, { files }: Known): boolean {
  return files.some((file) => file === place || file.startsWith(place))
}
