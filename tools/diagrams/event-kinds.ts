import { type Node, parseSync } from 'oxc-parser'
import type { DeskEvent } from '../../src/domain/index.ts'
import { isDecision, kindByte } from '../../src/journal/index.ts'
import { table } from '../markdown-table.ts'
import { isProduct } from '../tidy/house.ts'

/** Program text by path from the top of the tree. */
type Tree = ReadonlyMap<string, string>

const kinds = Object.keys(kindByte) as DeskEvent['kind'][]

/** Where events of a desk can be made; further left nobody has any, further right only read. */
const makers = /^src\/(risk|execution|engine|app|venue\/sim)\//
/** Of a record of the exchange or of the gateway that only goes by the same word. */
const foreignKeys = ['account', 'clientId']
/** Every exchange has these words; a desk's own are made where they are sent. */
const commands: ReadonlySet<string> = new Set(['submit', 'cancel', 'amend'])

/**
 * Every kind of event that a journal can hold, as a table: its byte, the files that make one, what
 * of it a replay is given instead of coming to it, and whether the hash of a run covers it.
 */
export function eventTable(tree: Tree): string {
  const made = madeIn(tree)
  const given = givenTo(tree.get('src/engine/desk-run.ts') ?? '')
  const rows = kinds.map((kind) => [
    `\`${kind}\``,
    `${kindByte[kind]}`,
    (made.get(kind) ?? []).map((file) => `\`${file}\``).join(' ') || 'nowhere yet',
    given.get(kind) ?? usually(kind),
    isDecision(kind) ? 'yes' : '',
  ])
  return table(['kind', 'byte', 'made in', 'given to a replay', 'in the hash of a run'], rows)
}

/** What stands in no condition of `DeskRun`: what it begins with, and what a gateway heard. */
function usually(kind: DeskEvent['kind']): string {
  if (kind === 'run-started') return 'begins with it'
  return kind.startsWith('order-') ? 'from a distant venue' : ''
}

/** Files that make an event, by its kind: an object is written out there with the kind in it. */
function madeIn(tree: Tree): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const [file, text] of tree) {
    if (!makers.test(file) || !isProduct(file) || !file.endsWith('.ts')) continue
    const name = file.replace('src/', '')
    visit(parseSync(file, text).program, (node) => {
      for (const kind of kindsMade(node, text)) {
        if (commands.has(kind) && !file.startsWith('src/execution/')) continue
        const files = found.get(kind) ?? []
        if (!files.includes(name)) found.set(kind, [...files, name])
      }
    })
  }
  return found
}

/** The kinds an object can be made with; a variable stands for what its type says it may be. */
function kindsMade(node: Node, text: string): readonly string[] {
  if (node.type !== 'ObjectExpression') return []
  const values = new Map<string, Node>()
  for (const each of node.properties)
    if (each.type === 'Property' && each.key.type === 'Identifier')
      values.set(each.key.name, each.value)
  const value = values.get('kind')
  if (value === undefined || foreignKeys.some((key) => values.has(key))) return []
  const said = text.slice(value.start, value.end)
  const of = value.type === 'Identifier' ? saidOf(said, text) : quoted(said)
  return of.filter((kind) => kind in kindByte)
}

/** The texts in the type of a parameter that may be one of several. */
function saidOf(name: string, text: string): readonly string[] {
  const types = text.matchAll(new RegExp(`\\b${name}: ((?:'[a-z-]+' \\| )+'[a-z-]+')`, 'g'))
  return [...types].flatMap(([, type = '']) => quoted(type))
}

function quoted(text: string): readonly string[] {
  return [...text.matchAll(/'([a-z-]+)'/g)].map((match) => match[1] ?? '')
}

/** The kinds that `DeskRun` takes from the journal as they stand, and which of them. */
function givenTo(text: string): ReadonlyMap<string, string> {
  const redo = /#redo\(event: DeskEvent\): void \{(.*?)\n {2}\}/s.exec(text)?.[1] ?? ''
  const found = new Map<string, string>()
  for (const [, condition = ''] of redo.matchAll(/if \((.*?)\) ?(?:\{|\n|this|return)/g))
    for (const [, kind = ''] of condition.matchAll(/event\.kind === '([a-z-]+)'/g)) {
      const actor = /event\.actor (.==) '(\w+)'/.exec(condition)
      const [, sign, who] = actor ?? []
      const which = sign === '!==' ? `unless by \`${who}\`` : `when by \`${who}\``
      found.set(kind, actor === null ? 'always' : which)
    }
  return found
}

function visit(node: Node, see: (node: Node) => void): void {
  see(node)
  for (const value of Object.values(node))
    for (const each of Array.isArray(value) ? value : [value]) if (isNode(each)) visit(each, see)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}
