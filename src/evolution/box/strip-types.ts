import { stripTypeScriptTypes } from 'node:module'
import { reasonOf } from '../../base/index.ts'
import { BoxFault } from './box-fault.ts'

/** Longest source that is looked at, characters. */
const sourceMax = 65_536

/**
 * The JavaScript of a module in TypeScript: types become white space, so that every line stays
 * where it is.
 *
 * Text nested deep enough overflows the stack of the parser, after which it takes in nothing more
 * for as long as the process lasts. So what a stranger or a model wrote is only stripped in a
 * process that can be thrown away.
 *
 * @throws BoxFault of what is no TypeScript, or longer than `sourceMax`.
 */
export function stripTypes(source: string): string {
  if (source.length > sourceMax)
    throw new BoxFault('module', `the module is longer than ${sourceMax} characters`)
  try {
    return stripTypeScriptTypes(source)
  } catch (error) {
    const [first = ''] = reasonOf(error).trim().split('\n')
    throw new BoxFault('module', first === '' ? 'it is no TypeScript' : first)
  }
}
