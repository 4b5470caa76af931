import fs from 'node:fs'
import path from 'node:path'
import { isStrategyKind } from '../../agents/index.ts'
import { reasonOf, UserError } from '../../base/index.ts'
import { firstRecipe, printRecipe, renamedStrategy, sourceMax } from '../../evolution/index.ts'
import { loadAgentKind } from '../load-agent.ts'

/** One question asked of a strategy file. */
export type StrategyCheck = {
  readonly name: 'text' | 'contract'
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
 * Asks of a person's file what can be asked without data. The last question loads it: it runs with
 * the rights of whoever asks, as in a backtest.
 */
export async function checkStrategyFile(file: string): Promise<readonly StrategyCheck[]> {
  const source = readStrategyFile(file)
  const text = textCheck(source)
  return text.isPassed ? [text, await contractCheck(file)] : [text]
}

function textCheck(source: string): StrategyCheck {
  const isPassed = source.length <= sourceMax && source.isWellFormed()
  const detail = `${source.length} characters, ${sourceMax} are the most`
  return { name: 'text', isPassed, detail }
}

async function contractCheck(file: string): Promise<StrategyCheck> {
  try {
    const kind = await loadAgentKind(path.resolve(file))
    if (!isStrategyKind(kind))
      return { name: 'contract', isPassed: false, detail: 'an agent, and no defineStrategy' }
    const seated = kind.seat({})
    const detail = seated.ok ? `strategy '${kind.name}': ${kind.summary}` : seated.error
    return { name: 'contract', isPassed: seated.ok, detail }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { name: 'contract', isPassed: false, detail: error.message }
  }
}
