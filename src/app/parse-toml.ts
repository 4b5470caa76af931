import { parse, TomlError } from 'smol-toml'
import { declined, ok, type Result } from '../base/index.ts'

/** What a file in TOML says; declined in a sentence with line and column. */
export function parseToml(file: string, text: string): Result<unknown> {
  try {
    return ok(parse(text))
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const why = (error.message.split('\n')[0] ?? '').replace('Invalid TOML document: ', '')
    return declined(
      `${file}:${error.line}:${error.column}: this is not TOML (${why}); mend the line.`,
    )
  }
}
