import { Secret, UserError } from '../../base/index.ts'
import { defaultRepositories } from '../../sources/index.ts'
import { readOwnFile } from '../read-own-file.ts'

/** The repositories that are asked where none are named. */
export const defaultRepositoryNames: readonly string[] = defaultRepositories.map(({ name }) => name)

/**
 * The token in a file that nobody but its owner may read.
 *
 * @throws UserError `github-token`.
 */
export function readGithubToken(file: string): Secret {
  const decline = (why: string): UserError => new UserError('github-token', `${why}.`)
  const bytes = readOwnFile(file, { bytesMax: 1_024, what: 'token', decline })
  const text = new TextDecoder().decode(bytes).trim()
  if (/^[\w.-]{1,500}$/.test(text)) return new Secret(text)
  throw decline(`${file} is not there, or holds no token alone; write the token into it`)
}
