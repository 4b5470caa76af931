/** A node of a syntax tree, of which only the type and the place are known. */
export type Tree = {
  readonly type: string
  readonly start: number
  readonly loc?: { readonly start: { readonly line: number; readonly column: number } } | null
  readonly [key: string]: unknown
}

/** Whether `value` is a node. */
export function isTree(value: unknown): value is Tree {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
  )
}

/** Every node under `root`, it included, outer ones first. No call is nested in another. */
export function allNodes(root: Tree): readonly Tree[] {
  const found: Tree[] = []
  const left: Tree[] = [root]
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    found.push(node)
    for (const value of Object.values(node))
      for (const each of Array.isArray(value) ? (value as unknown[]) : [value])
        if (isTree(each)) left.push(each)
  }
  return found.sort((a, b) => a.start - b.start)
}

/** The name of an identifier; `undefined` of anything else. */
export function nameOf(node: unknown): string | undefined {
  return isTree(node) && node.type === 'Identifier' && typeof node['name'] === 'string'
    ? node['name']
    : undefined
}

/** What a member is called, `a.b` and `a['b']` alike; `undefined` where it is computed. */
export function memberOf(node: Tree): string | undefined {
  if (node.type !== 'MemberExpression') return undefined
  const { property } = node
  if (node['computed'] !== true) return nameOf(property)
  const isText = isTree(property) && property.type === 'Literal'
  return isText && typeof property['value'] === 'string' ? property['value'] : undefined
}
