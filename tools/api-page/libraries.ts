import type { Tree } from './public-names.ts'

/** One library of the package: how it is imported, and the file that is its door. */
export type Library = { readonly name: string; readonly door: string }

/** What `package.json` lets a program import, in the order in which it stands there. */
export function librariesOf(tree: Tree): readonly Library[] {
  const { exports } = JSON.parse(tree.get('package.json') ?? '{}') as {
    readonly exports: Readonly<Record<string, string | { readonly 'coinswarm-source': string }>>
  }
  return Object.entries(exports).flatMap(([path, to]) =>
    typeof to === 'string' ? [] : [{ name: path.slice(2), door: to['coinswarm-source'].slice(2) }],
  )
}
