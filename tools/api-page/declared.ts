import {
  type Class,
  type Comment,
  type Declaration,
  type ParamPattern,
  parseSync,
} from 'oxc-parser'
import { firstSentence } from './first-sentence.ts'

export type DeclaredKind = 'function' | 'class' | 'value' | 'type'

/** A name of a file, as a page shows it. */
export type Declared = {
  readonly name: string
  readonly kind: DeclaredKind
  /** Names of what it takes, as written; `undefined` for what is not called. */
  readonly takes: string | undefined
  /** First sentence of its docstring; empty where there is none. */
  readonly gives: string
}

/** Everything that `text` declares at its top, by name. */
export function declaredIn(file: string, text: string): ReadonlyMap<string, Declared> {
  const { program, comments } = parseSync(file, text)
  const found = new Map<string, Declared>()
  for (const node of program.body) {
    const declaration = node.type === 'ExportNamedDeclaration' ? node.declaration : node
    if (declaration === null) continue
    const gives = firstSentence(docstringBefore(node.start, comments, text))
    // Of an overloaded function the first that is written stands for all.
    for (const each of namesIn(declaration as Declaration, text))
      if (!found.has(each.name)) found.set(each.name, { ...each, gives })
  }
  return found
}

type Named = Omit<Declared, 'gives'>

function namesIn(node: Declaration, text: string): readonly Named[] {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
      return [named(node.id?.name, 'function', taken(node.params, text))]
    case 'ClassDeclaration':
      return [named(node.id?.name, 'class', constructorTakes(node, text))]
    case 'TSTypeAliasDeclaration':
    case 'TSInterfaceDeclaration':
      return [named(node.id.name, 'type', undefined)]
    case 'VariableDeclaration':
      return node.declarations.flatMap(({ id, init }) => {
        if (id.type !== 'Identifier') return []
        const isCalled = init?.type === 'ArrowFunctionExpression'
        return isCalled
          ? [named(id.name, 'function', taken(init.params, text))]
          : [named(id.name, 'value', undefined)]
      })
    default:
      return []
  }
}

function named(name: string | undefined, kind: DeclaredKind, takes: string | undefined): Named {
  return { name: name ?? '', kind, takes }
}

/** What a class is made of; nothing is shown of one whose making is another's. */
function constructorTakes({ body, superClass }: Class, text: string): string | undefined {
  for (const member of body.body)
    if (member.type === 'MethodDefinition' && member.kind === 'constructor')
      return taken(member.value.params, text)
  return superClass === null ? '' : undefined
}

function taken(parameters: readonly ParamPattern[], text: string): string {
  return parameters.map((parameter) => shown(parameter, text)).join(', ')
}

/** A parameter without its type; `?` where it may be left out. */
function shown(parameter: ParamPattern, text: string): string {
  switch (parameter.type) {
    case 'AssignmentPattern':
      return parameter.left.type === 'ObjectPattern'
        ? 'options?'
        : `${nameAt(parameter.left, text)}?`
    case 'RestElement':
      return `...${nameAt(parameter.argument, text)}`
    case 'ObjectPattern':
      return `{ ${parameter.properties.map((each) => keyOf(each, text)).join(', ')} }`
    default:
      return nameAt(parameter, text)
  }
}

type Property = Extract<ParamPattern, { readonly type: 'ObjectPattern' }>['properties'][number]

function keyOf(property: Property, text: string): string {
  return property.type === 'Property' ? nameAt(property.key, text) : '...'
}

type Place = { readonly start: number; readonly end: number }

/** What stands there up to its type, `?` included. */
function nameAt({ start, end }: Place, text: string): string {
  return text.slice(start, end).replace(/:[\s\S]*$/, '')
}

/** The docstring that ends right before `start`, as written; empty where there is none. */
function docstringBefore(start: number, comments: readonly Comment[], text: string): string {
  const last = comments.findLast(({ end }) => end <= start)
  const isDocstring = last?.type === 'Block' && last.value.startsWith('*')
  return isDocstring && text.slice(last.end, start).trim() === '' ? last.value : ''
}
