import { parse } from 'acorn'
import { nearest, plainLine, reasonOf } from '../../base/index.ts'
import { BoxFault } from './box-fault.ts'
import { absentNames, absentMembers, localTimes } from './absent-names.ts'
import { importable } from './inside-source.ts'
import { stripTypes } from './strip-types.ts'
import { allNodes, isTree, memberOf, nameOf, type Tree } from './syntax-tree.ts'

/** What is wrong with a module, for whoever wrote it. */
export type StrategyFault = {
  /** From 1 on; 0 when it is of the whole. */
  readonly line: number
  readonly rule: 'parse' | 'import' | 'absent' | 'state' | 'loop' | 'async' | 'definition'
  /** A sentence that says what to write instead. */
  readonly message: string
}

const faultsMax = 50

/**
 * What can be seen to be wrong with a module before it is run. It is there for good messages:
 * nothing is safe because it passes, since whatever it forbids can be spelt some other way. What
 * holds a module is the isolate that it runs in.
 *
 * @param source - TypeScript. What a stranger or a model wrote is checked in a process that can be
 *   thrown away: see `stripTypes`.
 */
export function checkStrategy(source: string): readonly StrategyFault[] {
  try {
    return checkCode(stripTypes(source))
  } catch (error) {
    if (!(error instanceof BoxFault)) throw error
    return [{ line: 0, rule: 'parse', message: sentence(error.message) }]
  }
}

/** The same of a module whose types are stripped. */
function checkCode(code: string): readonly StrategyFault[] {
  let program: unknown
  try {
    program = parse(code, { ecmaVersion: 2024, sourceType: 'module', locations: true })
  } catch (error) {
    return [unparsed(error)]
  }
  if (!isTree(program)) return []
  const nodes = allNodes(program)
  const own = new Set(nodes.flatMap(declared))
  const faults = nodes.flatMap((node) => [
    ...checkImport(node),
    ...checkNames(node, own),
    ...checkMembers(node),
    ...checkShape(node),
  ])
  return [...faults, ...checkTop(program)].slice(0, faultsMax)
}

function unparsed(error: unknown): StrategyFault {
  const at = /\((\d+):\d+\)$/.exec(reasonOf(error))
  const what = reasonOf(error).replace(/ \(\d+:\d+\)$/, '')
  return { line: Number(at?.[1] ?? 0), rule: 'parse', message: sentence(what) }
}

function fault(node: Tree, rule: StrategyFault['rule'], message: string): StrategyFault {
  return { line: node.loc?.start.line ?? 0, rule, message: sentence(message) }
}

function sentence(text: string): string {
  const line = plainLine(text, 300)
  return line.endsWith('.') ? line : `${line}.`
}

function checkImport(node: Tree): readonly StrategyFault[] {
  if (node.type === 'ImportExpression' || node.type === 'MetaProperty')
    return [fault(node, 'import', 'Nothing can be imported while it runs; import at the top')]
  if (
    node.type === 'ExportAllDeclaration' ||
    (node.type === 'ExportNamedDeclaration' && node['source'])
  )
    return [fault(node, 'import', 'A module passes nothing on; export one definition')]
  if (node.type !== 'ImportDeclaration' || !isTree(node['source'])) return []
  const from = String(node['source']['value'])
  const names = Object.hasOwn(importable, from) ? importable[from] : undefined
  if (names === undefined) {
    const known = Object.keys(importable).join(', ')
    return [fault(node, 'import', `There is no '${from.slice(0, 80)}' here; there are ${known}`)]
  }
  return importedNames(node).flatMap((name) => {
    if (names.includes(name)) return []
    const guess = nearest(name, names)
    const hint = guess === undefined ? 'see docs/indicators.md' : `perhaps ${guess} is meant`
    return [fault(node, 'import', `${from} has no '${name}' here; ${hint}`)]
  })
}

function importedNames(node: Tree): readonly string[] {
  const specifiers = Array.isArray(node['specifiers']) ? (node['specifiers'] as unknown[]) : []
  return specifiers.flatMap((each) => {
    if (!isTree(each)) return []
    if (each.type === 'ImportDefaultSpecifier') return ['default']
    return each.type === 'ImportSpecifier' ? [nameOf(each['imported']) ?? 'default'] : []
  })
}

/** Names that a node declares: what has a name of its own is not the one that is absent. */
function declared(node: Tree): readonly string[] {
  if (node.type === 'Property' || node.type === 'MemberExpression') return []
  const params = Array.isArray(node['params']) ? (node['params'] as unknown[]) : []
  const names = [node['local'], node['id'], node['param'], ...params].map(nameOf)
  return names.filter((name) => name !== undefined)
}

function checkNames(node: Tree, own: ReadonlySet<string>): readonly StrategyFault[] {
  return mentioned(node).flatMap((name) => {
    const instead = Object.hasOwn(absentNames, name) ? absentNames[name] : undefined
    if (instead === undefined || own.has(name)) return []
    return [fault(node, 'absent', `There is no ${name} here; ${instead}`)]
  })
}

/** Names that a node reads itself: not keys of records, nor what a member is called. */
function mentioned(node: Tree): readonly string[] {
  const children = Object.entries(node).flatMap(([key, value]) => {
    const isKey = (key === 'property' || key === 'key') && node['computed'] !== true
    return isKey ? [] : Array.isArray(value) ? (value as unknown[]) : [value]
  })
  return children.map(nameOf).filter((name) => name !== undefined)
}

function checkMembers(node: Tree): readonly StrategyFault[] {
  const { callee } = node
  const isMade = node.type === 'NewExpression' || node.type === 'CallExpression'
  if (isMade && nameOf(callee) === 'Date' && Array.isArray(node['arguments']))
    return node['arguments'].length === 0
      ? [fault(node, 'absent', 'There is no clock here; new Date(view.asOf / 1000) is the bar')]
      : []
  const member = memberOf(node)
  if (member === undefined) return []
  const of = nameOf(node['object'])
  if (of === 'Date' && member === 'now')
    return [fault(node, 'absent', 'There is no clock here; view.asOf is the time of the bar')]
  if (of === 'Math' && member === 'random')
    return [fault(node, 'absent', 'There is no Math.random here; view.chance comes from the seed')]
  if (localTimes.has(member))
    return [fault(node, 'absent', `There is no time zone here; write ${utcOf(member)}`)]
  const instead = absentMembers.has(member)
  return instead
    ? [fault(node, 'absent', `A strategy has no use for '${member}'; leave it out`)]
    : []
}

function utcOf(member: string): string {
  return member.replace(/^(get|set)/, '$1UTC')
}

function checkShape(node: Tree): readonly StrategyFault[] {
  if (node['async'] === true || node.type === 'AwaitExpression')
    return [fault(node, 'async', 'A strategy answers at once; write it without async and await')]
  if (!isEndless(node)) return []
  const ends = new Set(['BreakStatement', 'ReturnStatement', 'ThrowStatement'])
  return allNodes(node).some(({ type }) => ends.has(type))
    ? []
    : [fault(node, 'loop', 'This loop never ends; give it a bound')]
}

function isEndless(node: Tree): boolean {
  if (node.type === 'ForStatement' && node['test'] === null) return true
  if (node.type !== 'WhileStatement' && node.type !== 'DoWhileStatement') return false
  const { test } = node
  return isTree(test) && test.type === 'Literal' && Boolean(test['value'])
}

/** What stands at the top: one definition, and nothing that changes. */
function checkTop(program: Tree): readonly StrategyFault[] {
  const body = Array.isArray(program['body']) ? program['body'].filter(isTree) : []
  const declarations = body.map((node) =>
    node.type === 'ExportNamedDeclaration' && isTree(node['declaration'])
      ? node['declaration']
      : node,
  )
  const changing = declarations.filter(
    ({ type, kind }) => type === 'VariableDeclaration' && kind !== 'const',
  )
  const state = 'What stands at the top must be const; keep what changes in the state of a bar'
  const calls = allNodes(program).filter(
    ({ type, callee }) =>
      type === 'CallExpression' && /^define(Agent|Strategy)$/.test(nameOf(callee) ?? ''),
  )
  const exported = body.some(({ type }) => type.startsWith('Export'))
  const hasOne = calls.length === 1 && exported
  const definition =
    'A module exports one definition: export const strategy = defineStrategy({ … })'
  return [
    ...changing.map((node) => fault(node, 'state', state)),
    ...(hasOne ? [] : [fault(calls[1] ?? program, 'definition', definition)]),
  ]
}
