import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { UserError } from '../../base/index.ts'

/** One file of the built page, held in memory. */
export type PageFile = {
  readonly path: string
  readonly contentType: string
  readonly cacheControl: string
  readonly body: Buffer
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/**
 * The built page, read once: `/` and one path per file. Serving from this list, and never from a
 * path that a request brought, leaves nothing to traverse. Symbolic links are passed over.
 *
 * @throws UserError `page-missing` when the folder holds no built page.
 */
export function readPage(folder: string): readonly PageFile[] {
  if (!isFile(join(folder, 'index.html')))
    throw new UserError(
      'page-missing',
      `The page is not built: ${join(folder, 'index.html')} is missing; run npm run build.`,
      3,
    )
  return filesIn(folder, '').map((name) => pageFile(folder, name))
}

function filesIn(folder: string, under: string): readonly string[] {
  return readdirSync(join(folder, under), { withFileTypes: true }).flatMap((entry) => {
    const name = under === '' ? entry.name : `${under}/${entry.name}`
    if (entry.isDirectory()) return filesIn(folder, name)
    return entry.isFile() && contentTypes[extname(name)] !== undefined ? [name] : []
  })
}

function pageFile(folder: string, name: string): PageFile {
  const isHashed = name.startsWith('assets/')
  return {
    path: name === 'index.html' ? '/' : `/${name}`,
    contentType: contentTypes[extname(name)] ?? 'application/octet-stream',
    cacheControl: isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    body: readFileSync(join(folder, name)),
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}
