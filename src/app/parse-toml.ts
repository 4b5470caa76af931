import { parse, TomlError } from 'smol-toml'
import { declined, ok, type Result } from '../base/index.ts'

/** Tables and lists within each other: more are nobody's, and whoever walks them would fall. */
const depthMax = 32

/** What a file in TOML says; declined in a sentence with line and column. */
export function parseToml(file: string, text: string): Result<unknown> {
  try {
    const read = parse(text)
    if (!isDeeperThan(read, depthMax)) return ok(read)
    return declined(
      `${file}: its tables lie more than ${depthMax} deep; write fewer dots into its keys.`,
    )
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const why = (error.message.split('\n')[0] ?? '').replace('Invalid TOML document: ', '')
    return declined(
      `${file}:${error.line}:${error.column}: this is not TOML (${why}); mend the line.`,
    )
  }
}

/** Level by level: nothing here falls, however deep it is. */
function isDeeperThan(read: object, max: number): boolean {
  let level: readonly object[] = [read]
  for (let depth = 0; depth < max; depth += 1) {
    const below = level.flatMap((each): readonly unknown[] => Object.values(each))
    level = below.filter((each) => typeof each === 'object' && each !== null)
    if (level.length === 0) return false
  }
  return true
}
