import { parse, TomlError } from 'smol-toml'
import { UserError } from '../base/index.ts'

/** What a file in TOML says. @param code - Of the error. @throws UserError with line and column. */
export function parseToml(file: string, text: string, code: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const why = (error.message.split('\n')[0] ?? '').replace('Invalid TOML document: ', '')
    throw new UserError(
      code,
      `${file}:${error.line}:${error.column}: this is not TOML (${why}); mend the line.`,
    )
  }
}
