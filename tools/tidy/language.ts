import { Visitor } from 'oxc-parser'
import { isProduct, isTest, type Untidy } from './house.ts'
import type { Source } from './source.ts'

const functionLinesMax = 60

/** Parts of the language this house does without, and functions that have grown two subjects. */
export function tidyLanguage(source: Source): Untidy[] {
  const { file, text, program } = source
  const found: Untidy[] = []
  const ban = (node: { readonly start: number }, message: string): void =>
    void found.push(source.say(node.start, message))
  const measure = (node: { readonly start: number; readonly end: number }): void => {
    const lines = text.slice(node.start, node.end).split('\n').length
    if (lines > functionLinesMax && !isTest(file))
      ban(node, `a function of ${lines} lines; ${functionLinesMax} at most`)
  }
  const power = (node: { readonly start: number; readonly operator: string }): void => {
    if (node.operator.startsWith('**')) banPower(node)
  }
  const banPower = (node: { readonly start: number }): void => {
    if (isProduct(file) && file !== 'src/base/pow.ts')
      ban(node, 'Math.pow and ** differ between Node majors: multiply')
  }
  new Visitor({
    FunctionDeclaration: measure,
    FunctionExpression: measure,
    ArrowFunctionExpression: measure,
    BinaryExpression: power,
    AssignmentExpression: power,
    MemberExpression: (node) => {
      if (text.slice(node.start, node.end) === 'Math.pow') banPower(node)
    },
    TSEnumDeclaration: (node) => ban(node, 'no enum: use a union of words'),
    TSModuleDeclaration: (node) => ban(node, 'no namespace: a file is one'),
    TSAnyKeyword: (node) => ban(node, 'no any: use unknown and find out'),
    TSNonNullExpression: (node) => ban(node, 'no !: use defined() or handle undefined'),
    ExportDefaultDeclaration: (node) => {
      if (!/\.config\.ts$|\.vitepress\/config\.ts$/.test(file))
        ban(node, 'no default export: a thing has one name')
    },
    Decorator: (node) => ban(node, 'no decorator'),
  }).visit(program)
  return found
}
