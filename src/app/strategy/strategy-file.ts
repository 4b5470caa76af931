import fs from 'node:fs'
import path from 'node:path'
import { reasonOf, UserError } from '../../base/index.ts'
import {
  firstRecipe,
  printRecipe,
  renamedStrategy,
  sourceMax,
  type StrategyFault,
} from '../../evolution/index.ts'
import { Box, type BoxResult } from './box.ts'
import type { DescribedModule } from './box-messages.ts'

/** One question asked of a strategy file. */
export type StrategyCheck = {
  readonly name: 'text' | 'code' | 'contract'
  readonly isPassed: boolean
  readonly detail: string
}

/** A file that somebody wrote. @throws UserError `strategy-missing` */
export function readStrategyFile(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch (error) {
    throw new UserError(
      'strategy-missing',
      `${file} cannot be read, ${reasonOf(error)}; check the path.`,
    )
  }
}

/**
 * Writes a strategy to begin with: the first one, or another under a new name. A file that is there
 * stays.
 *
 * @throws UserError `strategy-exists`
 */
export function writeNewStrategy(of: {
  readonly name: string
  readonly file: string
  /** The source to begin with. */
  readonly from: string | undefined
}): void {
  const { name, file, from = printRecipe(firstRecipe) } = of
  const source = renamedStrategy(from, name)
  try {
    fs.writeFileSync(file, source, { flag: 'wx' })
  } catch (error) {
    throw new UserError(
      'strategy-exists',
      `${path.resolve(file)} could not be written, ${reasonOf(error)}; take another name.`,
    )
  }
}

/**
 * Asks of a strategy what can be asked without data. It is read and run in a box, whoever wrote it.
 *
 * @returns The questions in order, up to the first that is answered by no.
 */
export async function checkStrategySource(source: string): Promise<readonly StrategyCheck[]> {
  const text = textCheck(source)
  if (!text.isPassed) return [text]
  const box = await Box.start()
  try {
    const code = codeCheck(await box.check(source))
    if (!code.isPassed) return [text, code]
    return [text, code, contractCheck(await box.describe(source))]
  } finally {
    box.end()
  }
}

function textCheck(source: string): StrategyCheck {
  const isPassed = source.length <= sourceMax && source.isWellFormed()
  const detail = `${source.length} characters, ${sourceMax} are the most`
  return { name: 'text', isPassed, detail }
}

function codeCheck(found: BoxResult<readonly StrategyFault[]>): StrategyCheck {
  if (found.kind === 'fault') return { name: 'code', isPassed: false, detail: found.why }
  const [first] = found.value
  if (first === undefined) return { name: 'code', isPassed: true, detail: 'nothing forbidden' }
  const place = first.line === 0 ? '' : `line ${first.line}: `
  const more = found.value.length > 1 ? ` And ${found.value.length - 1} more.` : ''
  return { name: 'code', isPassed: false, detail: `${place}${first.message}${more}` }
}

function contractCheck(found: BoxResult<DescribedModule>): StrategyCheck {
  if (found.kind === 'fault') return { name: 'contract', isPassed: false, detail: found.why }
  const { kind, name, summary } = found.value
  if (kind === 'strategy')
    return { name: 'contract', isPassed: true, detail: `strategy '${name}': ${summary}` }
  return { name: 'contract', isPassed: false, detail: 'an agent, and no defineStrategy' }
}
