// Puts what the compiler made into few files: node scripts/bundle.mjs FROM TO
// A command that loads 1,500 modules one by one takes three times as long to start, and 45 MB more.
// Types are copied as they are.
import { cpSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const here = /\bHERE_OF\("([^"]+)"\)/g

/** What is started or imported from outside by its name; all else is found through these. */
function entriesIn(names) {
  const { exports = {} } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const exported = Object.values(exports).flatMap((each) => each.default ?? [])
  const isPublic = (name) => exported.includes(`./dist/${name}`)
  // Programs of threads and processes end in `-main`; a bench looks into how a desk runs.
  const isProgram = (name) => /(^|[/-])main\.js$/.test(name) || name === 'engine/desk-run.js'
  return names.filter((name) => isPublic(name) || isProgram(name))
}

/**
 * Files find each other, and the page and the manifest, by `import.meta.url`. What was moved into
 * another file must go on from where it stood.
 */
function keepPlaces(from) {
  return {
    name: 'keep-places',
    transform(code, id) {
      if (!code.includes('import.meta.url')) return null
      return code.replaceAll('import.meta.url', `HERE_OF(${JSON.stringify(posix(from, id))})`)
    },
    renderChunk(code, chunk) {
      if (!code.includes('HERE_OF(')) return null
      return code.replaceAll(here, (_, name) => {
        const way = path.posix.relative(path.posix.dirname(chunk.fileName), name)
        return `import.meta.resolve(${JSON.stringify(way.startsWith('.') ? way : `./${way}`)})`
      })
    },
  }
}

function posix(from, file) {
  return path.relative(from, file).split(path.sep).join('/')
}

async function bundle(from, to) {
  const files = readdirSync(from, { recursive: true, encoding: 'utf8' })
  const names = files.map((name) => name.split(path.sep).join('/')).sort()
  const entries = entriesIn(names).map((name) => [name.slice(0, -3), path.join(from, name)])
  const made = await rolldown({
    input: Object.fromEntries(entries),
    platform: 'node',
    // Packages stay packages; what the bundler itself brings goes in.
    external: (id) => /^[a-z@]/.test(id) && !id.startsWith('@oxc-project/'),
    transform: { target: 'esnext' },
    plugins: [keepPlaces(from)],
  })
  const entryFileNames = '[name].js'
  await made.write({ dir: to, entryFileNames, chunkFileNames: 'parts/[name]-[hash].js' })
  await made.close()
  for (const name of names)
    if (name.endsWith('.d.ts')) cpSync(path.join(from, name), path.join(to, name))
}

await bundle(path.resolve(process.argv[2]), path.resolve(process.argv[3]))
