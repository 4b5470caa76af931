import path from 'node:path'
import { parseSync } from 'oxc-parser'
import { type Declared, declaredIn } from './declared.ts'

/** A name that a door gives out, and the file that makes it. */
export type PublicName = Declared & { readonly file: string }

/** Program text by path from the top of the tree. */
export type Tree = ReadonlyMap<string, string>

/**
 * Every name that the file `door` gives out, each once, in the order in which it says them.
 *
 * @throws Error when a name is given out that no file makes.
 */
export function publicNames(door: string, tree: Tree): readonly PublicName[] {
  const reader = new NameReader(tree)
  return [...reader.namesOf(door)].map(([name, { file, of }]) => {
    const made = reader.declaredIn(file).get(of)
    if (made === undefined) throw new Error(`${file} gives out ${of} and does not make it`)
    return { ...made, name, file }
  })
}

/** Where a name is made, and how it is called there. */
type Place = { readonly file: string; readonly of: string }

/** Follows names from file to file; what was read once is remembered. */
class NameReader {
  readonly #tree: Tree
  readonly #names = new Map<string, Map<string, Place>>()
  readonly #declared = new Map<string, ReadonlyMap<string, Declared>>()

  constructor(tree: Tree) {
    this.#tree = tree
  }

  /** What `file` gives out, of its own and handed on. */
  namesOf(file: string): ReadonlyMap<string, Place> {
    const before = this.#names.get(file)
    if (before !== undefined) return before
    const names = new Map<string, Place>()
    this.#names.set(file, names)
    const { module } = parseSync(file, this.#text(file))
    for (const { entries } of module.staticExports)
      for (const { moduleRequest, importName, exportName, localName } of entries) {
        const name = exportName.name ?? '*'
        if (moduleRequest === null) names.set(name, { file, of: localName.name ?? name })
        else {
          const theirs = this.namesOf(besideOf(file, moduleRequest.value))
          const taken = importName.kind === 'Name' ? importName.name : null
          if (taken === null) for (const [each, place] of theirs) names.set(each, place)
          else names.set(name, required(theirs.get(taken), `${file}: no ${taken}`))
        }
      }
    return names
  }

  declaredIn(file: string): ReadonlyMap<string, Declared> {
    const declared = this.#declared.get(file) ?? declaredIn(file, this.#text(file))
    this.#declared.set(file, declared)
    return declared
  }

  #text(file: string): string {
    return required(this.#tree.get(file), `there is no ${file}`)
  }
}

function besideOf(file: string, specifier: string): string {
  return path.posix.join(path.posix.dirname(file), specifier)
}

function required<T>(value: T | undefined, message: string): T {
  if (value === undefined) throw new Error(message)
  return value
}
